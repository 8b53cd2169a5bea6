"""Gets certified documents from the real program and shows them to validators nobody here wrote; then spoils them, and takes away what seals.

    python3 Tests/sealing/run.py --binary .build/debug/blauwbrug [--only NAME] [--long]

The documents and their pictures are left in state/artefacts/sealing, to be looked at. `--long` changes every byte of a document instead of
some. The packages: `.ci/packages sealing`.
"""

import argparse
import io
import sys
import tempfile
import time
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import interpreter  # noqa: E402

interpreter.enter("sealing", HERE / "requirements.txt")

import trial  # noqa: E402
from sealing_house import house  # noqa: E402

parser = argparse.ArgumentParser()
parser.add_argument("--binary", required=True)
parser.add_argument("--only", default="", help="a part of a test's name")
parser.add_argument("--long", action="store_true", help="every byte instead of some")
arguments = parser.parse_args()

passed = failed = 0
with tempfile.TemporaryDirectory(prefix="blauwbrug-sealing-") as folder:
    trial.begin(str(Path(arguments.binary).resolve()), Path(folder), arguments.long)
    try:
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
            passed += result.testsRun - len(names)
            failed += len(names)
    finally:
        trial.end()
for leak in house.leaks:
    print(f"LEAK: {leak}")
failed += len(house.leaks)
print(f"sealing: {passed} passed, {failed} failed")
sys.exit(0 if failed == 0 and passed > 0 else 1)
