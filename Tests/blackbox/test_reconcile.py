"""`blauwbrug reconcile` and reconciliation at answer time, from outside: planted differences, lost cases, interruption, canaries."""

import fcntl
import re
import signal
import subprocess
import time
import unittest

import house
import shared

MAPPING = "mappings/voorbeeldstad/heffingen.yaml"


class Town:
    """A house that is not served: its databases are its own, so that a test may plant mistakes in them."""

    def __init__(self, kind):
        self.kind = kind
        self.database = None
        if kind == "postgresql":
            server = shared.postgres()
            self.database = f"heffingen_{time.monotonic_ns()}"
            server.sql(f"CREATE DATABASE {self.database}")
            server.file(house.REPOSITORY / "deploy/demo/heffingen.postgresql.sql", self.database)
            self.house = house.House(shared.BINARY, postgres=server)
            self.house.settings = self.house.settings.replace("database: heffingen,", f"database: {self.database},")
            self.house.write_settings()
        else:
            self.house = house.House(shared.BINARY)
        self.folder = self.house.folder

    def sql(self, text):
        if self.database:
            return shared.postgres().sql(text, self.database)
        return house.run("sqlite3", "-bail", self.folder / "state/heffingen.sqlite", input=f"BEGIN; {text}; COMMIT;")

    def reconcile(self, *words):
        done = subprocess.run([shared.BINARY, "reconcile", *words, "--root", str(self.folder)], capture_output=True, text=True, timeout=120)
        # Whatever it tells, it tells no BSN; what it writes down holds no case number either.
        self.house.errors.append(re.sub(r"^  \S.*$", "", done.stdout, flags=re.M) + done.stderr)
        for number in (citizen["bsn"] for citizen in shared.citizens()):
            assert number not in done.stdout + done.stderr, "a BSN is told"
            assert number.lstrip("0") not in done.stdout + done.stderr, "a BSN is told"
        return done

    def change(self, old, new, path=MAPPING):
        file = self.folder / path
        text = file.read_text()
        assert old in text, old
        file.write_text(text.replace(old, new))

    def remove(self):
        self.house.remove()
        if self.database:
            shared.postgres().sql(f"DROP DATABASE {self.database} WITH (FORCE)")


