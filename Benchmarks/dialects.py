#!/usr/bin/env python3
"""What each vendor's dialect costs, beside the free message: the same citizens, the vendor's own request, our process's CPU per request.

    python3 Benchmarks/dialects.py                          # .build/release/blauwbrug, PostgreSQL and wrk from Debian
    python3 Benchmarks/dialects.py --citizens 2000 --seconds 2 --rounds 1   # a smoke run; its figures mean nothing

Every vendor of the repository takes part: its request is the longest of its cases that is not refused. Rounds alternate, figures are medians. The
journal is on a tmpfs, for it costs every dialect the same. Goal: no dialect costs more than 1.5 times the free message.
Exit codes: 0 measured, 1 a request was refused, 3 the environment lacks something. A missed goal is printed, not punished.
"""

import argparse
import http.client
import json
import pathlib
import re
import ssl
import statistics
import subprocess
import sys
import tempfile

import yaml

sys.dont_write_bytecode = True

import machine
import services
from services import Failed, HERE, Wrong, need

REPOSITORY = HERE.parent
FREE_MESSAGE = "soap"
GOAL = 1.5
# What the load generator says itself, and keys: the benchmark's caller is known by where it is.
NOT_SENT = {"host", "content-length", "connection", "authorization", "x-api-key"}
TYPES = {"soap": "text/xml; charset=utf-8", "json": "application/json"}


def request(vendor):
    """The vendor's longest accepted request as (method, path, headers, body), with @BSN@ for the citizen; None when it has none."""
    connector = yaml.safe_load((vendor / "connector.yaml").read_text())
    asks = next(iter(connector["questions"].values()))["asks"]
    found = []
    for case in sorted((vendor / "cases").iterdir()):
        inquiry = json.loads((case / "inquiry.json").read_text())
        if "bsn" not in inquiry or "vertegenwoordiger" in inquiry:
            continue
        if (case / "request.http").exists():
            head, _, body = (case / "request.http").read_text().partition("\n\n")
            line, *headers = head.splitlines()
            method, path, _ = line.split(" ")
            # One that names a municipality in its path names another than the benchmark's.
            if not any(path in ask["paths"] for ask in asks):
                continue
            headers = dict(header.split(":", 1) for header in headers)
            headers = {name: value.strip() for name, value in headers.items() if name.lower() not in NOT_SENT}
        else:
            body = next(case.glob("request.*")).read_text()
            method, path, headers = asks[0].get("method", "POST"), asks[0]["paths"][0], {"Content-Type": TYPES[connector["dialect"]]}

        def hole(text):
            # A reference of its own for every citizen: some vendors say the same thing twice under the same one.
            text = text.replace(inquiry["referentie"], "bench-@BSN@") if "referentie" in inquiry else text
            return text.replace(inquiry["bsn"], "@BSN@")

        found.append((len(body), case.name, (method, path, {name: hole(value) for name, value in headers.items()}, hole(body))))
    return max(found)[2] if found else None


def raw(method, path, headers, body):
    """The bytes of a request; a BSN is as long as nine characters."""
    length = len(body.replace("@BSN@", "9" * 9).encode())
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, *([f"Content-Length: {length}"] if body else []), "", body]).encode()


def ask(server, tls, whole, bsn):
    """Bytes of the answer to one question."""
    method, path, headers, body = whole
    context = ssl.create_default_context(cafile=tls / "ca.pem")
    connection = http.client.HTTPSConnection("127.0.0.1", server.port, context=context, timeout=10)
    connection.request(method, path, body.replace("@BSN@", bsn).encode(), {name: value.replace("@BSN@", bsn) for name, value in headers.items()})
    answer = connection.getresponse()
    text = answer.read()
    if answer.status != 200:
        raise Wrong(f"{method} {path} is answered with {answer.status}: {text.decode()}")
    return len(text)


def measure(chosen, folder):
    wrk = need("wrk", "wrk")
    postgres = services.PostgreSQL(folder / "postgresql")
    server = None
    try:
        postgres.load(chosen.citizens)
        tls = services.certificates(folder / "tls")
        people = [row[0] for row in postgres.query("SELECT bsn FROM heffing.persoon ORDER BY id")]
        (folder / "citizens.txt").write_text("\n".join(people) + "\n")
        state = tempfile.TemporaryDirectory(prefix="blauwbrug-dialects-", dir="/dev/shm")
        server = services.Blauwbrug(chosen.binary, folder / "root", REPOSITORY, tls, postgres, state=pathlib.Path(state.name))
        server.start()
        vendors = {}
        for vendor in sorted((REPOSITORY / "connectors/vendors").iterdir()):
            if whole := request(vendor):
                sizes = [ask(server, tls, whole, bsn) for bsn in people[:50]]
                (folder / f"{vendor.name}.request").write_bytes(raw(*whole))
                vendors[vendor.name] = (len(raw(*whole)), statistics.mean(sizes), [])
        if FREE_MESSAGE not in vendors:
            raise Failed("the free message is not among the vendors")
        for _ in range(chosen.rounds):
            for name, (_, _, costs) in vendors.items():
                before = machine.cpu(server.process.pid)
                done = services.run(wrk, "-t", "1", "-c", "16", "-d", f"{chosen.seconds}s", "-s", HERE / "replay.lua",
                                    f"https://127.0.0.1:{server.port}", "--", folder / "citizens.txt", folder / f"{name}.request")
                figures = dict(part.split("=") for part in re.search(r"^figures (.*)$", done, re.MULTILINE).group(1).split())
                if int(figures["status"]) or int(figures["read"]) or not int(figures["requests"]):
                    raise Wrong(f"{name}: requests failed:\n{done}")
                costs.append((machine.cpu(server.process.pid) - before) / int(figures["requests"]) * 1e6)
        return {name: (asked, answered, statistics.median(costs)) for name, (asked, answered, costs) in vendors.items()}
    finally:
        if server:
            server.stop()
            state.cleanup()
        postgres.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", 1)[0])
    parser.add_argument("--binary", default=str(REPOSITORY / ".build/release/blauwbrug"), help="the release binary")
    parser.add_argument("--citizens", type=int, default=20_000)
    parser.add_argument("--seconds", type=int, default=5, help="per vendor and round")
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory(prefix="blauwbrug-dialects-") as name:
            pathlib.Path(name).chmod(0o755)
            figures = measure(chosen, pathlib.Path(name))
    except Wrong as wrong:
        print(wrong, file=sys.stderr)
        return 1
    except (Failed, subprocess.CalledProcessError) as failed:
        print(failed, file=sys.stderr)
        return 3
    free = figures[FREE_MESSAGE][2]
    print("vendor                         request B  answer B  own CPU µs  × the free message")
    for name, (asked, answered, cost) in figures.items():
        verdict = "" if cost <= GOAL * free else f"  missed: more than {GOAL}"
        print(f"{name:<30} {asked:>9,}  {answered:>8,.0f}  {cost:>10.0f}  {cost / free:.2f}{verdict}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
