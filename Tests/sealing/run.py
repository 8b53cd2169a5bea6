"""Gets certified documents from the real program and shows them to validators nobody here wrote; then spoils them, and takes away what seals.

    python3 Tests/sealing/run.py --binary .build/debug/blauwbrug [--only NAME] [--long]

The documents and their pictures are left in state/artefacts/sealing, to be looked at. `--long` changes every byte of a document instead of
some. The packages: `.ci/packages sealing`.
"""

import argparse
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import interpreter  # noqa: E402
import suites  # noqa: E402

interpreter.enter("sealing", HERE / "requirements.txt")

import trial  # noqa: E402
from sealing_house import house  # noqa: E402

parser = argparse.ArgumentParser()
parser.add_argument("--binary", required=True)
parser.add_argument("--only", default="", help="a part of a test's name")
parser.add_argument("--long", action="store_true", help="every byte instead of some")
arguments = parser.parse_args()

with tempfile.TemporaryDirectory(prefix="blauwbrug-sealing-") as folder:
    trial.begin(str(Path(arguments.binary).resolve()), Path(folder), arguments.long)
    try:
        passed, failed, _ = suites.run(HERE, arguments.only)
    finally:
        trial.end()
for leak in house.leaks:
    print(f"LEAK: {leak}")
failed += len(house.leaks)
print(f"sealing: {passed} passed, {failed} failed")
sys.exit(0 if failed == 0 and passed > 0 else 1)
