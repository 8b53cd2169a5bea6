"""Many clients that are slow in three ways, in a process of their own, so that honest ones beside them do not wait for Python.
`prove.py` starts it; what became of the clients is printed as one line of JSON.

- silent: say nothing after the handshake; a quarter of them do not even begin one.
- dripping: one byte every half second, of a head or of a body.
- unread: whole requests, pipelined until nothing more goes out, and no answer is ever read.

Whether a connection still costs the program something is asked of the kernel, not of the clients: the program has let go of it when its
end has no descriptor any more. No client closes its end or reads what it is told, as a hostile one would not.
"""

import argparse
import collections
import heapq
import json
import os
import selectors
import socket
import ssl
import time

PACE = 0.5        # seconds between two bytes
SAMPLE = 0.25     # seconds between two looks at the kernel's table
PATIENCE = 5.0    # seconds a connection may outlive its limit: two for the last words, the rest for a busy machine
# The order in which they come: four of each way.
ORDER = ("mute", "silent", "silent", "silent", "head", "head", "body", "body", "unread", "unread", "unread", "unread")


class Client:
    def __init__(self, kind, limit):
        self.kind, self.limit = kind, limit
        self.clock = None       # since when the limit counts
        self.over = None        # when the program had let go
        self.is_late = self.is_known = self.is_gone = self.is_full = self.is_tls = False
        self.said = 0           # bytes dripped
        self.queued = 0         # bytes of answers that wait in the program's socket
        self.port = None
        self.socket = socket.socket()
        self.socket.setblocking(False)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if kind == "unread":
            # Small buffers and segments, so that some answers fill the connection and not thousands: what is tried is the standing still.
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16_384)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)

    @property
    def is_done(self):
        return self.over is not None or self.is_late

    @property
    def has_reached(self):
        """Whether it came to be slow in its own way; one that was cut before proves nothing."""
        match self.kind:
            case "mute": return self.is_known
            case "silent": return self.is_tls
            case "unread": return self.is_full and self.queued > 0
            case _: return self.said >= 3


