#!/usr/bin/env python3
"""`make bench`: what one answer costs, beside two ceilings measured in the same run.

    python3 Benchmarks/bench.py                      # PostgreSQL, nginx, wrk and pgbench from Debian; .build/release/blauwbrug
    python3 Benchmarks/bench.py --quick              # a smoke run: few citizens, short rounds; its figures mean nothing
    python3 Benchmarks/bench.py --journal-rounds 0   # without the second server, whose journal is on a tmpfs
    python3 Benchmarks/bench.py --ceilings           # only pgbench and nginx; needs no binary

Rounds alternate, because a shared machine drifts; the table shows medians. Everything runs on the same cores, load generators included:
capacity is cores ÷ all CPU time that one request costs, whoever spent it. Exit codes: 0 measured, 1 an answer was wrong or requests
failed, 3 the environment lacks something. Goals that are missed are printed, not punished: a timed test fails on a busy machine.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True  # the modules beside this one leave nothing behind

import machine
import services
import verify
from services import Failed, HERE, Wrong, need

REPOSITORY = HERE.parent
# What blauwbrug's own sessions send before the row sets: the same unit, so that the ceiling carries the same snapshot and no more. The
# statement_timeout of a session is set once, when it connects; a job sets a shorter one only when it has less time left than its source
# allows, which a question that did not wait in a queue never has.
UNIT_BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
MEMORY = ", journal in memory"
HELD = "pgbench, held to our rate"
BODY = 14_000  # bytes of the static body when there is no server to ask


def options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", 1)[0], formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=str(REPOSITORY / ".build/release/blauwbrug"), help="the release binary")
    parser.add_argument("--citizens", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=10, help="per entry and round")
    parser.add_argument("--connections", type=int, default=32, help="of wrk")
    parser.add_argument("--clients", type=int, default=8, help="of pgbench; the pool of the benchmark's source has as many connections")
    parser.add_argument("--journal-rounds", type=int, default=2,
                        help="rounds in which a second server, with its journal on a tmpfs, is measured beside the first")
    parser.add_argument("--ceilings", action="store_true", help="only pgbench and nginx")
    parser.add_argument("--quick", action="store_true", help="2000 citizens, one round of 2 seconds")
    parser.add_argument("--folder", help="where the temporary files go; must be a real disk, the journal is on it")
    parser.add_argument("--raw", help="write every round's figures to this file as JSON")
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.citizens, chosen.rounds, chosen.seconds = 2_000, 1, 2
    return chosen


def statements():
    """The six SELECTs, as the mapping files write them."""
    found = []
    for name in ("heffing", "sociaal"):
        text = (HERE / f"municipality/mappings/benchstad/{name}.yaml").read_text()
        for block in re.findall(r"^    select: \|\n((?:      .*\n)+)", text, re.MULTILINE):
            found.append(" ".join(line.strip() for line in block.splitlines()))
    assert len(found) == 6, "the mapping files no longer hold six statements"
    return found


def unit(citizens):
    """The pgbench script: a random citizen's BSN, computed as generate.sql does, and all row sets in one pipeline and snapshot."""
    weights = " + ".join(f"{9 - at} * (:n / {10 ** (7 - at)} % 10)" for at in range(8))
    sets = [f"\\set i random(1, {citizens})", "\\set n 10000000 + 10 * :i", f"\\set s ({weights}) % 11",
            "\\set bsn case when :s = 10 then (:n + 1) * 10 + 1 else :n * 10 + :s end"]
    return "\n".join(sets + ["\\startpipeline"] + [sql + ";" for sql in [UNIT_BEGIN, *statements(), "COMMIT"]] + ["\\endpipeline", ""])


