"""`try` and `explain`: personal data only for who sits at a terminal or asks for it, and never before it is on record."""

import json
import os
import pty
import re
import resource
import stat
import subprocess
import unittest

import house
import shared


def told(made, *words, bsn=house.BSN, **options):
    """Runs a command of the program on a house's root, the BSN on standard input."""
    given = {"input": f"{bsn}\n"} if bsn else {"stdin": subprocess.DEVNULL}
    environment = dict(os.environ, SWIFT_BACKTRACE="enable=no")
    return subprocess.run([shared.BINARY, *words, "--root", str(made.folder)], capture_output=True, text=True, timeout=60,
                          env=environment, **given, **options)


def shown(made, command, *words, **options):
    return told(made, command, "--bsn-stdin", "--show-values", *words, **options)


def records(made):
    """What the operator's journal says, and its text as it stands on disk."""
    folder = made.folder / "state/journal/operator"
    text = "".join(path.read_text() for path in sorted(folder.glob("journal-*.jsonl"))) if folder.is_dir() else ""
    return [record for record in map(json.loads, text.splitlines()) if record["kind"] == "audit"], text


def timeless(text):
    """Without what differs between two runs."""
    return re.sub(r"\d+ ms|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+\d\d:00|\d+:\d\d, bedragen", "…", text)


class Disclosure(unittest.TestCase):
    def setUp(self):
        self.made = house.House(shared.BINARY)
        self.addCleanup(self.made.remove)

    def test_a_pipe_is_refused_and_nothing_is_asked(self):
        for command in (("try",), ("explain",), ("explain", "--nl"), ("try", "--as", "json")):
            done = told(self.made, *command, "--bsn-stdin")
            self.assertEqual((done.returncode, done.stdout), (2, ""), command)
            self.assertIn("--show-values", done.stderr)
            self.assertIn("Nothing was asked", done.stderr)
        self.assertEqual(records(self.made)[0], [])

    def test_a_terminal_needs_no_flag(self):
        leader, follower = pty.openpty()
        process = subprocess.Popen([shared.BINARY, "explain", "--nl", "--root", str(self.made.folder)], stdin=follower, stdout=follower,
                                   stderr=subprocess.PIPE, start_new_session=True)
        os.close(follower)
        asked = b""
        while b"BSN" not in asked:
            asked += process.stderr.read1(4096)
        os.write(leader, house.BSN.encode() + b"\n")
        printed = b""
        while True:
            try:
                part = os.read(leader, 65536)
            except OSError:
                break
            if not part:
                break
            printed += part
        self.assertEqual(process.wait(60), 0)
        self.assertIn(b"Persoonsgegevens", asked)
        process.stderr.close()
        os.close(leader)
        self.assertIn("Zaak SZ-88123", printed.decode())
        self.assertNotIn(house.BSN, printed.decode(), "what is typed is not shown")

    def test_it_says_so_first(self):
        self.assertTrue(shown(self.made, "try").stderr.startswith("Personal data"))
        self.assertTrue(shown(self.made, "explain", "--nl").stderr.startswith("Persoonsgegevens"))

    def test_a_bsn_is_no_argument(self):
        for words in ((house.BSN,), ("--bsn", house.BSN), (f"--bsn={house.BSN}",), ("--field", "bedrag", house.BSN)):
            done = told(self.made, "explain", "--show-values", *words, bsn=None)
            self.assertEqual((done.returncode, done.stdout), (2, ""), words)
            self.assertIn("does not belong on the command line", done.stderr)
            self.assertNotIn(house.BSN, done.stderr)
        for words in (("introspect", house.BSN), ("reconcile", f"voorbeeldstad/{house.BSN}"), ("capture", "voorbeeldstad/heffingen", "--name", f"van {house.BSN}"),
                      ("try", f"--bsn-stdin={house.BSN}"), ("check", house.BSN), ("try", f"--bns={house.BSN}"), ("try", "--tenant", house.BSN)):
            done = told(self.made, *words)
            self.assertEqual(done.returncode, 2, words)
            self.assertNotIn(house.BSN, done.stderr + done.stdout)

    def test_what_is_no_bsn_is_not_asked(self):
        for bsn in ("999990018", "99999001", "", "x", "999990019999990019"):
            done = shown(self.made, "try", bsn=bsn or "\n")
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertIn("no BSN", done.stderr)
        self.assertEqual(records(self.made)[0], [])


