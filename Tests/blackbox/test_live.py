"""`introspect` and `check --live` against real databases of both kinds: what they print, what they write, and that no cell leaves them."""

import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import house
import shared

CASES = Path(__file__).resolve().parent / "live"
TYPES = {"postgresql": {"{money}": "numeric(10,2)", "{local}": "timestamp", "{date}": "date"},
         "sqlite": {"{money}": "text", "{local}": "timestamp", "{date}": "date"}}
# What the rows of Waterdorp and of the base hold, and nobody may read back. Codes are no personal data.
CANARIES = ["999990019", "999993653", "999991450", "012345672", "12345672", "700000001", "Kanarie", "kanarie", "31201.45", "31205", "1.234,5", "82.40",
            "WD-2025-0", "20250102", "1970-01-02", "Hondenbelasting"]


def setUpModule():
    global postgres
    postgres = house.Postgres()
    postgres.sql("CREATE ROLE lezer LOGIN PASSWORD 'geheim'")


def tearDownModule():
    postgres.remove()


class Place:
    """A root with the standard, and a database."""

    made = 0

    def __init__(self, kind, sql, source="leges", tenant="proefdorp", settings=True):
        Place.made += 1
        self.kind, self.source, self.tenant = kind, source, tenant
        self.folder = Path(tempfile.mkdtemp(prefix="blauwbrug-live-"))
        shutil.copytree(house.REPOSITORY / "mappings/standard", self.folder / "mappings/standard")
        (self.folder / f"mappings/{tenant}").mkdir()
        (self.folder / f"connectors/sources/{tenant}").mkdir(parents=True)
        (self.folder / "deploy").mkdir()
        for word, own in TYPES[kind].items():
            sql = sql.replace(word, own)
        if kind == "postgresql":
            self.database = f"live{Place.made}"
            postgres.sql(f"CREATE DATABASE {self.database}")
            # A WITH in front of an INSERT is SQLite's habit; PostgreSQL has it behind, or in front as well.
            postgres.sql(sql + "\nGRANT USAGE ON SCHEMA public TO lezer; GRANT SELECT ON ALL TABLES IN SCHEMA public TO lezer; ANALYZE;", self.database)
            self.connection = f"{{ host: 127.0.0.1, port: {postgres.port}, database: {self.database}, user: lezer }}"
        else:
            self.database = self.folder / "bron.sqlite"
            subprocess.run(["sqlite3", "-bail", str(self.database)], input=sql, text=True, check=True)
            self.connection = "{ file: bron.sqlite }"
        if settings:
            (self.folder / f"connectors/sources/{tenant}/{source}.yaml").write_text(f"source: {source}\nkind: {kind}\n")
            (self.folder / "deploy/blauwbrug.yaml").write_text(f"""\
listeners: {{ local: {{ address: "127.0.0.1:0", certificate: tls/server.pem, key: tls/server.key, anonymous: true }} }}
journal: {{ folder: state/journal, pseudonym: {{ id: p1, secret: pseudonym }} }}
tenants: {{ {tenant}: {{ kenmerk: {{ id: k1, secret: kenmerk }}, vendors: [], sources: {{ {source}: {self.connection} }} }} }}
""")

    @property
    def mapping(self):
        return self.folder / f"mappings/{self.tenant}/{self.source}.yaml"

    def run(self, *words, **environment):
        return subprocess.run([shared.BINARY, *map(str, words), "--root", str(self.folder)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, env=dict(os.environ, **environment))

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def parts(text):
    found, name = {}, None
    for line in text.splitlines(keepends=True):
        if line.startswith("=== "):
            name = line[4:].strip()
            found[name] = ""
        elif name:
            found[name] += line
    return found


def changed(text, changes):
    """The base mapping with lines `old => new` applied."""
    for line in changes.splitlines():
        old, new = line.split(" => ")
        assert old in text, f"nothing to change: {old}"
        text = text.replace(old, new, 1)
    return text


class Golden(unittest.TestCase):
    """Each `live/*.case` changes the base a little and holds what `check --live` says of it, for each kind of database."""

    maxDiff = None

    def test_every_case(self):
        for path in sorted(CASES.glob("*.case")):
            kinds = [kind for kind in TYPES if path.stem.endswith(f"-{kind}")] or list(TYPES)
            case = parts(path.read_text())
            for kind in kinds:
                with self.subTest(path.stem, kind=kind):
                    sql = (CASES / "base.sql").read_text() + case.get("tables", "")
                    place = Place(kind, sql)
                    self.addCleanup(place.close)
                    place.mapping.write_text(changed((CASES / "base.yaml").read_text(), case.get("change", "")))
                    done = place.run("check", "--live")
                    if os.environ.get("BLAUWBRUG_GOLDEN") == "write":
                        case[f"expected {kind}"] = done.stdout
                        path.write_text("".join(f"=== {name}\n{text}" for name, text in case.items()))
                        continue
                    self.assertEqual(done.stdout, case.get(f"expected {kind}"))
                    self.assertEqual(done.returncode, 1 if ": error[" in done.stdout else 0)
                    if path.stem[:3] == "SRC":
                        self.assertIn(f"[{path.stem[:6]}]", done.stdout)
                    self.assertEqual([word for word in CANARIES if word in done.stdout], [])

    def test_every_code_has_a_case(self):
        source = (house.REPOSITORY / "Sources/Backends/SourceCodes.swift").read_text()
        codes = {name for name in re.findall(r'"(SRC\d+)"', source) if name >= "SRC510"}
        self.assertGreater(len(codes), 5)
        self.assertEqual(codes - {path.stem[:6] for path in CASES.glob("*.case")}, set())


if __name__ == "__main__":
    unittest.main()
