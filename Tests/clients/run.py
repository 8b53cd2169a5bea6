"""Calls the real program with client programs nobody here wrote, and prints what each part took.

    python3 Tests/clients/run.py --binary .build/debug/blauwbrug [--only NAME]

The packages: `.ci/packages clients`.
"""

import argparse
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import server  # noqa: E402
import suites  # noqa: E402

parser = argparse.ArgumentParser()
parser.add_argument("--binary", required=True)
parser.add_argument("--only", default="", help="a part of a test's name")
arguments = parser.parse_args()

os.environ["BLAUWBRUG_BINARY"] = str(Path(arguments.binary).resolve())
server.running = server.Server(os.environ["BLAUWBRUG_BINARY"])
with server.running:
    passed, failed, skipped = suites.run(HERE, arguments.only)
for line in skipped:
    print(f"skipped {line}")
for leak in server.house.leaks:
    print(f"LEAK: {leak}")
failed += len(server.house.leaks)
print(f"clients: {passed} passed, {failed} failed, {len(skipped)} skipped")
sys.exit(0 if failed == 0 and passed > 0 else 1)
