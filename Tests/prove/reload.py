"""Reloads under load: a thousand, every other one of a broken set, while clients on connections they keep look at every answer. And the end
that comes whatever hangs. `prove.py` runs both."""

import http.client
import json
import os
import re
import shutil
import signal
import threading
import time

import house

TEXT = 'omschrijving: { text: "'
# What breaks a set, in turn: each must be told and none may be served.
MISTAKES = [
    ("bedrag: ", "bedrga: "), ("each: ", "eahc: "), ("source: ", "source: no"), ("mapping: ", "mapping: [\n"), ("bsn", "nsb"), ("{", "&a {"),
]


class Clients:
    """Each answer must be whole, of the set that was served at that moment, and made of one set only."""

    def __init__(self, made, workers):
        self.made, self.ended = made, threading.Event()
        self.count, self.failed, self.mixed, self.times, self.sets = 0, [], 0, [], set()
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.ask) for _ in range(workers)]
        for thread in self.threads:
            thread.start()

    def ask(self):
        connection = self.made.connection(timeout=20)
        question = json.dumps({"bsn": house.BSN, "documentVersie": "4.1.0"})
        headers = {"Content-Type": "application/json", "X-Api-Key": house.API_KEY}
        while not self.ended.is_set():
            began = time.time()
            try:
                connection.request("POST", "/v1/schuldenoverzicht", question, headers)
                answer = connection.getresponse()
                body = answer.read().decode()
                wrong = None if answer.status == 200 else f"{answer.status} {body[:200]}"
            except (OSError, http.client.HTTPException) as error:
                wrong = f"{type(error).__name__} {error}"
                connection.close()
            with self.lock:
                self.count += 1
                self.times.append(time.time() - began)
                if wrong:
                    self.failed.append(wrong)
                    continue
                marks = set(re.findall(r"SET(\d+)[a-z] ", body))
                cases = len(json.loads(body)["documenten"][0]["body"]["financiele_zaken"])
                self.sets |= marks
                self.mixed += len(marks) != 1 or cases != 6 or not json.loads(body)["volledig"]
        connection.close()

    def end(self):
        self.ended.set()
        for thread in self.threads:
            thread.join()


def status(made):
    connection = http.client.HTTPConnection("127.0.0.1", made.admin_port, timeout=20)
    connection.request("GET", "/status")
    found = json.loads(connection.getresponse().read())
    connection.close()
    return found


def proportional_size(pid):
    """Memory in MiB, shared pages by their share."""
    lines = open(f"/proc/{pid}/smaps_rollup").read().splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024


def release(folder, plain, number, mistake=None):
    """A set of its own: all mappings, each with the set's mark in the answer's descriptions."""
    made = folder / f"releases/{number}"
    shutil.copytree(plain, made)
    for name in ("heffingen", "sociaal"):
        path = made / f"voorbeeldstad/{name}.yaml"
        text = path.read_text().replace(TEXT, f"{TEXT}SET{number}{name[0]} ")
        if mistake and name == "heffingen":
            broken = text.replace(*mistake, 1)
            if broken == text:
                raise RuntimeError(f"{mistake} breaks nothing")
            text = broken
        path.write_text(text)
    return made


