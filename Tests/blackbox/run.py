"""Runs every test_*.py here against the real binary and prints one line that counts them."""

import argparse
import os
import sys
import unittest
from pathlib import Path

parser = argparse.ArgumentParser()
parser.add_argument("--binary", required=True)
parser.add_argument("--only", help="a part of a test's name")
arguments = parser.parse_args()

os.environ["BLAUWBRUG_BINARY"] = str(Path(arguments.binary).resolve())
here = Path(__file__).resolve().parent
sys.path.insert(0, str(here))
loader = unittest.TestLoader()
if arguments.only:
    loader.testNamePatterns = [f"*{arguments.only}*"]
suite = loader.discover(str(here), pattern="test_*.py")
result = unittest.TextTestRunner(verbosity=1).run(suite)
# The shared houses go last; what any house wrote down with a citizen's datum in it fails the run.
import house  # noqa: E402
import shared  # noqa: E402

shared.remove()
for leak in house.leaks:
    print(f"LEAK: {leak}")
failed = len(house.leaks) + len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
print(f"blackbox: {result.testsRun - failed} passed, {failed} failed")
sys.exit(0 if failed == 0 and result.testsRun > 0 and not result.skipped else 1)
