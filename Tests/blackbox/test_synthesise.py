"""Invented citizens: an empty schema is filled, and the real program has an answer for every one of them."""

import re
import subprocess
import unittest

import house
import shared

TENANTS = house.VOORBEELDSTAD | house.EXAMPLES
SOURCES = [(tenant, name, script) for tenant, sources in TENANTS.items() for name, script in sources.items()]
COUNT = 15


def schema(script, kind):
    """The tables of a script, without their rows."""
    text = (house.REPOSITORY / f"{script}.{kind}.sql").read_text()
    return re.sub(r"^INSERT INTO .*?;$", "", text, flags=re.MULTILINE | re.DOTALL)


def synthesise(made, source, *words):
    return subprocess.run([shared.BINARY, "synthesise", source, "--root", str(made.folder), *map(str, words)], capture_output=True, text=True)


def money(answer):
    return [case["saldo"] for document in answer["documenten"] for case in document["body"]["financiele_zaken"]]


class Synthesised(unittest.TestCase):
    def empty(self, made, name, script):
        """A SQLite file with empty tables, where the house's source is."""
        path = made.folder / f"state/{name}.sqlite"
        path.unlink(missing_ok=True)
        subprocess.run(["sqlite3", "-bail", str(path)], input=schema(script, "sqlite"), text=True, check=True)
        return path

    def test_every_invented_citizen_has_an_answer(self):
        for kind in ("sqlite", "postgresql"):
            server = shared.postgres() if kind == "postgresql" else None
            made = house.House(shared.BINARY, tenants=TENANTS, postgres=server, suffix="_leeg")
            self.addCleanup(made.remove)
            citizens = {}
            for tenant, name, script in SOURCES:
                if server:
                    server.sql(f"CREATE DATABASE {name}_leeg")
                    server.sql(schema(script, kind), f"{name}_leeg")
                    place = ("--postgresql", f"host=127.0.0.1 port={server.port} dbname={name}_leeg user=postgres")
                else:
                    place = ("--sqlite", self.empty(made, name, script))
                list_ = made.folder / f"{name}.txt"
                done = synthesise(made, f"{tenant}/{name}", *place, "--citizens", COUNT, "--citizens-file", list_, "--force")
                with self.subTest(kind=kind, source=name):
                    self.assertEqual(done.returncode, 0, done.stderr)
                    self.assertNotIn("has no rows", done.stdout)
                bsns = list_.read_text().split()
                self.assertEqual(len(set(bsns)), COUNT)
                self.assertIn("012345672", bsns)
                self.assertFalse(any(bsn in done.stdout + done.stderr for bsn in bsns), "a BSN was printed")
                citizens.setdefault(tenant, set()).update(bsns)
            made.start()
            for tenant, bsns in citizens.items():
                balances = []
                for bsn in sorted(bsns):
                    with self.subTest(kind=kind, tenant=tenant, bsn=bsn):
                        answer = made.ask_json(bsn, version="4.1.0", tenant=tenant)
                        self.assertEqual(answer.status, 200, answer.text)
                        balances.append(money(answer.json))
                with self.subTest(kind=kind, tenant=tenant):
                    counts = [len(cases) for cases in balances]
                    self.assertEqual(min(counts), 0, "nobody without debts")
                    self.assertGreater(max(counts), 2, "nobody with many debts")
                    self.assertTrue(any(saldo < 0 for cases in balances for saldo in cases), "no negative balance")

    def test_the_same_seed_gives_the_same_rows(self):
        made = house.House(shared.BINARY, tenants=TENANTS)
        self.addCleanup(made.remove)
        dumps = []
        for seed in (7, 7, 8):
            path = self.empty(made, "sociaal", "deploy/demo/sociaal")
            done = synthesise(made, "voorbeeldstad/sociaal", "--sqlite", path, "--citizens", 5, "--seed", seed, "--force")
            self.assertEqual(done.returncode, 0, done.stderr)
            dumps.append(house.run("sqlite3", path, ".dump"))
        self.assertEqual(dumps[0], dumps[1])
        self.assertNotEqual(dumps[0], dumps[2])

    def test_it_never_writes_beside_other_rows(self):
        made = house.House(shared.BINARY, tenants=TENANTS)
        self.addCleanup(made.remove)
        path = made.folder / "state/heffingen.sqlite"
        before = path.read_bytes()
        done = synthesise(made, "voorbeeldstad/heffingen", "--sqlite", path)
        self.assertEqual(done.returncode, 3)
        self.assertIn("The settings serve this very database", done.stderr)
        done = synthesise(made, "voorbeeldstad/heffingen", "--sqlite", path, "--force")
        self.assertEqual(done.returncode, 3)
        self.assertIn("has rows", done.stderr)
        self.assertEqual(path.read_bytes(), before)

    def test_it_asks_nothing_of_what_it_did_not_write(self):
        made = house.House(shared.BINARY, tenants=TENANTS)
        self.addCleanup(made.remove)
        path = self.empty(made, "elders", "deploy/demo/heffingen")
        house.run("sqlite3", "-bail", path, input="CREATE TABLE oud(n); INSERT INTO oud VALUES (1); CREATE VIEW gezien AS SELECT n FROM oud;")
        mapping = made.folder / "mappings/voorbeeldstad/heffingen.yaml"
        before = mapping.read_text()
        mapping.write_text(before.replace(" = :bsn", " = :bsn AND NOT EXISTS (SELECT 1 FROM gezien WHERE gezien.n = 0)", 1))
        self.assertNotEqual(mapping.read_text(), before)
        done = synthesise(made, "voorbeeldstad/heffingen", "--sqlite", path)
        self.assertEqual(done.returncode, 3, done.stdout + done.stderr)
        self.assertIn("The table 'gezien' has rows", done.stderr)

    def test_wrong_usage(self):
        made = house.House(shared.BINARY, tenants=TENANTS)
        self.addCleanup(made.remove)
        for words, code, told in (
                (("voorbeeldstad/heffingen",), 2, "one of --sqlite and --postgresql"),
                (("voorbeeldstad/heffingen", "--postgresql", "host=x password=geheim"), 2, "PGPASSFILE"),
                (("voorbeeldstad/heffingen", "--sqlite", "x", "--secret-file", "x"), 2, "--secret-file belongs to --postgresql"),
                (("voorbeeldstad/heffingen", "--postgresql", "host=x databse=y"), 1, "--postgresql:1:8: error[FILE101]"),
                (("voorbeeldstad/heffingen", "--sqlite", "x", "--citizens", "0"), 2, "--citizens"),
                (("voorbeeldstad/elders", "--sqlite", "x"), 1, "No mapping reads the source"),
                (("voorbeeldstad/heffingen", "--sqlite", made.folder / "none.sqlite"), 3, "cannot be opened"),
                (("voorbeeldstad/heffingen", "--sqlite", made.folder / "state/sociaal.sqlite", "--force"), 3, "None of the tables")):
            with self.subTest(words):
                done = synthesise(made, *words)
                self.assertEqual(done.returncode, code, done.stdout + done.stderr)
                self.assertIn(told, done.stderr)
                self.assertNotIn("geheim", done.stderr + done.stdout)


if __name__ == "__main__":
    unittest.main()