class WholeTable(unittest.TestCase):
    def each(self, body):
        for kind in ("sqlite", "postgresql"):
            with self.subTest(kind):
                town = Town(kind)
                try:
                    body(town)
                finally:
                    town.remove()

    def test_without_citizens_nothing_is_proved(self):
        town = Town("sqlite")
        self.addCleanup(town.remove)
        town.change("SELECT p.bsn FROM subject p", "SELECT p.bsn FROM subject p WHERE p.id < 0")
        town.sql("DELETE FROM stand")
        done = town.reconcile()
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn("There is no citizen in 'whole: citizens', so nothing is proved.", done.stdout)

    def test_what_agrees_and_what_is_planted(self):
        self.each(self.what_agrees_and_what_is_planted)

    def what_agrees_and_what_is_planted(self, town):
        done = town.reconcile()
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("voorbeeldstad/heffingen: 9 citizens", done.stdout)
        self.assertRegex(done.stdout, r"cases +48 +48 +0\n +saldo +3,983.30 +3,983.30 +0.00")
        self.assertIn("Everything agrees to the cent.", done.stdout)

        # One cent, one case that no answer gives, one that the control does not know, and an answer that is refused.
        town.sql("UPDATE stand SET openstaand = '188.01' WHERE zaak LIKE 'BEL-2026-0005121%';"
                 "INSERT INTO stand (subject, zaak, openstaand) VALUES (1003, 'BEL-2020-0000042', '12.00');"
                 "DELETE FROM stand WHERE zaak LIKE 'PAR-2026-0031000%';"
                 "UPDATE aanslag SET soort = 'XXX' WHERE zaak LIKE 'BEL-2026-0005124%'")
        done = town.reconcile("voorbeeldstad/heffingen")
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn("1 case is not what the control says:\n  BEL-2026-0005121  (saldo)\n", done.stdout)
        self.assertIn("2 cases of the control are in no answer:\n  BEL-2020-0000042\n  BEL-2026-0005124\n", done.stdout)
        self.assertIn("1 case is not in the control:\n  PAR-2026-0031000\n", done.stdout)
        self.assertIn("1 citizen could not be answered:\n  1 × data: ", done.stdout)
        self.assertIn("'soort' is a code the list does not know", done.stdout)
        self.assertIn("Not everything agrees.", done.stdout)
        self.assertFalse((town.folder / "state/reconcile/voorbeeldstad-heffingen.state").exists())

        # Two records of a run, none of a citizen.
        records = [line for path in sorted((town.folder / "state/journal/operator").glob("*.jsonl")) for line in path.read_text().splitlines()]
        self.assertEqual(len(records), 4)
        for line in records:
            self.assertIn('"question":"reconcile"', line)
            self.assertIn('"subject":null', line)
            for canary in house.CANARIES:
                self.assertNotIn(canary, line)

    def test_interrupted_and_resumed_gives_the_same(self):
        self.each(self.interrupted_and_resumed_gives_the_same)

    def interrupted_and_resumed_gives_the_same(self, town):
        # A statement that is slow enough to be interrupted, for some thousand citizens.
        count = 6_000
        town.sql("".join(f"INSERT INTO subject (id, bsn, naam) VALUES ({100_000 + n}, '{bsn}', 'Kanarie'); "
                         f"INSERT INTO aanslag (nr, subject, zaak, soort, bedrag, jaar, dagtekening, hoofd, status) "
                         f"VALUES ({100_000 + n}, {100_000 + n}, 'KAN-{n}', 'HON', '10.01', 2026, '2026-02-28', 'J', 'D'); "
                         f"INSERT INTO stand (subject, zaak, openstaand) VALUES ({100_000 + n}, 'KAN-{n}', '{'10.01' if n != 4242 else '10.02'}'); "
                         for n, bsn in enumerate(bsns(count))))
        whole = town.reconcile("--list", "7")
        self.assertEqual(whole.returncode, 1, whole.stderr)
        self.assertIn("  KAN-4242  (saldo)\n", whole.stdout)
        self.assertIn("6,009 of 6,009 citizens\n", whole.stderr)

        process = subprocess.Popen([shared.BINARY, "reconcile", "--root", str(town.folder), "--parallel", "1"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        lines = []
        while "of 6,009 citizens" not in "".join(lines):
            line = process.stderr.readline()
            self.assertTrue(line, "it ended before it could be interrupted")
            lines.append(line)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 3, out + err)
        stopped = re.search(r"stopped after ([\d,]+) of 6,009 citizens. Go on with: blauwbrug reconcile voorbeeldstad/heffingen --resume", err)
        self.assertTrue(stopped, err)
        state = town.folder / "state/reconcile/voorbeeldstad-heffingen.state"
        self.assertEqual(state.stat().st_mode & 0o777, 0o600)
        text = state.read_text()
        for canary in house.CANARIES + ["KAN-", "10.01", "1001", "1002"]:
            self.assertIsNone(re.search(rf"(?<![0-9a-f]){re.escape(canary)}(?![0-9a-f])", text), canary)

        resumed = town.reconcile("--resume", "--list", "7")
        self.assertEqual(resumed.returncode, 1)
        self.assertIn(f"Going on after {stopped.group(1)} citizens.", resumed.stderr)
        timeless = [re.sub(r" in \d+ s", "", text) for text in (whole.stdout, resumed.stdout)]
        self.assertEqual(timeless[0], timeless[1])
        self.assertFalse(state.exists())
        again = town.reconcile("--resume")
        self.assertIn("There is no interrupted run to go on with", again.stderr)

    def test_wrong_words_and_broken_places(self):
        town = Town("sqlite")
        try:
            self.assertEqual(town.reconcile("voorbeeldstad/hefing").returncode, 2)
            done = town.reconcile("voorbeeldstad/sociaal")
            self.assertEqual((done.returncode, done.stderr), (1, "'voorbeeldstad/sociaal' declares no 'whole', so nothing says what to compare with. docs/reconcile.md shows one.\n"))
            town.change("SELECT p.bsn FROM subject p", "SELECT p.naam FROM subject p")
            done = town.reconcile()
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertIn("drift: row set 'citizens': the database gives no column 'bsn'", done.stderr)
            town.change("SELECT p.naam FROM subject p", "SELECT p.bsn FROM subject p")
            (town.folder / "state/heffingen.sqlite").rename(town.folder / "state/elders.sqlite")
            self.assertEqual(town.reconcile().returncode, 3)
        finally:
            town.remove()


class Turns(unittest.TestCase):
    def test_operators_commands_take_turns(self):
        town = Town("sqlite")
        try:
            folder = town.folder / "state/journal/operator"
            folder.mkdir(parents=True, exist_ok=True)
            with open(folder / "lock", "w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                done = town.reconcile("voorbeeldstad/heffingen")
            self.assertEqual((done.returncode, done.stdout), (3, ""))
            self.assertIn("they take turns", done.stderr)
            self.assertIn("Nothing was asked", done.stderr)
        finally:
            town.remove()


class AnswerTime(unittest.TestCase):
    def ask(self, differs):
        town = Town("sqlite")
        try:
            town.change("differs: refuse", f"differs: {differs}")
            town.house.start()
            before = town.house.ask_json("999991450")
            town.sql("UPDATE stand SET openstaand = '188.01' WHERE zaak LIKE 'BEL-2026-0005121%'")
            after = town.house.ask_json("999991450")
            events = town.house.events()
            record = town.house.journal()[-1]
            town.house.stop()
            return before, after, events, record
        finally:
            town.remove()

    def test_refuse(self):
        before, after, events, record = self.ask("refuse")
        self.assertEqual((before.status, before.json["volledig"]), (200, True))
        self.assertEqual(after.status, 503, after.text)
        failed = [event for event in events if event["event"] == "source_failed"]
        self.assertEqual([event["class"] for event in failed], ["data"])
        self.assertIn("the saldo of one case is not the sum of 'openstaand' over 'standen'", failed[0]["detail"])

    def test_mark(self):
        before, after, events, record = self.ask("mark")
        self.assertEqual((before.status, before.json["volledig"], before.json["meldingen"]), (200, True, []))
        self.assertEqual((after.status, after.json["volledig"]), (200, False))
        self.assertEqual(after.json["meldingen"], [
            "Dit overzicht is mogelijk niet volledig: de bedragen van heffingen kloppen niet met de stand die dit systeem zelf bijhoudt."])
        self.assertEqual([case["zaakkenmerk"] for case in after.json["documenten"][0]["body"]["financiele_zaken"]], ["BEL-2026-0005121"])
        self.assertEqual([(event["plan"], event["tenant"]) for event in events if event["event"] == "differs"], [("heffingen", "voorbeeldstad")])
        self.assertEqual((record["result"]["outcome"], record["result"]["complete"]), ("answered", False))


def bsns(count):
    """Invented numbers that pass the 11-proef."""
    found, number = [], 900_000_000
    while len(found) < count:
        digits = [int(digit) for digit in str(number)]
        if (sum((9 - at) * digit for at, digit in enumerate(digits[:8])) - digits[8]) % 11 == 0:
            found.append(str(number))
        number += 1
    return found


if __name__ == "__main__":
    unittest.main()
