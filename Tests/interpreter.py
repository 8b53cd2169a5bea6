"""A Python of our own for programs that Debian does not have: what a list of pinned packages names, in .build/, made once."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]


def python(name, requirements):
    """The interpreter; installed again when the list changes. The list is whole: nothing else comes along."""
    folder = REPOSITORY / ".build" / name
    # Its programs know where they stand, so the place counts too.
    wanted = f"{folder} {hashlib.sha256(Path(requirements).read_bytes()).hexdigest()}"
    stamp = folder / "installed"
    if not stamp.exists() or stamp.read_text() != wanted:
        subprocess.run(["/usr/bin/python3", "-m", "venv", "--clear", str(folder)], check=True)
        # With the environment of whoever runs the tests: it may say where packages come from.
        pip = [str(folder / "bin/pip"), "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r", str(requirements)]
        subprocess.run(pip, check=True, env=os.environ)
        stamp.write_text(wanted)
    return folder / "bin/python"


def enter(name, requirements):
    """Goes on in that Python: the program that calls this begins again in it."""
    interpreter = python(name, requirements)
    if Path(sys.prefix) != interpreter.parents[1]:
        os.execv(interpreter, [str(interpreter), *sys.argv])
