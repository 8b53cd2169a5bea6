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


class Writing(unittest.TestCase):
    """`check --live --write` changes what is certain, in place, and says what."""

    def place(self, kind, change="", tables=""):
        place = Place(kind, (CASES / "base.sql").read_text() + tables)
        self.addCleanup(place.close)
        place.mapping.write_text(changed((CASES / "base.yaml").read_text(), change))
        return place

    def test_a_missing_column_is_declared_and_the_rest_stays(self):
        for kind in TYPES:
            with self.subTest(kind):
                place = self.place(kind, "n.datum => n.datum, n.gewijzigd, p.id AS burger")
                before = place.mapping.read_text()
                self.assertEqual(place.run("check", "--live").returncode, 1)
                self.assertEqual(place.mapping.read_text(), before, "without --write nothing is written")
                written = place.run("check", "--live", "--write")
                self.assertIn("+      gewijzigd: local?\n+      burger: integer\n", written.stdout)
                line = "      datum: yyyymmdd                     # a number\n"
                self.assertEqual(place.mapping.read_text(), before.replace(line, line + "      gewijzigd: local?\n      burger: integer\n"))
                again = place.run("check", "--live", "--write")
                self.assertEqual(again.returncode, 0, again.stdout)
                self.assertNotIn("+++", again.stdout)

    def test_columns_between_braces(self):
        old = """    columns:
      nr: integer
      soort: { code: soort }              # what it is for
      bedrag: money
      datum: yyyymmdd                     # a number
"""
        for kind in TYPES:
            with self.subTest(kind):
                place = self.place(kind, "n.datum => n.datum, n.gewijzigd")
                place.mapping.write_text(place.mapping.read_text().replace(
                    old, "    columns: { nr: integer, bedrag: money, datum: yyyymmdd, soort: { code: soort } }  # four\n"))
                place.run("check", "--live", "--write")
                self.assertIn("datum: yyyymmdd, soort: { code: soort }, gewijzigd: local? }  # four\n", place.mapping.read_text())

    def test_a_type_that_leaves_one_reading(self):
        tables = "DROP TABLE nota; CREATE TABLE nota (nr integer NOT NULL PRIMARY KEY, persoon integer NOT NULL, soort char(3) NOT NULL, " \
                 "bedrag {money} NOT NULL, datum {date} NOT NULL);"
        for kind in TYPES:
            with self.subTest(kind):
                place = self.place(kind, tables=tables)
                written = place.run("check", "--live", "--write")
                self.assertIn("-      datum: yyyymmdd                     # a number\n+      datum: date                     # a number", written.stdout)
                self.assertEqual(place.run("check", "--live").returncode, 0)

    def test_a_null_that_is_there(self):
        for kind in TYPES:
            with self.subTest(kind):
                place = self.place(kind, "n.datum => n.datum, n.gewijzigd")
                place.mapping.write_text(place.mapping.read_text().replace("      bedrag: money\n", "      bedrag: money\n      gewijzigd: local\n"))
                place.run("check", "--live", "--write")
                self.assertIn("      gewijzigd: local?\n", place.mapping.read_text())

    def test_a_database_that_is_away_is_the_environment(self):
        place = self.place("sqlite")
        place.database.unlink()
        done = place.run("check", "--live")
        self.assertEqual(done.returncode, 3)
        self.assertIn("mapping 'leges' of 'proefdorp': unreachable: the database file is not there", done.stdout)
        self.assertEqual(place.run("check", "--write").returncode, 2)

    def test_what_the_settings_do_not_connect_is_skipped_and_counted(self):
        place = self.place("sqlite")
        for room in ("mappings", "connectors/sources"):
            shutil.copytree(place.folder / room / "proefdorp", place.folder / room / "elders")
        done = place.run("check", "--live")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("Not compared, because deploy/blauwbrug.yaml does not connect it: 1 (elders/leges)", done.stdout)
        shutil.rmtree(place.folder / "mappings/elders")
        settings = place.folder / "deploy/blauwbrug.yaml"
        (place.folder / "mappings/proefdorp").rename(place.folder / "mappings/elders")
        settings.write_text(settings.read_text().replace("tenants: { proefdorp:", "tenants: { leeg:").replace("sources: { leges: { file: bron.sqlite } }", "sources: {}"))
        (place.folder / "mappings/leeg").mkdir()
        done = place.run("check", "--live")
        self.assertEqual(done.returncode, 3, done.stdout)
        self.assertIn("connects none of these mappings", done.stdout)


