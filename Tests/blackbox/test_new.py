"""`blauwbrug new`, and the first look at a database in the folder it makes."""

import re
import shutil
import sqlite3
import stat
import subprocess
import tempfile
import unittest
from pathlib import Path

import house
import shared


class New(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="blauwbrug-new-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.root = self.folder / "dorp"
        self.settings = self.root / "deploy/blauwbrug.yaml"

    def run_it(self, *words):
        return subprocess.run([shared.BINARY, *map(str, words)], capture_output=True, text=True, timeout=60, cwd=house.REPOSITORY)

    def make(self, *words):
        done = self.run_it("new", self.root, *words)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def database(self, name):
        path = self.folder / name
        with sqlite3.connect(path) as made:
            made.execute("CREATE TABLE nota (nr INTEGER PRIMARY KEY, bsn TEXT, bedrag TEXT, dag INTEGER)")
            made.executemany("INSERT INTO nota VALUES (?, ?, ?, ?)", [(1, "999990019", "12.50", 20250101), (2, "012345672", "3.00", 20250201)])
        return path

    def test_what_is_made_is_right_serves_and_is_closed_to_others(self):
        # Without a mapping nothing is offered, and only to whom it may be told.
        self.make()
        checked = self.run_it("check", "--root", self.root)
        self.assertEqual((checked.returncode, checked.stderr), (0, ""))
        self.assertIn("no errors, 0 warnings", checked.stdout)
        for path in list((self.root / "secrets").iterdir()) + list((self.root / "tls").glob("*.key")):
            self.assertEqual(stat.S_IMODE(path.stat().st_mode) & 0o077, 0, path)
        # The port of the settings may be taken here: what is tried is the key and the certificate.
        self.settings.write_text(re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:0", self.settings.read_text()))
        serving = subprocess.Popen([shared.BINARY, "serve", "--root", str(self.root)], stderr=subprocess.PIPE, text=True)
        try:
            for line in serving.stderr:
                port = re.search(r'"listening","listener":"service","port":(\d+)', line)
                if port:
                    break
            key = (self.root / "secrets/portaal-key").read_text()
            for key, status in ((key, "404"), ("x" + key, "401")):
                asked = house.run("curl", "--silent", "--cacert", self.root / "tls/ca.pem", "--header", f"X-Api-Key: {key}", "--json",
                                  '{"bsn": "999990019"}', "--write-out", "\n%{http_code}", f"https://127.0.0.1:{port.group(1)}/v1/schuldenoverzicht")
                self.assertEqual(asked.splitlines()[-1], status, asked)
        finally:
            serving.terminate()
            serving.wait(30)
            serving.stderr.close()

    def test_keys_differ_from_folder_to_folder(self):
        self.make()
        first = {path.name: path.read_text() for path in (self.root / "secrets").iterdir()}
        self.root = self.folder / "stad"
        self.make()
        for path in (self.root / "secrets").iterdir():
            self.assertNotEqual(path.read_text(), first[path.name], path)

    def test_nothing_is_ever_overwritten(self):
        self.make()
        before = self.settings.read_text()
        again = self.run_it("new", self.root)
        self.assertEqual((again.returncode, again.stdout), (1, ""))
        self.assertIn("is not empty", again.stderr)
        self.assertEqual(self.settings.read_text(), before)

    def test_wrong_names_and_places(self):
        self.assertEqual(self.run_it("new", self.folder / "Sint Jan").returncode, 2)
        self.assertFalse((self.folder / "Sint Jan").exists())
        self.assertEqual(self.run_it("new", self.folder / "Sint Jan", "--tenant", "sintjan").returncode, 0)
        self.assertEqual(self.run_it("new", self.root, "--root", self.folder).returncode, 1)
        self.assertFalse(self.root.exists())
        self.assertEqual(self.run_it("new", self.root, "--port", "65000").returncode, 2)

    def test_introspect_puts_the_connection_into_the_settings(self):
        self.make()
        before = self.settings.read_text()
        for name in ("eerste", "tweede"):
            path = self.database(name)
            done = self.run_it("introspect", f"dorp/{name}", "--root", self.root, "--sqlite", path)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn(f"added to deploy/blauwbrug.yaml, under tenants: dorp: sources:\n  {name}: {{ file: {path} }}", done.stdout)
        after = self.settings.read_text()
        self.assertEqual(after.replace(f"{{ tweede: {{ file: {self.folder}/tweede }}, eerste: {{ file: {self.folder}/eerste }} }}", "{}"), before)
        # A source that is there is left alone; so is a block, but for one line more.
        self.run_it("introspect", "dorp/eerste", "--root", self.root, "--sqlite", self.database("derde"), "--force")
        self.assertEqual(self.settings.read_text(), after)
        block = re.sub(r"sources: \{.*\}\n", f"sources:\n      tweede: {{ file: {self.folder}/tweede }}   # oud\n", after)
        self.settings.write_text(block)
        self.run_it("introspect", "dorp/eerste", "--root", self.root, "--sqlite", self.folder / "derde", "--force")
        self.assertEqual(self.settings.read_text(), block.replace("      tweede:", f"      eerste: {{ file: {self.folder}/derde }}\n      tweede:"))

    def test_the_walk_of_the_documents_with_invented_citizens_in_a_schema_of_its_own(self):
        server = shared.postgres()
        server.sql("CREATE DATABASE waterdam_leeg")
        self.addCleanup(server.sql, "DROP DATABASE waterdam_leeg WITH (FORCE)")
        walk = house.REPOSITORY / "docs/dag"
        server.sql(re.sub(r"^INSERT INTO .*?;$", "", (walk / "waterdam.sql").read_text(), flags=re.M | re.S), "waterdam_leeg")
        self.make("--tenant", "waterdam")
        place = ("--postgresql", f"host=127.0.0.1 port={server.port} dbname=waterdam_leeg user=postgres")
        done = self.run_it("introspect", "waterdam/inn", "--root", self.root, *place)
        self.assertEqual(done.returncode, 0, done.stderr)
        (self.root / "mappings/waterdam/codes").mkdir()
        shutil.copy(walk / "antwoord/inn.yaml", self.root / "mappings/waterdam")
        shutil.copy(walk / "antwoord/srt.csv", self.root / "mappings/waterdam/codes")
        done = self.run_it("synthesise", "waterdam/inn", "--root", self.root, *place, "--citizens", "20", "--force")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertGreater(int(re.search(r"vrd +(\d+)", done.stdout).group(1)), 40, "few debts")
        done = self.run_it("reconcile", "waterdam/inn", "--root", self.root)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("waterdam/inn: 20 citizens", done.stdout)

    def test_settings_with_another_shape_are_left_alone(self):
        self.make()
        self.settings.write_text(self.settings.read_text().replace("    sources: {}\n", ""))
        before = self.settings.read_text()
        done = self.run_it("introspect", "dorp/eerste", "--root", self.root, "--sqlite", self.database("eerste"))
        self.assertIn("Still to be put into deploy/blauwbrug.yaml", done.stdout)
        self.assertEqual(self.settings.read_text(), before)