class Bench:
    def __init__(self, chosen, folder):
        self.chosen, self.folder = chosen, folder
        self.rounds = {}   # entry -> list of figures
        self.servers = {}  # entry -> Blauwbrug

    # --- one entry, one round ---

    def measure(self, name, command, read, server):
        """Runs a load generator and charges the CPU it, PostgreSQL and the server used to the requests it made."""
        before = machine.cpu(self.postgres.process.pid), machine.cpu(server) if server else 0.0, machine.busy(), time.monotonic()
        load = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=self.folder,
                                env=self.postgres.environment("blauwbrug"))
        watched = machine.PSSWatch(server) if server and name.startswith("blauwbrug") else None
        if watched:
            with watched:
                output = load.stdout.read()
        else:
            output = load.stdout.read()
        _, status, usage = os.wait4(load.pid, 0)
        load.returncode = os.waitstatus_to_exitcode(status)
        time.sleep(0.3)  # sessions that end cost something too: charge it to who opened them
        if load.returncode != 0:
            raise Failed(f"{name}: {command[0]} failed:\n{output}")
        elapsed = time.monotonic() - before[3] - 0.3
        figures = read(output)
        requests = figures["requests"]
        if not requests:
            raise Failed(f"{name}: no request succeeded:\n{output}")
        figures["database"] = (machine.cpu(self.postgres.process.pid) - before[0]) / requests * 1e6
        figures["server"] = (machine.cpu(server) - before[1]) / requests * 1e6 if server else 0.0
        figures["load"] = (usage.ru_utime + usage.ru_stime) / requests * 1e6
        figures["total"] = figures["database"] + figures["server"] + figures["load"]
        figures["capacity"] = machine.CORES / figures["total"] * 1e6
        figures["busy"] = min(100.0, (machine.busy() - before[2]) / elapsed / machine.CORES * 100)
        if watched:
            figures["pss"] = watched.largest
        return figures

    def wrk(self, name, url, script, arguments, server):
        def read(output):
            line = re.search(r"^figures (.*)$", output, re.MULTILINE)
            if not line:
                raise Failed(f"{name}: wrk printed no figures:\n{output}")
            raw = {key: int(value) for key, value in (part.split("=") for part in line.group(1).split())}
            return {
                "requests": raw["requests"], "rate": raw["requests"] / raw["microseconds"] * 1e6, "p50": raw["p50"] / 1e3,
                "p99": raw["p99"] / 1e3, "bytes": raw["bytes"] / max(1, raw["requests"]),
                "errors": sum(raw[key] for key in ("connect", "read", "write", "status", "timeout")),
            }

        command = [self.program["wrk"], "-t", str(min(2, machine.CORES)), "-c", str(self.chosen.connections),
                   "-d", f"{self.chosen.seconds}s", "-s", HERE / script, url, "--", *arguments]
        return self.measure(name, [str(part) for part in command], read, server)

    def pgbench(self, name, rate=None):
        """All it can, or so many transactions a second: a database that waits between questions pays for waking up."""
        for old in self.folder.glob("latency.*"):
            old.unlink()

        def read(output):
            rate = re.search(r"^tps = ([0-9.]+)", output, re.MULTILINE)
            count = re.search(r"number of transactions actually processed: (\d+)", output)
            failed = re.search(r"number of failed transactions: (\d+)", output)
            if not rate or not count:
                raise Failed(f"pgbench printed no figures:\n{output}")
            times = sorted(int(line.split()[2]) for log in self.folder.glob("latency.*") for line in log.read_text().splitlines())
            pick = (lambda share: times[min(len(times) - 1, int(len(times) * share))] / 1e3) if times else (lambda share: float("nan"))
            return {"requests": int(count.group(1)), "rate": float(rate.group(1)), "p50": pick(0.5), "p99": pick(0.99), "bytes": 0,
                    "errors": int(failed.group(1)) if failed else 0}

        command = [str(self.program["pgbench"]), "-n", "-M", "prepared", "-c", str(self.chosen.clients), "-j", str(min(2, machine.CORES)),
                   "-T", str(self.chosen.seconds), "-f", str(self.folder / "unit.sql"),
                   "-l", "--sampling-rate=0.05", "--log-prefix=latency", *(["-R", str(rate)] if rate else [])]
        return self.measure(name, command, read, None)

    # --- the whole run ---

    def prepare(self):
        chosen, folder = self.chosen, self.folder
        self.program = {"wrk": need("wrk", "wrk"), "openssl": need("openssl", "openssl"), "nginx": need("nginx", "nginx-light")}
        self.machine = machine.description()
        say(self.machine)
        say(f"Loading a municipality of {chosen.citizens} citizens …")
        self.postgres = services.PostgreSQL(folder / "postgresql")
        self.program["pgbench"] = shutil.which("pgbench") or self.postgres.bin / "pgbench"
        self.postgres.load(chosen.citizens)
        self.list = folder / "citizens.txt"
        self.list.write_text("\n".join(row[0] for row in self.postgres.query("SELECT bsn FROM heffing.persoon ORDER BY id")) + "\n")
        (folder / "unit.sql").write_text(unit(chosen.citizens))
        self.tls = services.certificates(folder / "tls")
        self.sizes = {"json": BODY}
        if not chosen.ceilings:
            self.prepare_servers()
        bodies = {dialect: b"x" * round(size) for dialect, size in self.sizes.items()}
        self.nginx = services.Nginx(folder / "nginx", self.tls, bodies, machine.CORES)

    def prepare_servers(self):
        binary = pathlib.Path(self.chosen.binary).resolve()
        if not binary.exists():
            raise Failed(f"there is no {binary}: swift build -c release, or --ceilings")
        server = services.Blauwbrug(binary, self.folder / "root", REPOSITORY, self.tls, self.postgres)
        self.servers["disk"] = server
        starts = []
        for _ in range(2 if self.chosen.quick else 7):
            server.stop()
            starts.append(server.start())
        self.listening, self.ready = (statistics.median(times) * 1e3 for times in zip(*starts))
        question = (HERE / "question.xml").read_text()
        self.sizes, checked = verify.answers(server, self.tls, self.postgres, self.chosen.citizens, question)
        say(f"{checked} citizens asked in both dialects: cases, events and balances are what SQL says.")
        if self.chosen.journal_rounds and self.can_compare_journals():
            self.memory = pathlib.Path(tempfile.mkdtemp(prefix="blauwbrug-bench-", dir="/dev/shm"))
            other = services.Blauwbrug(binary, self.folder / "root-memory", REPOSITORY, self.tls, self.postgres, state=self.memory)
            self.servers["memory"] = other
            other.start()

    def can_compare_journals(self):
        """Whether there is a tmpfs, and the other journal is on something else."""
        here, memory = machine.filesystem(self.folder), machine.filesystem("/dev/shm")
        if memory == "tmpfs" != here:
            return True
        say(f"No comparison of journals: /dev/shm is {memory}, the journal is on {here}; --folder chooses a disk.")
        return False

    def entries(self):
        """Name and measurement of each entry, in the order of a round."""
        entries = []
        for dialect in ("soap", "json"):
            arguments = [self.list] + ([HERE / "question.xml"] if dialect == "soap" else [])
            for place, server in self.servers.items():
                name = f"blauwbrug {dialect.upper()}" + ("" if place == "disk" else MEMORY)
                entries.append((name, lambda d=dialect, s=server, a=arguments, n=name: self.wrk(
                    n, f"https://127.0.0.1:{s.port}", f"{d}.lua", a, s.process.pid)))
        entries.insert(len(entries) // 2, ("pgbench pipeline", lambda: self.pgbench("pgbench pipeline")))
        if self.servers:
            entries.append((HELD, lambda: self.pgbench(HELD, rate=max(1, round(self.rate)))))
        for dialect in self.sizes:
            name = f"nginx static, {self.sizes[dialect] / 1e3:.1f} kB"
            entries.append((name, lambda d=dialect, n=name: self.wrk(
                n, f"https://127.0.0.1:{self.nginx.port}/{d}", "static.lua", [], self.nginx.process.pid)))
        return entries

    def measure_all(self):
        entries = self.entries()
        seconds, self.chosen.seconds = self.chosen.seconds, 2
        say("Warming up …")
        for name, measure in entries:
            figures = measure()
            if name == "blauwbrug JSON":
                self.rate = figures["rate"]
        self.chosen.seconds = seconds
        for at in range(self.chosen.rounds):
            for name, measure in entries[at % len(entries):] + entries[:at % len(entries)]:
                if name.endswith(MEMORY) and at >= self.chosen.journal_rounds:
                    continue
                figures = measure()
                self.rounds.setdefault(name, []).append(figures)
                say(f"round {at + 1}  {name:36s} {figures['rate']:8.0f}/s  {figures['total']:6.0f} us CPU  {figures['busy']:3.0f} % busy")

    def finish(self):
        for server in self.servers.values():
            server.stop()
        if hasattr(self, "nginx"):
            services.stop(self.nginx.process)
        if hasattr(self, "postgres"):
            self.postgres.stop()
        if hasattr(self, "memory"):
            shutil.rmtree(self.memory, ignore_errors=True)


def say(text):
    print(text, file=sys.stderr, flush=True)


def median(rounds, key):
    return statistics.median(figures[key] for figures in rounds)


def table(bench):
    yield "| entry | req/s (median, range) | p50 / p99 ms | CPU per request: server + database + load = all, µs | capacity /s | errors |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for name in (entry for entry, _ in bench.entries()):
        rounds = bench.rounds[name]
        rates = [figures["rate"] for figures in rounds]
        cpu = [median(rounds, key) for key in ("server", "database", "load", "total")]
        yield (f"| {name} | {statistics.median(rates):,.0f} ({min(rates):,.0f}–{max(rates):,.0f}) | "
               f"{median(rounds, 'p50'):.2f} / {median(rounds, 'p99'):.2f} | {cpu[0]:.0f} + {cpu[1]:.0f} + {cpu[2]:.0f} = {cpu[3]:.0f} | "
               f"{median(rounds, 'capacity'):,.0f} | {sum(figures['errors'] for figures in rounds)} |")


def goals(bench):
    """Name, measured, goal, met."""
    rounds, ceiling = bench.rounds, median(bench.rounds["pgbench pipeline"], "capacity")
    ceiling_rate = median(bench.rounds["pgbench pipeline"], "rate")
    for dialect, own, share in (("SOAP", 150, 64), ("JSON", 100, 70)):
        mine = rounds[f"blauwbrug {dialect}"]
        cpu, ratio = median(mine, "server"), median(mine, "capacity") / ceiling * 100
        plain = median(mine, "rate") / ceiling_rate * 100
        yield f"own CPU per {dialect} request", f"{cpu:.0f} µs", f"≤ {own} µs", cpu <= own
        yield f"{dialect} capacity beside pgbench", f"{ratio:.0f} % (plain req/s: {plain:.0f} %)", f"≥ {share} %", ratio >= share
    largest = max(figures["pss"] for name in ("blauwbrug SOAP", "blauwbrug JSON") for figures in rounds[name])
    yield "PSS under load", f"{largest:.0f} MB", "≤ 50 MB", largest <= 50
    yield "listening after start", f"{bench.listening:.0f} ms (ready: {bench.ready:.0f} ms)", "≤ 150 ms", bench.listening <= 150
    for dialect in ("SOAP", "JSON"):
        other = rounds.get(f"blauwbrug {dialect}{MEMORY}")
        if other:
            # Beside what was measured in the same rounds; later ones may have had a busier machine.
            loss = (1 - median(rounds[f"blauwbrug {dialect}"][:len(other)], "rate") / median(other, "rate")) * 100
            name = f"{dialect} throughput lost to the journal's disk ({len(other)} rounds; its chain, hash and hand-over are in both)"
            yield name, f"{loss:.1f} %", "≤ 10 %", loss <= 10


def report(bench):
    chosen = bench.chosen
    version = bench.postgres.query("SHOW server_version")[0][0].split()[0]
    print(f"\n{bench.machine}; PostgreSQL {version} (shared_buffers 1 GB, fsync off), {chosen.citizens} citizens, "
          f"{chosen.rounds} rounds of {chosen.seconds} s, wrk -c {chosen.connections}, pgbench -c {chosen.clients}, "
          f"journal on {machine.filesystem(bench.folder)}")
    if bench.servers:
        print(f"Mean body: SOAP {bench.sizes['soap'] / 1e3:.1f} kB, JSON {bench.sizes['json'] / 1e3:.1f} kB.")
    print()
    print("\n".join(table(bench)))
    if "memory" in bench.servers:
        rounds = min(chosen.rounds, chosen.journal_rounds)
        print(f"\n'{MEMORY[2:]}': the journal is on a tmpfs; measured in {rounds} of the rounds. What this leaves out: only the disk "
              "differs. Composing, hashing and chaining a record and handing it to the writer are in both.")
    if not bench.servers:
        return
    print("\n| goal | measured | wanted | |\n| --- | --- | --- | --- |")
    for name, measured, wanted, met in goals(bench):
        print(f"| {name} | {measured} | {wanted} | {'met' if met else '**missed**'} |")


def main():
    chosen = options()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="blauwbrug-bench-", dir=chosen.folder))
    folder.chmod(0o755)
    bench = Bench(chosen, folder)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(3))  # so that `finally` ends what we started
    try:
        bench.prepare()
        bench.measure_all()
        report(bench)
        if chosen.raw:
            pathlib.Path(chosen.raw).write_text(json.dumps(bench.rounds, indent=1) + "\n")
        failed = sum(figures["errors"] for rounds in bench.rounds.values() for figures in rounds)
        if failed:
            raise Wrong(f"{failed} requests failed")
    except Failed as failure:
        say(f"bench: {failure}")
        for log in folder.glob("*/*.log"):
            say(f"--- the end of {log.name}\n" + "\n".join(log.read_text(errors="replace").splitlines()[-20:]))
        return 1 if isinstance(failure, Wrong) else 3
    finally:
        bench.finish()
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