class FirstLook(unittest.TestCase):
    """`introspect` on a database nobody has described."""

    maxDiff = None

    def waterdorp(self, kind, **options):
        sql = (CASES / f"waterdorp.{kind}.sql").read_text()
        place = Place(kind, sql, source="inv", tenant="waterdorp", settings=False, **options)
        self.addCleanup(place.close)
        if kind == "postgresql":
            postgres.sql("GRANT USAGE ON SCHEMA inv TO lezer; GRANT SELECT ON ALL TABLES IN SCHEMA inv TO lezer", place.database)
            words = ["--postgresql", f"host=127.0.0.1 port={postgres.port} dbname={place.database} user=lezer"]
        else:
            words = ["--sqlite", place.database]
        return place, words

    def test_the_skeleton_has_decisions_and_no_mistakes(self):
        for kind in TYPES:
            with self.subTest(kind):
                place, words = self.waterdorp(kind)
                done = place.run("introspect", "waterdorp/inv", *words)
                self.assertEqual(done.returncode, 0, done.stdout)
                shown = done.stdout.replace(str(postgres.port), "PORT").replace(str(place.database), "DATABASE")
                golden = CASES / f"waterdorp.{kind}.txt"
                text = shown + "=== mapping\n" + place.mapping.read_text()
                if os.environ.get("BLAUWBRUG_GOLDEN") == "write":
                    golden.write_text(text)
                self.assertEqual(text, golden.read_text())
                checked = place.run("check")
                codes = re.findall(r": error\[(\w+)\]", checked.stdout)
                count = int(re.search(r"(\d+) decisions? to make", done.stdout).group(1))
                self.assertEqual(codes, ["FILE114"] * count, checked.stdout)
                self.assertEqual(checked.returncode, 1)
                self.assertEqual(sum(line.count("DECIDE") for line in place.mapping.read_text().splitlines() if not line.startswith("#")), count)

    def test_decided_it_is_a_mapping_that_fits_the_database(self):
        for kind in TYPES:
            with self.subTest(kind):
                place, words = self.waterdorp(kind)
                place.run("introspect", "waterdorp/inv", *words)
                text = place.mapping.read_text().replace("activity: DECIDE", "activity: https://register.example/x") \
                    .replace("oin: DECIDE", 'oin: "00000099000000003000"').replace("naam: DECIDE", "naam: Waterdorp") \
                    .replace("    type: DECIDE", "    type: { is: gem_hondenbelasting }").replace("DECIDE ", "")
                place.mapping.write_text(text)
                (place.folder / "deploy/blauwbrug.yaml").write_text(f"""\
listeners: {{ local: {{ address: "127.0.0.1:0", certificate: tls/server.pem, key: tls/server.key, anonymous: true }} }}
journal: {{ folder: state/journal, pseudonym: {{ id: p1, secret: pseudonym }} }}
tenants: {{ waterdorp: {{ kenmerk: {{ id: k1, secret: kenmerk }}, vendors: [], sources: {{ inv: {place.connection} }} }} }}
""")
                live = place.run("check", "--live")
                self.assertEqual(live.returncode, 0, live.stdout)
                # A second look goes by the settings, and shows the same mapping.
                printed = place.run("introspect", "inv", "--tenant", "waterdorp", "--print")
                self.assertEqual(printed.returncode, 0, printed.stdout)
                self.assertIn("  - event: DECIDE ", printed.stdout)

    def test_no_cell_leaves(self):
        """Canaries stand in the rows; nothing printed or written, by any of it, holds one."""
        for kind in TYPES:
            place, words = self.waterdorp(kind)
            said = [place.run("introspect", "waterdorp/inv", *words).stdout, place.run("introspect", "waterdorp/inv", *words, "--print").stdout]
            place.run("introspect", "waterdorp/inv", *words, "--force", "--catalogue-only")
            said += [path.read_text() for path in place.folder.rglob("*.yaml") if "standard" not in path.parts]
            everything = "\n".join(said)
            self.assertIn("BSN", everything)
            self.assertEqual([word for word in CANARIES if word in everything], [], kind)

    def test_what_is_there_stays(self):
        place, words = self.waterdorp("sqlite")
        place.mapping.write_text("mine\n")
        done = place.run("introspect", "waterdorp/inv", *words)
        self.assertEqual((done.returncode, place.mapping.read_text()), (1, "mine\n"))
        source = place.folder / "connectors/sources/waterdorp/inv.yaml"
        source.write_text("source: inv\nkind: sqlite\nlimits: { rows: 7 }\n")
        self.assertEqual(place.run("introspect", "waterdorp/inv", *words, "--print").returncode, 0)
        self.assertEqual(place.mapping.read_text(), "mine\n")
        self.assertEqual(place.run("introspect", "waterdorp/inv", *words, "--force").returncode, 0)
        self.assertIn("mapping: inv", place.mapping.read_text())

    def test_passwords_come_from_files(self):
        place, _ = self.waterdorp("postgresql")
        address = f"host=127.0.0.1 port={postgres.port} dbname={place.database} user=lezer"
        refused = place.run("introspect", "waterdorp/inv", "--postgresql", address + " password=geheim")
        self.assertEqual(refused.returncode, 2)
        self.assertNotIn("geheim", refused.stdout)
        secret = place.folder / "wachtwoord"
        secret.write_text("geheim\n")
        secret.chmod(0o644)
        self.assertIn("chmod 600", place.run("introspect", "waterdorp/inv", "--postgresql", address, "--secret-file", secret).stdout)
        secret.chmod(0o600)
        self.assertEqual(place.run("introspect", "waterdorp/inv", "--postgresql", address, "--secret-file", secret).returncode, 0)
        self.assertIn("secret: inv-password", (place.folder / "connectors/sources/waterdorp/inv.yaml").read_text())
        passfile = place.folder / "pgpass"
        passfile.write_text(f"# mine\nelders:*:*:*:x\n127.0.0.1:{postgres.port}:*:lezer:geheim\n")
        passfile.chmod(0o600)
        done = place.run("introspect", "waterdorp/inv", "--print", "--postgresql", address, PGPASSFILE=str(passfile))
        self.assertEqual(done.returncode, 0, done.stdout)
        for words in (["inv"], ["waterdorp/inv", "--sqlite", "a", "--postgresql", "b"], ["Water/inv"], ["standard/inv"], ["waterdorp/inv", "--secret-file", "x"]):
            self.assertEqual(place.run("introspect", *words).returncode, 2, words)
        self.assertEqual(place.run("introspect", "waterdorp/anders").returncode, 3)
        slip = place.run("introspect", "waterdorp/inv", "--print", "--postgresql", "host=127.0.0.1 databse=x user=lezer")
        self.assertEqual(slip.returncode, 1)
        self.assertIn("--postgresql:1:16: error[FILE101]", slip.stdout)


if __name__ == "__main__":
    unittest.main()
