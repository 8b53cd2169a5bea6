"""Calls the real program with client programs nobody here wrote, and prints what each part took.

    python3 Tests/clients/run.py --binary .build/debug/blauwbrug [--only NAME]

The packages: `.ci/packages clients`.
"""

import argparse
import io
import os
import sys
import time
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import server  # noqa: E402

parser = argparse.ArgumentParser()
parser.add_argument("--binary", required=True)
parser.add_argument("--only", default="", help="a part of a test's name")
arguments = parser.parse_args()

os.environ["BLAUWBRUG_BINARY"] = str(Path(arguments.binary).resolve())
server.running = server.Server(os.environ["BLAUWBRUG_BINARY"])
passed = failed = 0
skipped = []
with server.running:
    for path in sorted(HERE.glob("test_*.py")):
        loader = unittest.TestLoader()
        loader.testNamePatterns = [f"*{arguments.only}*"]
        suite = loader.loadTestsFromName(path.stem)
        if not suite.countTestCases():
            continue
        began = time.monotonic()
        result = unittest.TextTestRunner(verbosity=0, stream=io.StringIO()).run(suite)
        print(f"{path.stem.removeprefix('test_')}: {result.testsRun} tests in {time.monotonic() - began:.1f} s", flush=True)
        wrong = result.failures + result.errors
        for test, told in wrong:
            print(f"FAILED {test}\n{told}", flush=True)
        # A test with parts that fail is one test.
        names = {getattr(test, "test_case", test).id() for test, _ in wrong}
        passed += result.testsRun - len(names) - len(result.skipped)
        failed += len(names)
        skipped += [f"{test}: {reason}" for test, reason in result.skipped]
for line in skipped:
    print(f"skipped {line}")
for leak in server.house.leaks:
    print(f"LEAK: {leak}")
failed += len(server.house.leaks)
print(f"clients: {passed} passed, {failed} failed, {len(skipped)} skipped")
sys.exit(0 if failed == 0 and passed > 0 else 1)
