"""Opens every page a citizen can come to in a headless Chromium, looks at it with axe, on a phone and on paper, and walks it by keyboard.

    python3 Tests/browser/run.py --binary .build/debug/blauwbrug [--only NAME]

Pictures of all pages are left in state/artefacts/browser, to be looked at. The packages: `.ci/packages browser`.
"""

import argparse
import io
import sys
import time
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import interpreter  # noqa: E402

interpreter.enter("browser", HERE / "requirements.txt")
import chromium  # noqa: E402
import demonstration  # noqa: E402
import looking  # noqa: E402

parser = argparse.ArgumentParser()
parser.add_argument("--binary", required=True)
parser.add_argument("--only", default="", help="a part of a test's name")
arguments = parser.parse_args()

passed = failed = 0
shown = demonstration.Demonstration(str(Path(arguments.binary).resolve()))
browser = chromium.Browser()
looking.running = looking.Running(browser, shown)
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
    browser.close()
    shown.close()
print(f"browser: {passed} passed, {failed} failed")
sys.exit(0 if failed == 0 and passed > 0 else 1)
