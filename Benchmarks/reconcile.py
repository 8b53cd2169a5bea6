#!/usr/bin/env python3
"""How long `blauwbrug reconcile` takes over the benchmark's municipality: 100,000 citizens in PostgreSQL, every case compared with a control.

    python3 Benchmarks/reconcile.py                    # .build/release/blauwbrug, PostgreSQL from Debian
    python3 Benchmarks/reconcile.py --citizens 2000    # a smoke run; its figures mean nothing

One run that must agree, one with a planted cent that must be found, one that is interrupted half-way and resumed and must give the same report.
Exit codes: 0 measured, 1 a run was wrong, 3 the environment lacks something.
"""

import argparse
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True

import services
from services import Failed, HERE, Wrong

REPOSITORY = HERE.parent
# What is open by the tables themselves, without our program: imposed and costs, less payments.
BALANCES = """
CREATE TABLE heffing.stand AS
SELECT a.zaak, sum(a.bedrag)
     + coalesce((SELECT sum(v.kosten) FROM heffing.betaalverzoek v WHERE v.aanslag BETWEEN min(a.nr) AND max(a.nr)), 0)
     + coalesce((SELECT sum(m.bedrag) FROM heffing.mutatie m WHERE m.wat = 'B' AND m.aanslag BETWEEN min(a.nr) AND max(a.nr)), 0) AS openstaand
FROM heffing.aanslag a GROUP BY a.zaak;
GRANT SELECT ON heffing.stand TO blauwbrug;
"""
WHOLE = """
whole:
  citizens: SELECT p.bsn FROM heffing.persoon p
  control:
    select: SELECT s.zaak, s.openstaand FROM heffing.stand s
    columns: { zaak: char, openstaand: money }
    zaakkenmerk: zaak
    sums: { saldo: openstaand }
"""


def reconcile(house, *words):
    begin = time.monotonic()
    done = subprocess.run([house.binary, "reconcile", "--root", house.folder, *words], capture_output=True, text=True)
    return time.monotonic() - begin, done


def report(done):
    return re.sub(r" in \d+ s", "", done.stdout)


def measure(chosen, folder):
    postgres = services.PostgreSQL(folder / "postgresql")
    try:
        postgres.load(chosen.citizens)
        postgres.query(BALANCES)
        house = services.Blauwbrug(chosen.binary, folder / "root", REPOSITORY, services.certificates(folder / "tls"), postgres)
        file = house.folder / "mappings/benchstad/heffing.yaml"
        file.write_text(file.read_text() + WHOLE)
        seconds, agreed = reconcile(house)
        if agreed.returncode != 0:
            raise Wrong(f"the untouched tables do not agree:\n{agreed.stdout}{agreed.stderr}")
        print(f"{chosen.citizens:,} citizens: {seconds:.1f} s, {chosen.citizens / seconds:,.0f} citizens/s")

        [[zaak]] = postgres.query("UPDATE heffing.stand SET openstaand = openstaand + 0.01 WHERE zaak = "
                                  "(SELECT max(zaak) FROM heffing.stand) RETURNING trim(zaak)")[:1]
        seconds, found = reconcile(house)
        if found.returncode != 1 or f"  {zaak}  (saldo)\n" not in found.stdout:
            raise Wrong(f"the planted cent was not found:\n{found.stdout}{found.stderr}")
        print(f"a planted cent found in {seconds:.1f} s")

        process = subprocess.Popen([house.binary, "reconcile", "--root", house.folder], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        while line := process.stderr.readline():
            if " of " in line and int(line.split(" of ")[0].replace(",", "")) * 2 > chosen.citizens:
                break
        process.send_signal(signal.SIGINT)
        process.communicate()
        if process.returncode != 3:
            raise Wrong(f"the interrupted run ended with {process.returncode}")
        seconds, resumed = reconcile(house, "--resume")
        if report(resumed) != report(found):
            raise Wrong(f"the resumed run says otherwise:\n{resumed.stdout}{resumed.stderr}")
        print(f"interrupted half-way; the rest took {seconds:.1f} s and the report is the same")
    finally:
        postgres.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", 1)[0])
    parser.add_argument("--binary", default=str(REPOSITORY / ".build/release/blauwbrug"), help="the release binary")
    parser.add_argument("--citizens", type=int, default=100_000)
    chosen = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory(prefix="blauwbrug-reconcile-") as name:
            pathlib.Path(name).chmod(0o755)
            measure(chosen, pathlib.Path(name))
    except Wrong as wrong:
        print(wrong, file=sys.stderr)
        return 1
    except Failed as failed:
        print(failed, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
