"""Runs the suites of a folder one after another and tells what each of them came to."""

import io
import time
import unittest


def run(folder, only=""):
    """How many tests of the folder's `test_*.py` passed and failed, and which were skipped and why; `only` is a part of a test's name."""
    passed = failed = 0
    skipped = []
    for path in sorted(folder.glob("test_*.py")):
        loader = unittest.TestLoader()
        loader.testNamePatterns = [f"*{only}*"]
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
    return passed, failed, skipped