class Record(unittest.TestCase):
    def setUp(self):
        self.made = house.House(shared.BINARY)
        self.addCleanup(self.made.remove)

    def test_every_question_is_on_record_and_keyed(self):
        self.assertEqual(shown(self.made, "try").returncode, 0)
        self.assertEqual(shown(self.made, "explain").returncode, 0)
        found, text = records(self.made)
        self.assertEqual([record["action"]["question"] for record in found], ["try", "explain"])
        self.assertTrue(all(record["purposes"] for record in found))
        self.assertEqual(found[0]["object"]["subject"], found[1]["object"]["subject"])
        self.assertRegex(found[0]["object"]["subject"], r"^p1:[0-9a-f]{64}$")
        for canary in house.CANARIES:
            self.assertNotRegex(text, rf"(?<![0-9a-f]){re.escape(canary)}(?![0-9a-f])")

    def test_no_journal_no_answer(self):
        (self.made.folder / "state/journal").mkdir()
        (self.made.folder / "state/journal/operator").write_text("in the way")
        for command in ("try", "explain"):
            done = shown(self.made, command)
            self.assertEqual((done.returncode, done.stdout), (3, ""), done.stderr)

    def test_no_record_no_answer(self):
        self.assertEqual(shown(self.made, "try").returncode, 0)
        size = max(path.stat().st_size for path in (self.made.folder / "state/journal/operator").iterdir())
        for command in ("try", "explain"):
            done = shown(self.made, command, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
            self.assertEqual((done.returncode, done.stdout), (3, ""), done.stderr)
            self.assertIn("nothing is shown", done.stderr)
        self.assertEqual(shown(self.made, "try").returncode, 0)

    def test_nothing_else_is_written_down(self):
        before = {path for path in self.made.folder.rglob("*") if path.is_file()}
        shown(self.made, "try")
        shown(self.made, "explain", "--nl")
        new = {path for path in self.made.folder.rglob("*") if path.is_file()} - before
        self.assertTrue(new)
        for path in new:
            self.assertIn("journal/operator", str(path))


class Answers(unittest.TestCase):
    def test_try_says_what_the_demonstration_counted(self):
        made = shared.sqlite_house()
        for citizen in shared.citizens():
            done = shown(made, "try", "--document-version", "4.1.0", bsn=citizen["bsn"])
            if not citizen["zaken"]:
                self.assertEqual(done.returncode, 3)
                self.assertIn("ONVOLLEDIG", done.stdout)
                self.assertRegex(done.stdout, r"MISLUKT \(data\).*sociaal\.yaml:\d+: row 1 of 'vorderingen'")
                self.assertNotIn("Geen zaken", done.stdout)
                continue
            self.assertEqual(done.returncode, 0, done.stderr)
            total = re.search(r"^  totaal +(\S+) +(\S+) +(\S+) +\S+$", done.stdout, re.M)
            if citizen["zaken"] == "0":
                self.assertIn("Geen zaken bekend", done.stdout)
            else:
                self.assertEqual([round(float(amount) * 100) for amount in total.groups()],
                                 [int(citizen[name]) for name in ("verplicht", "vereffend", "saldo")])

    def test_both_databases_say_the_same(self):
        for words in (("try",), ("explain", "--nl"), ("explain", "--field", "saldo")):
            one, other = (shown(made, *words) for made in (shared.sqlite_house(), shared.postgres_house()))
            self.assertEqual((one.returncode, other.returncode), (0, 0), other.stderr)
            self.assertEqual(timeless(one.stdout), timeless(other.stdout))

    def test_explain_tells_cell_step_and_line(self):
        for made in (shared.sqlite_house(), shared.postgres_house()):
            done = shown(made, "explain", "--case-number", "BEL-2025-0004711", "--field", "bedrag")
            self.assertRegex(done.stdout, r"bedrag 31245 ← rows aanslagen #\d, column bedrag '312\.45' → money, "
                                          r"mappings/voorbeeldstad/heffingen\.yaml:\d+\n")
            whole = shown(made, "explain")
            self.assertRegex(whole.stdout, r"bedrag 5000 ← rows boekingen #\d+, column bedrag '-50\.00' → money -5000 → negate, ")
            self.assertRegex(whole.stdout, r"#\d left out: nog niet opgelegd ← column status 'C' → char, mappings/\S+:\d+\n")
            self.assertRegex(whole.stdout, r"saldo 51605 = raises 91605 \+ adjusts_up 0 - settles 40000 - adjusts_down 0\n")
            self.assertNotIn(house.BSN, whole.stdout)

    def test_a_source_that_is_gone_is_said_first(self):
        made = house.House(shared.BINARY)
        self.addCleanup(made.remove)
        (made.folder / "state/sociaal.sqlite").unlink()
        done = shown(made, "explain", "--nl")
        self.assertEqual(done.returncode, 3)
        self.assertTrue(done.stdout.startswith("Let op: het systeem sociaal gaf geen bruikbaar antwoord."), done.stdout)
        self.assertIn("Zaak BEL-2025-0004711", done.stdout)
        self.assertIn("FAILED, so the answer is incomplete", shown(made, "explain").stdout)
        written = shown(made, "try", "--as", "json")
        self.assertEqual((written.returncode, written.stdout), (3, ""))

    def test_a_vendors_message_is_asked(self):
        made = shared.sqlite_house()
        done = told(made, "try", "--show-values", "--vendor", "soap", "--request", str(house.REPOSITORY / "deploy/demo/vraag.xml"), bsn=None)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("2331.80", done.stdout)
        question = made.folder / "vraag.json"
        question.write_text('{"bsn": "999990019", "onbekend": 1}')
        self.addCleanup(question.unlink)
        done = told(made, "try", "--show-values", "--vendor", "json", "--request", str(question), bsn=None)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("'invalid'", done.stderr)

    def test_the_document_goes_to_a_file_of_ones_own(self):
        made = shared.sqlite_house()
        path = made.folder / "antwoord.json"
        self.addCleanup(path.unlink)
        done = told(made, "try", "--bsn-stdin", "--as", "json", "--output", str(path))
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        document, served = json.loads(path.read_text()), made.ask_json().json["documenten"][0]
        saldo = lambda document: [(zaak["zaakkenmerk"], zaak["saldo"]) for zaak in document["body"]["financiele_zaken"]]
        self.assertEqual(saldo(document), saldo(served))
        xml = shown(made, "try", "--as", "xml", "--document-version", "4.1.0")
        self.assertIn("<saldo>51605</saldo>", xml.stdout)

    def test_a_case_of_a_test_file_needs_no_database(self):
        made = house.House(shared.BINARY)
        self.addCleanup(made.remove)
        for name in ("heffingen", "sociaal"):
            (made.folder / f"state/{name}.sqlite").unlink()
        case = "mappings/voorbeeldstad/heffingen.test.yaml:een aanslag, aangemaand en deels betaald"
        done = told(made, "explain", "--show-values", "--case", case, "--at", "2026-12-01", bsn=None)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("achterstanden 22145 = V-2 22145", done.stdout)
        self.assertEqual(records(made)[0], [])
        done = told(made, "explain", "--show-values", "--case", case[:-1], bsn=None)
        self.assertEqual(done.returncode, 1)
        self.assertIn("did you mean", done.stderr)
