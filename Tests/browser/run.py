"""Opens every page a citizen can come to in a headless Chromium, looks at it with axe, on a phone and on paper, and walks it by keyboard.

    python3 Tests/browser/run.py --binary .build/debug/blauwbrug [--only NAME]

Pictures of all pages are left in state/artefacts/browser, to be looked at. The packages: `.ci/packages browser`.
"""

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import interpreter  # noqa: E402
import suites  # noqa: E402

interpreter.enter("browser", HERE / "requirements.txt")
import chromium  # noqa: E402
import demonstration  # noqa: E402
import looking  # noqa: E402

parser = argparse.ArgumentParser()
parser.add_argument("--binary", required=True)
parser.add_argument("--only", default="", help="a part of a test's name")
arguments = parser.parse_args()

shown = demonstration.Demonstration(str(Path(arguments.binary).resolve()))
browser = chromium.Browser()
looking.running = looking.Running(browser, shown)
try:
    passed, failed, _ = suites.run(HERE, arguments.only)
finally:
    browser.close()
    shown.close()
print(f"browser: {passed} passed, {failed} failed")
sys.exit(0 if failed == 0 and passed > 0 else 1)
