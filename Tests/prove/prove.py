"""The long trials. Each has an oracle of its own and a line in the table that is printed at the end."""

import argparse
import http.client
import json
import os
import random
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "blackbox"))
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE / "fuzz"))
import fuzz  # noqa: E402
import house  # noqa: E402
import mutate  # noqa: E402
import reload  # noqa: E402

rows = []


def report(trial, count, bad, note):
    rows.append((trial, count, bad, note))
    print(f"{trial}: {count} trials, {bad} violations. {note}", flush=True)


class JournalReader:
    """Reads the journal as somebody who was told nothing: each time what was added since, whole lines only."""

    def __init__(self, folder):
        self.folder, self.read, self.references = folder, {}, set()

    def look(self):
        for path in sorted((self.folder / "state/journal").glob("journal-*.jsonl")):
            with open(path, "rb") as file:
                # A start may have set a torn tail aside: then what was read ends no line any more, and all is read again.
                start = self.read.get(path, 0)
                file.seek(max(0, start - 1))
                if start and file.read(1) != b"\n":
                    start = 0
                file.seek(start)
                text = file.read()
            whole = text.rfind(b"\n") + 1
            self.read[path] = start + whole
            self.references.update(json.loads(line).get("reference") for line in text[:whole].splitlines())
        return self.references


def kills(binary, trials):
    """kill -9 at a random moment under load. What a client received whole must be in the journal; the journal must go on at the next start."""
    made = house.House(binary)
    journal = JournalReader(made.folder)
    lost = broken = answered = 0
    slowest = 0.0
    try:
        for _ in range(trials):
            began = time.time()
            try:
                made.start()
            except RuntimeError as error:
                broken += 1
                print(error)
                break
            slowest = max(slowest, time.time() - began)
            received, stop = [], threading.Event()

            def ask():
                connection = made.connection(timeout=5)
                while not stop.is_set():
                    try:
                        connection.request("POST", "/v1/schuldenoverzicht", json.dumps({"bsn": house.BSN}),
                                           {"Content-Type": "application/json", "X-Api-Key": house.API_KEY})
                        answer = connection.getresponse()
                        body = answer.read()
                    except (OSError, http.client.HTTPException):
                        return
                    if answer.status == 200 and body.endswith(b"}"):
                        received.append(answer.headers["X-Request-Id"])

            clients = [threading.Thread(target=ask) for _ in range(6)]
            for client in clients:
                client.start()
            time.sleep(random.uniform(0.05, 0.4))
            made.process.kill()
            made.process.wait()
            made.process = None
            stop.set()
            for client in clients:
                client.join()
            recorded = journal.look()
            lost += sum(1 for reference in received if reference not in recorded)
            answered += len(received)
        # The chain over all those deaths is one that the program itself accepts.
        if not broken:
            made.start()
            if made.ask_json().status != 200:
                broken += 1
    finally:
        made.remove()
    report("kill -9 under load", trials, lost + broken, f"{answered} answers received, {lost} without a record; slowest start {slowest:.2f} s")


def fuzzing(factor):
    """The parsers' fuzz tests, many times over."""
    environment = dict(os.environ, BLAUWBRUG_FUZZ=str(factor), SWIFT_BACKTRACE="enable=no")
    began = time.time()
    done = subprocess.run(["swift", "test", "--explicit-target-dependency-import-check", "error", "--filter", "[Ff]uzz"],
                          cwd=house.REPOSITORY, env=environment, capture_output=True, text=True)
    tail = [line for line in (done.stdout + done.stderr).splitlines() if "Test run with" in line]
    report("fuzzing of the parsers", factor, 0 if done.returncode == 0 and tail else 1,
           f"iterations × {factor}, {time.time() - began:.0f} s; {tail[-1].strip() if tail else done.stderr[-300:]}")


def coverage_guided(seconds):
    """libFuzzer over the YAML reader and the mapping compiler."""
    count, found, code, tail = fuzz.run(seconds)
    if code or found:
        print("\n".join(found) + "\n" + tail)
    report("libFuzzer on mappings", count, len(found) or (1 if code or not count else 0), f"{seconds} s, nothing longer than a second")