def reloads(binary, trials, report, workers=3):
    """Sets are swapped by renaming a link. Half are told by SIGHUP, half are seen; half are broken; every fiftieth time the certificate, a
    caller and the pseudonym key change too."""
    made = house.House(binary, limits="reload: { every_ms: 200, recheck_ms: 500 }\n")
    folder = made.folder
    (folder / "mappings").rename(folder / "plain")
    release(folder, folder / "plain", 0)
    os.symlink("releases/0", folder / "mappings")
    bad = 0
    try:
        made.start()
        clients = Clients(made, workers)
        began, memory, good, slowest = time.time(), None, 0, 0.0
        for number in range(1, trials + 1):
            mistake = MISTAKES[number // 2 % len(MISTAKES)] if number % 2 else None
            release(folder, folder / "plain", number, mistake)
            if number % 50 == 0:
                change_surroundings(made, number)
            before = status(made)["reloads"]
            os.symlink(f"releases/{number}", folder / "link")
            (folder / "link").rename(folder / "mappings")
            if number % 4 < 2:
                made.process.send_signal(signal.SIGHUP)
            since, wanted = time.time(), "refused" if mistake else "swapped"
            while True:
                now = status(made)
                if now["reloads"][wanted] > before[wanted]:
                    break
                if time.time() - since > 30 or made.process.poll() is not None:
                    bad += 1
                    print(f"reload {number}: no '{wanted}' came of it: {now['last_reload']} {(now['refused'] or {}).get('text', '')[:400]}")
                    break
                time.sleep(0.01)
            slowest = max(slowest, time.time() - since)
            good += mistake is None
            if mistake and "^" not in (now["refused"] or {"text": ""})["text"]:
                bad += 1
                print(f"reload {number}: no caret under the mistake")
            shutil.rmtree(folder / f"releases/{number - 3}", ignore_errors=True)
            # The first sets warm allocator and pools.
            if number == max(20, trials // 5):
                memory = proportional_size(made.process.pid)
        spent = time.time() - began
        grown = proportional_size(made.process.pid)
        clients.end()
        descriptors = len(os.listdir(f"/proc/{made.process.pid}/fd"))
        code = made.stop()
        clients.times.sort()
        bad += len(clients.failed) + clients.mixed + (code != 0) + (clients.count == 0) + (memory is not None and grown > memory * 1.25 + 8)
        for wrong in clients.failed[:5]:
            print(wrong)
        report("reloads under load", trials, bad,
               f"{good} sets served, {trials - good} broken ones refused in {spent:.0f} s; {len(clients.failed)} of {clients.count} requests failed, "
               f"{clients.mixed} of mixed sets, {len(clients.sets)} sets seen, p99 {clients.times[int(len(clients.times) * 0.99)] * 1000:.0f} ms; "
               f"slowest reload {slowest:.2f} s; memory {memory or grown:.1f} → {grown:.1f} MiB (PSS), {descriptors} descriptors; exit code {code}")
    finally:
        made.remove()


def change_surroundings(made, number):
    """What is no mapping: a certificate with its key, a key of the journal, a caller more."""
    tls = made.certificates
    tls.make("fresh", "/O=Test/CN=localhost", "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n")
    for fresh, old in ((tls.key("fresh"), tls.key("server")), (tls.certificate("fresh"), tls.certificate("server"))):
        fresh.chmod(0o600)
        fresh.rename(old)
    secret = made.folder / "secrets/.pseudonym"
    secret.write_text(f"{number:064d}")
    secret.chmod(0o600)
    secret.rename(made.folder / "secrets/pseudonym")
    caller = f'  extra: {{ key_sha256: "{house.sha256(str(number))}", tenants: [voorbeeldstad], vendors: [json], questions: [schuldenoverzicht], assurance: midden }}\n'
    settings = made.folder / "deploy/.blauwbrug"
    settings.write_text(made.settings.replace("callers:\n", "callers:\n" + caller))
    settings.rename(made.folder / "deploy/blauwbrug.yaml")


def last_resort(binary, report):
    """A database that hangs in the system (a pipe nobody writes to stands in for a dead file server), a client that is stuck in the middle of its
    question, and the largest drain limit there is: SIGTERM ends the process all the same."""
    made = house.House(binary, limits="limits: { drain_ms: 25000, body_ms: 300000, body_rate: 0 }\n")
    database = made.folder / "state/heffingen.sqlite"
    database.unlink()
    os.mkfifo(database)
    try:
        made.start()
        waiting = made.connection(timeout=60)
        waiting.request("POST", "/v1/schuldenoverzicht", json.dumps({"bsn": house.BSN}),
                        {"Content-Type": "application/json", "X-Api-Key": house.API_KEY})
        stuck = made.connection(timeout=60)
        stuck.putrequest("POST", "/v1/schuldenoverzicht")
        stuck.putheader("Content-Length", "100")
        stuck.endheaders(b"{")
        time.sleep(1)
        began = time.time()
        code = made.stop()
        spent = time.time() - began
        bad = not 20 < spent < 27 or code != 3
        report("SIGTERM with everything stuck", 1, int(bad), f"ended after {spent:.1f} s with exit code {code}")
    finally:
        made.remove()
