"""What all tests of a run share: the office, the houses that seal, and where documents are kept."""

import re
import shutil
import subprocess
from pathlib import Path

from office import MODULE, Office
from sealing_house import SealingHouse, seal

REPOSITORY = Path(__file__).resolve().parents[2]
ARTEFACTS = REPOSITORY / "state/artefacts/sealing"
URL = "https://schulden.voorbeeldstad.example"
office = store = binary = None
houses = {}
# Every byte instead of some of them.
is_long = False


class Document:
    def __init__(self, seal, bsn, version, language, answer):
        self.seal, self.bsn, self.version, self.language, self.answer = seal, bsn, version, language, answer
        self.name = f"{seal}-{bsn}-{version or '3.0.0'}-{language}"
        self.folder = ARTEFACTS / self.name
        self.folder.mkdir(parents=True, exist_ok=True)
        self.path = self.folder / "schuldenoverzicht.pdf"
        self.path.write_bytes(answer.body)

    @property
    def number(self):
        return re.search(r"schuldenoverzicht-([0-9A-Z-]{19})", self.answer.headers["content-disposition"])[1]


def stamp(when_down="refuse"):
    return f', time_stamp: {{ url: "{office.address}/tsa", roots: tls/roots.pem, timeout_ms: 2000, when_down: {when_down} }}'


def begin(program, folder, long):
    global office, store, binary, is_long
    binary, is_long = program, long
    shutil.rmtree(ARTEFACTS, ignore_errors=True)
    ARTEFACTS.mkdir(parents=True)
    office = Office(folder / "office")
    tokens = office.module()
    store = folder / "nss"
    store.mkdir()
    subprocess.run(["certutil", "-N", "-d", f"sql:{store}", "--empty-password"], check=True)
    subprocess.run(["certutil", "-A", "-d", f"sql:{store}", "-n", "root", "-t", "CT,C,C", "-i", office.folder / "root.pem"], check=True)
    subprocess.run(["certutil", "-A", "-d", f"sql:{store}", "-n", "sub", "-t", ",,", "-i", office.folder / "sub.pem"], check=True)
    module = f'{{ pkcs11: "pkcs11:token=zegel;object=zegel;type=private", pin: pin, module: {MODULE} }}'
    for name, settings, url in (
            ("b-b", seal("seal"), None), ("b-t", seal("seal", "b-t", time_stamp=stamp()), URL),
            ("b-lt", seal("seal", "b-lt", time_stamp=stamp()), None), ("rsa", seal("rsa"), None), ("hsm", seal("hsm", key=module), None)):
        houses[name] = SealingHouse(binary, office, settings, url).start()
    return tokens


def end():
    for house in houses.values():
        house.stop()
        house.remove()
    office.close()


def verify(path, *words):
    return subprocess.run([binary, "verify", str(path), "--trust", str(office.folder / "root.pem"), "--json", *words], capture_output=True, text=True)