class Crowd:
    def __init__(self, chosen):
        self.chosen = chosen
        self.context = ssl.create_default_context(cafile=chosen.authority)
        self.selector = selectors.DefaultSelector()
        self.clients, self.by_port, self.due = [], {}, []
        self.most = 0
        limits = json.loads(chosen.limits)
        self.limits = {"mute": limits["handshake_ms"], "silent": limits["header_ms"], "head": limits["header_ms"],
                       "body": limits["body_ms"], "unread": limits["body_ms"]}
        lines = f"Host: localhost\r\nX-Api-Key: {chosen.key}\r\nContent-Type: application/json\r\n"
        question = json.dumps({"bsn": chosen.bsn})
        start = "POST /v1/schuldenoverzicht HTTP/1.1\r\n"
        self.whole = f"{start}{lines}Content-Length: {len(question)}\r\n\r\n{question}".encode() * 40
        self.head = f"{start}{lines}Content-Length: 1000\r\n\r\n".encode()
        self.endless = f"{start}{lines}X-Slow: ".encode()

    def run(self):
        began = sampled = time.monotonic()
        while True:
            now = time.monotonic()
            share = min(1.0, (now - began) / self.chosen.ramp)
            while len(self.clients) < round(share * self.chosen.connections):
                self.open(ORDER[len(self.clients) % len(ORDER)])
            while self.due and self.due[0][0] <= now:
                self.drip(heapq.heappop(self.due)[2])
            if now - sampled >= SAMPLE:
                sampled = now
                self.sample(now)
                if share == 1.0 and all(client.is_done for client in self.clients):
                    return
            for key, _ in self.selector.select(0.02):
                self.step(key.data)

    def open(self, kind):
        client = Client(kind, self.limits[kind] / 1_000)
        self.clients.append(client)
        client.clock = time.monotonic()
        client.socket.connect_ex(("127.0.0.1", self.chosen.port))
        client.port = client.socket.getsockname()[1]
        self.by_port[client.port] = client
        if kind != "mute":
            self.selector.register(client.socket, selectors.EVENT_WRITE, client)

    def step(self, client):
        try:
            if not isinstance(client.socket, ssl.SSLSocket):
                self.selector.unregister(client.socket)
                client.socket = self.context.wrap_socket(client.socket, server_hostname="localhost", do_handshake_on_connect=False)
                self.selector.register(client.socket, selectors.EVENT_WRITE, client)
            if not client.is_tls:
                client.socket.do_handshake()
                self.begin(client)
            elif client.kind == "unread":
                self.fill(client)
        except ssl.SSLWantReadError:
            self.selector.modify(client.socket, selectors.EVENT_READ, client)
        except ssl.SSLWantWriteError:
            client.is_full = client.is_full or client.is_tls
            self.selector.modify(client.socket, selectors.EVENT_WRITE, client)
        except OSError:
            client.is_gone = True
            if client.socket.fileno() in self.selector.get_map():
                self.selector.unregister(client.socket)

    def begin(self, client):
        client.is_tls = True
        client.clock = time.monotonic()
        if client.kind == "unread":
            self.selector.modify(client.socket, selectors.EVENT_WRITE, client)
            return self.fill(client)
        self.selector.unregister(client.socket)
        if client.kind == "body":
            client.socket.send(self.head)
        if client.kind in ("head", "body"):
            self.drip(client)

    def fill(self, client):
        while True:
            client.socket.send(self.whole)

    def drip(self, client):
        if client.is_gone or client.is_done:
            return
        try:
            text = self.endless[client.said:client.said + 1] if client.kind == "head" else b" "
            client.socket.send(text or b"x")
            client.said += 1
        except ssl.SSLError:
            pass
        except OSError:
            client.is_gone = True
            return
        heapq.heappush(self.due, (time.monotonic() + PACE, client.port, client))

    def sample(self, now):
        held = table(self.chosen.port)
        self.most = max(self.most, sum(1 for port in held if port in self.by_port and held[port][0]))
        for client in self.clients:
            if client.is_done:
                continue
            inode, queued = held.get(client.port, (None, 0))
            if inode:
                client.is_known = True
                # What counts for one who does not read: since when nothing more of an answer came or went.
                if client.kind == "unread" and queued != client.queued:
                    client.queued, client.clock = queued, now
            elif inode is None or client.is_known:
                # No row, or one without a descriptor. Before it was accepted a connection has none either.
                client.over = now
            if not client.is_done and now > client.clock + client.limit + PATIENCE:
                client.is_late = True

    def result(self):
        kinds = collections.defaultdict(lambda: {"opened": 0, "reached": 0, "late": 0, "longest": 0.0})
        for client in self.clients:
            kind = kinds[client.kind]
            kind["opened"] += 1
            kind["reached"] += client.has_reached
            kind["late"] += client.is_late
            kind["longest"] = max(kind["longest"], round((client.over or time.monotonic()) - client.clock, 1))
        return {"kinds": kinds, "most": self.most}


def table(port):
    """The connections of a port: the client's port → the inode of the program's socket (0: it has no descriptor) and its unsent bytes."""
    found = {}
    with open("/proc/net/tcp") as file:
        next(file)
        for line in file:
            fields = line.split(None, 10)
            if int(fields[1].rpartition(":")[2], 16) == port and fields[3] != "0A":
                found[int(fields[2].rpartition(":")[2], 16)] = int(fields[9]), int(fields[4].partition(":")[0], 16)
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--authority", required=True)
    parser.add_argument("--key", required=True)
    parser.add_argument("--bsn", required=True)
    parser.add_argument("--connections", type=int, required=True)
    parser.add_argument("--ramp", type=float, required=True, help="seconds in which they come")
    parser.add_argument("--limits", required=True, help="the settings' limits, as JSON")
    crowd = Crowd(parser.parse_args())
    os.nice(5)  # making clients is not what is measured
    crowd.run()
    print(json.dumps(crowd.result()))