def mutation(binary):
    """Every small mistake in a correct mapping is refused or noticed."""
    report("mutation of mappings", *mutate.run(binary))


def slow_clients(binary, connections, seconds):
    """Honest clients alone, then beside many slow ones of three kinds (see slow_clients.py), every one of which must be let go in time."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, connections * 2 + 1_000), hard))
    limits = {"handshake_ms": 3_000, "header_ms": 4_000, "body_ms": 6_000, "keep_alive_ms": 5_000, "connections": 5_000,
              "connections_per_address": 5_000}
    written = ", ".join(f"{name}: {value}" for name, value in limits.items())
    made = house.House(binary, limits=f"limits: {{ {written} }}\n").start()
    slow = None
    try:
        honest(made, seconds=2)  # warm
        alone = honest(made, seconds=seconds)
        base = descriptors(made)
        slow = subprocess.Popen(
            [sys.executable, str(HERE / "slow_clients.py"), "--port", str(made.port), "--authority", str(made.certificates.authority),
             "--key", house.API_KEY, "--bsn", house.BSN, "--connections", str(connections), "--ramp", "20",
             "--limits", json.dumps(limits)], stdout=subprocess.PIPE, text=True)
        beside = honest(made, beside=slow)
        said = slow.communicate(timeout=60)[0]
        if slow.returncode != 0:
            return report("slow clients", connections, 1, f"the slow clients themselves ended with {slow.returncode}")
        seen = json.loads(said)
        left, since = descriptors(made), time.time()
        while left > base + 20 and time.time() - since < 20:
            time.sleep(0.25)
            left = descriptors(made)
        ratio = beside["p99"] / alone["p99"]
        kinds = seen["kinds"]
        late = sum(kind["late"] for kind in kinds.values())
        # A client that was cut before it was slow in its own way is no trial.
        hollow = [name for name, kind in kinds.items() if kind["reached"] < 0.95 * kind["opened"]]
        bad = alone["failed"] + beside["failed"] + late + len(hollow) + (ratio > 4) + (left > base + 20) + (beside["count"] == 0)
        each = ", ".join(f"{kind['reached']} {name} (≤ {kind['longest']} s)" for name, kind in kinds.items())
        report("slow clients", sum(kind["opened"] for kind in kinds.values()), bad,
               f"{each}; at most {seen['most']} at once, {late} outlived their limit by 5 s"
               + (f", HOLLOW: {', '.join(hollow)}" if hollow else "")
               + f"; honest p99 {alone['p99'] * 1000:.1f} → {beside['p99'] * 1000:.1f} ms (× {ratio:.2f}, goal × 2), "
               f"{beside['failed']} of {beside['count']} honest requests failed; descriptors {base} → {left}")
    finally:
        if slow is not None and slow.poll() is None:
            slow.kill()
            slow.wait()
        made.remove()


def descriptors(made):
    return len(os.listdir(f"/proc/{made.process.pid}/fd"))


def honest(made, seconds=None, beside=None, workers=4):
    """Asks without a pause for some seconds, or for as long as a process runs: how many answers, how many failures, the 99th percentile."""
    times, failures, began = [], [], time.time()

    def goes_on():
        return time.time() - began < (seconds or 60) and (beside is None or beside.poll() is None)

    def ask():
        connection = made.connection(timeout=20)
        while goes_on():
            asked = time.time()
            try:
                connection.request("POST", "/v1/schuldenoverzicht", json.dumps({"bsn": house.BSN}),
                                   {"Content-Type": "application/json", "X-Api-Key": house.API_KEY})
                answer = connection.getresponse()
                is_whole = answer.read().endswith(b"}") and answer.status == 200
            except (OSError, http.client.HTTPException):
                is_whole = False
                connection.close()
            times.append(time.time() - asked)
            if not is_whole:
                failures.append(1)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times.sort()
    return {"count": len(times), "failed": len(failures), "p99": times[int(len(times) * 0.99)] if times else float("inf")}


def hostile_cost(binary):
    """What one hostile request may cost: CPU and memory, for bodies near the limit."""
    made = house.House(binary).start()
    big = 1_000_000
    payloads = {
        "attributes": b"<a" + b"".join(b" a%d=''" % i for i in range(80_000)) + b"/>",
        "namespaces": b"<a" + b"".join(b" xmlns:a%d='u'" % i for i in range(50_000)) + b"/>",
        "depth": b"<a>" * (big // 3),
        "many elements": b"<a>" + b"<b/>" * (big // 5) + b"</a>",
        "long name": b"<" + b"a" * big + b"/>",
        "text": b"<a>" + b"x" * big + b"</a>",
        "entities": b"<a>" + b"&lt;" * (big // 4) + b"</a>",
        "comment": b"<a><!--" + b"-x" * (big // 2) + b"--></a>",
        "doctype": b"<!DOCTYPE a [" + b"<!ATTLIST b c CDATA ''>" * 40_000 + b"]><a/>",
    }
    json_payloads = {"json depth": b"[" * big, "json keys": b"{" + b",".join(b'"k%d":1' % i for i in range(90_000)) + b"}",
                     "json number": b'{"bsn":' + b"9" * big + b"}", "json escapes": b'{"bsn":"' + b"\\u0041" * (big // 6) + b'"}'}
    bad, worst = 0, ("", 0.0)
    try:
        made.ask_json(), made.ask_soap()
        trials = [(name, body, "/soap/schuldenoverzicht", "text/xml") for name, body in payloads.items()]
        trials += [(name, body, "/v1/schuldenoverzicht", "application/json") for name, body in json_payloads.items()]
        for name, body, path, kind in trials:
            before = cpu(made.process.pid)
            rounds = 10
            for _ in range(rounds):
                answer = made.request("POST", path, body, {"Content-Type": kind}, port=made.local_port, key=None)
                if answer.status < 400:
                    bad += 1
            cost = (cpu(made.process.pid) - before) / rounds * 1000
            if cost > worst[1]:
                worst = (name, cost)
            if cost > 50:
                bad += 1
                print(f"{name}: {cost:.0f} ms")
        peak = int(next(line for line in open(f"/proc/{made.process.pid}/status") if line.startswith("VmHWM")).split()[1]) / 1024
        report("hostile bodies of 1 MB", len(trials), bad, f"worst {worst[1]:.1f} ms of CPU ({worst[0]}); peak memory {peak:.0f} MiB")
    finally:
        made.remove()


def cpu(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


parser = argparse.ArgumentParser()
parser.add_argument("--binary", required=True)
parser.add_argument("--kills", type=int, default=300)
parser.add_argument("--fuzz", type=int, default=50)
parser.add_argument("--slow", type=int, default=2_000)
parser.add_argument("--seconds", type=int, default=8)
parser.add_argument("--fuzz-seconds", type=int, default=300)
parser.add_argument("--reloads", type=int, default=1_000)
parser.add_argument("--only", choices=["kills", "hostile", "slow", "fuzz", "libfuzzer", "mutate", "reloads", "end"])
arguments = parser.parse_args()
chosen = {
    "kills": lambda: kills(arguments.binary, arguments.kills),
    "hostile": lambda: hostile_cost(arguments.binary),
    "slow": lambda: slow_clients(arguments.binary, arguments.slow, arguments.seconds),
    "reloads": lambda: reload.reloads(arguments.binary, arguments.reloads, report),
    "end": lambda: reload.last_resort(arguments.binary, report),
    "fuzz": lambda: fuzzing(arguments.fuzz),
    "libfuzzer": lambda: coverage_guided(arguments.fuzz_seconds),
    "mutate": lambda: mutation(arguments.binary),
}
for name, trial in chosen.items():
    if arguments.only in (None, name):
        trial()
print("\n| trial | count | violations | what was seen |\n|---|---|---|---|")
for row in rows:
    print("| " + " | ".join(str(cell) for cell in row) + " |")
failed = sum(1 for row in rows if row[2])
print(f"\nprove: {len(rows) - failed} passed, {failed} failed")
sys.exit(1 if failed else 0)
