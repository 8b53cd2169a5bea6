"""Runs the commands that the documents show, and compares what they print with what the documents say they print.

A block that begins with ```console holds commands (`$ …`) and what follows each. `…` in a line stands for any text, a line that is only `…` for any
lines. Commands run in the repository's folder with the program under test on PATH; a block in a document below `mappings/` or `connectors/` is
run there too, so paths in it are those of the root.

BLAUWBRUG_GOLDEN=write puts what is printed in the place of what differs, and keeps every `…` that still has its place; look at the difference.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
FOLDERS = [".", "deploy", "mappings", "mappings/*", "connectors", "docs", "docs/*"]


def blocks(path):
    """The commands of a document: line number, command, expected lines."""
    found, inside = [], False
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not inside:
            inside = line.strip() == "```console"
        elif line.strip() == "```":
            inside = False
        elif line.startswith("$ "):
            found.append((number, line[2:], []))
        elif found:
            found[-1][2].append(line)
    return found


def agrees(expected, printed):
    """Whether the printed lines are what the document says."""
    pattern = ""
    for line in expected:
        if line.strip() == "…":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*?".join(re.escape(part) for part in line.rstrip().split("…")) + r"[ \t]*\n"
    return re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in printed)) is not None


def matches(expected, line):
    return re.fullmatch(".*?".join(re.escape(part) for part in expected.rstrip().split("…")) + r"[ \t]*", line) is not None


def rewritten(expected, printed):
    """What is printed, with the old lines where they still fit and a lone `…` between two that do."""
    pairs, start = [], 0  # (index in expected, index in printed) of lines that still fit, in order
    for at, line in enumerate(expected):
        if line.strip() == "…":
            continue
        found = next((place for place in range(start, len(printed)) if matches(line, printed[place])), None)
        if found is not None:
            pairs.append((at, found))
            start = found + 1
    lines = []
    for (at, place), (next_at, next_place) in zip([(-1, -1)] + pairs, pairs + [(len(expected), len(printed))]):
        if at >= 0:
            lines.append(expected[at])
        gap = expected[at + 1:next_at]
        lines += ["…"] if any(line.strip() == "…" for line in gap) and next_place > place + 1 else printed[place + 1:next_place]
    return lines


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--only", default="", help="a part of a document's path")
    arguments = parser.parse_args()
    binary = Path(arguments.binary).resolve()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(binary, Path(folder) / "blauwbrug")
        # A make above us would have the make of a block tell where it goes in and out.
        # Nor do documents speak of CI, where `test --update` is refused.
        for name in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "CI"):
            os.environ.pop(name, None)
        environment = dict(os.environ, PATH=f"{folder}:{os.environ['PATH']}", SWIFT_BACKTRACE="enable=no")
        for path in (path for folder in FOLDERS for path in sorted(REPOSITORY.glob(f"{folder}/*.md"))):
            name = path.relative_to(REPOSITORY)
            if arguments.only not in str(name):
                continue
            lines = path.read_text().splitlines()
            shift = 0
            for number, command, expected in blocks(path):
                done = subprocess.run(["bash", "-c", command], cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                      text=True, timeout=600)
                while expected and not expected[-1].strip():
                    expected.pop()
                printed = done.stdout.splitlines()
                while printed and not printed[-1].strip():
                    printed.pop()
                if agrees(expected, printed):
                    passed += 1
                elif os.environ.get("BLAUWBRUG_GOLDEN") == "write":
                    fresh = rewritten(expected, printed)
                    lines[number + shift:number + shift + len(expected)] = fresh
                    shift += len(fresh) - len(expected)
                    path.write_text("\n".join(lines) + "\n")
                    print(f"{name}:{number}: rewritten")
                    passed += 1
                else:
                    failed += 1
                    print(f"{name}:{number}: $ {command}\n--- the document says\n" + "\n".join(expected) + "\n--- it printed\n" + done.stdout)
    print(f"docs: {passed} passed, {failed} failed")
    sys.exit(0 if failed == 0 and passed > 0 else 1)


main()
