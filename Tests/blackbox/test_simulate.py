"""`blauwbrug simulate`: a supplier without a database, in front of the real door."""

import hashlib
import http.client
import json
import re
import shlex
import shutil
import signal
import ssl
import subprocess
import tempfile
import time
import unittest
import xml.etree.ElementTree
from pathlib import Path

import house
import shared

MOMENT = "2025-07-01T09:15:00"
NONE, ONE, MANY, ARREARS, PLAN, REMISSION, OVERPAID = "999991000", "999991012", "999991024", "999991036", "999991048", "999991061", "999991073"
INCOMPLETE, MISMATCH, TWO, DOWN, DEADLINE, BUSY = "999991085", "999991097", "999991103", "999992004", "999992016", "999992028"
CITIZENS = (NONE, ONE, MANY, ARREARS, PLAN, REMISSION, OVERPAID, INCOMPLETE, MISMATCH, TWO, DOWN, DEADLINE, BUSY)
REFERENCE = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


class Sandbox:
    """The program, what it printed, and clients for it."""

    def __init__(self, *words, root=house.REPOSITORY, waits=True):
        self.folder = Path(tempfile.mkdtemp(prefix="blauwbrug-sandbox-test-"))
        self.log, self.printed = self.folder / "log", self.folder / "printed"
        with open(self.log, "wb") as log, open(self.printed, "wb") as printed:
            self.process = subprocess.Popen([shared.BINARY, "simulate", "--root", str(root), "--port", "0", *map(str, words)], stdout=printed, stderr=log)
        until = time.time() + 30
        while waits and "Paste in another terminal" not in self.text:
            if self.process.poll() is not None or time.time() > until:
                raise RuntimeError(f"the sandbox does not listen: {self.log.read_text()}")
            time.sleep(0.02)
        if waits:
            self.address = re.search(r"^  address +(https?)://([^ :]+):(\d+)", self.text, flags=re.M)
            self.port = int(self.address[3])
            trust = re.search(r"^  trust +(\S+)$", self.text, flags=re.M)
            self.authority = Path(trust[1]) if trust else None

    @property
    def text(self):
        return self.printed.read_text()

    @property
    def events(self):
        return [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]

    @property
    def commands(self):
        return [line.strip() for line in self.text.splitlines() if line.startswith("  curl ")]

    def question(self, vendor, bsn):
        """Where the printed question of a vendor goes, and its body about this citizen."""
        found = re.search(rf"^  {vendor} +\S+?://[^/]+(\S+) +(/\S+)$", self.text, flags=re.M)
        return found[1], Path(found[2]).read_text().replace(ONE, bsn)

    def request(self, path, body, headers, method="POST", certificate=None, timeout=30):
        if self.address[1] == "https":
            context = ssl.create_default_context(cafile=str(self.authority))
            if certificate:
                context.load_cert_chain(certificate, certificate.with_suffix(".key"))
            connection = http.client.HTTPSConnection("localhost", self.port, context=context, timeout=timeout)
        else:
            connection = http.client.HTTPConnection("localhost", self.port, timeout=timeout)
        try:
            connection.request(method, path, body=body.encode(), headers=headers)
            answer = connection.getresponse()
            return house.Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def ask(self, vendor, bsn, headers=None, **options):
        path, body = self.question(vendor, bsn)
        # A reference names one question, so every citizen has its own.
        body = re.sub(r'("public_reference": ")[^"]*', rf"\g<1>S-{CITIZENS.index(bsn) if bsn in CITIZENS else 0}", body)
        type_of = "application/json; charset=utf-8" if body.lstrip()[:1] == "{" else "application/soap+xml" if "2003/05/soap-envelope" in body else "text/xml; charset=utf-8"
        return self.request(path, body, {"Content-Type": type_of, **(headers or {})}, **options)

    def stop(self, number=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(30)

    def remove(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Simulated(unittest.TestCase):
    """One sandbox at a fixed moment, asked about everybody in every dialect."""

    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox("--at", MOMENT)
        cls.addClassCleanup(cls.sandbox.remove)

    def json(self, bsn, **options):
        answer = self.sandbox.ask("json", bsn, **options)
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json

    def cases(self, bsn):
        return [case for document in self.json(bsn)["documenten"] for case in document["body"]["financiele_zaken"]]

    def soap(self, bsn, vendor="soap", status=200):
        answer = self.sandbox.ask(vendor, bsn)
        self.assertEqual(answer.status, status, answer.text)
        return answer, xml.etree.ElementTree.fromstring(answer.body)

    @staticmethod
    def texts(tree, name):
        return [element.text for element in tree.iter() if element.tag.split("}")[-1] == name]

    def test_the_table_tells_of_everybody(self):
        told = re.findall(r"^  (99999\d{4})  (\S.*)$", self.sandbox.text, flags=re.M)
        self.assertEqual([bsn for bsn, _ in told], list(CITIZENS))
        self.assertIn("any other", self.sandbox.text)

    def test_what_a_newcomer_is_offered_can_be_read(self):
        _, question = self.sandbox.question("soap", ONE)
        self.assertTrue(question.startswith('<?xml version="1.0"'), question[:40])
        self.assertIn("<StUF:functie>geefSchuldenoverzicht</StUF:functie>", question)
        self.assertIn("blauwbrug explain --vendor soap FILE", self.sandbox.text)

    def test_the_contracts_it_names_are_there(self):
        rows = re.findall(r"^  (\S+) +https://[^/]+(/\S+(?:\?wsdl=\S+|openapi\.json)) +https://[^/]+(/\S+\.html)$", self.sandbox.text, flags=re.M)
        self.assertIn("soap", [vendor for vendor, _, _ in rows])
        self.assertIn("json", [vendor for vendor, _, _ in rows])
        for vendor, contract, dictionary in rows:
            for path in (contract, dictionary):
                answer = self.sandbox.request(path, "", {}, method="GET")
                self.assertEqual(answer.status, 200, path)
                self.assertIn(vendor, answer.text)
            # One SOAP vendor tells plain faults, and JSON has no codes of StUF.
            self.assertEqual("StUF055" in answer.text, "?wsdl=" in contract and "zaakloket" not in contract, dictionary)

    def test_none(self):
        answer = self.json(NONE)
        self.assertTrue(answer["volledig"])
        self.assertEqual(([], []), (answer["meldingen"], self.cases(NONE)))
        _, tree = self.soap(NONE)
        self.assertEqual(self.texts(tree, "financiele_zaak"), [])

    def test_anybody_else_is_not_found_and_no_failure(self):
        # The BSN of the standard's own examples, and one of the demonstration.
        for bsn in ("111222333", house.BSN):
            answer = self.sandbox.ask("json", bsn)
            nobody = self.sandbox.ask("json", NONE)
            self.assertEqual(REFERENCE.sub(b"", answer.body).replace(bsn.encode(), b""), REFERENCE.sub(b"", nobody.body).replace(NONE.encode(), b""))

    def test_one(self):
        (case,) = self.cases(ONE)
        self.assertEqual((case["totaal_opgelegd"], case["totaal_reeds_betaald"], case["saldo"], case["achterstanden"]), (31245, 10000, 21245, []))
        _, tree = self.soap(ONE)
        self.assertEqual(self.texts(tree, "saldo"), ["21245"])

    def test_many_with_every_kind_of_letter(self):
        cases = self.cases(MANY)
        self.assertEqual(len(cases), 40)
        text = json.dumps(cases, ensure_ascii=False)
        for part in ("👩🏽\u200d🍳", "Zeeëiland".replace("Zee", "Noordzee"), "例子", "<terras & uitstalling>"):
            self.assertIn(part, text)
        _, tree = self.soap(MANY)
        self.assertEqual(len(self.texts(tree, "zaakkenmerk")) >= 40, True)
        self.assertEqual({event["omschrijving"] for case in cases for event in case["gebeurtenissen"] if "omschrijving" in event},
                         {text for text in self.texts(tree, "omschrijving") if text})

    def test_arrears(self):
        (case,) = self.cases(ARREARS)
        self.assertEqual(case["achterstanden"], ["PAR-2025-0030211-b2"])
        _, tree = self.soap(ARREARS)
        self.assertIn("PAR-2025-0030211-b2", self.texts(tree, "achterstand"))

    def test_plan(self):
        (case,) = self.cases(PLAN)
        kinds = [event["gebeurtenis_type"] for event in case["gebeurtenissen"]]
        self.assertEqual(kinds.count("BetalingsverplichtingIngetrokken"), 1)
        self.assertEqual(kinds.count("BetalingsverplichtingOpgelegd"), 4)
        self.assertEqual((case["saldo"], case["achterstanden"]), (81226, []))

    def test_remission_is_settled_and_said_in_each_version(self):
        answer = self.json(REMISSION)
        self.assertTrue(any("kwijtschelding" in remark for remark in answer["meldingen"]), answer["meldingen"])
        (case,) = self.cases(REMISSION)
        self.assertEqual(case["saldo"], 8095)
        _, tree = self.soap(REMISSION)  # 4.1.0
        self.assertIn("FinancieleVerplichtingKwijtgescholden", self.texts(tree, "gebeurtenis_type"))

    def test_overpaid(self):
        (case,) = self.cases(OVERPAID)
        self.assertEqual(case["saldo"], -9840)

    def test_incomplete_and_mismatch_are_marked(self):
        for bsn, word in ((INCOMPLETE, "ontbreken"), (MISMATCH, "kloppen niet")):
            answer = self.json(bsn)
            self.assertFalse(answer["volledig"])
            self.assertIn(word, " ".join(answer["meldingen"]))
            self.assertEqual(len(self.cases(bsn)), 1)
            answer, tree = self.soap(bsn)
            self.assertIn(word, answer.text)

    def test_two_organisations(self):
        documents = self.json(TWO)["documenten"]
        self.assertEqual(len({document["body"]["aangeleverd_door"] for document in documents}), 2)
        _, tree = self.soap(TWO)
        self.assertEqual(len(set(self.texts(tree, "aangeleverd_door"))), 2)

    def test_failures_are_faults_in_every_dialect(self):
        for bsn, status, code in ((DOWN, 503, "StUF058"), (DEADLINE, 504, "StUF960"), (BUSY, 503, "StUF049")):
            with self.subTest(bsn=bsn):
                problem = self.sandbox.ask("json", bsn)
                self.assertEqual(problem.status, status)
                self.assertEqual(problem.headers["content-type"].split(";")[0], "application/problem+json")
                for vendor in ("soap", "stuf-fin"):
                    answer, tree = self.soap(bsn, vendor, 500)
                    self.assertIn(code, self.texts(tree, "code"))
                    self.assertNotIn(bsn, answer.text)
                self.assertEqual("retry-after" in problem.headers, bsn != DEADLINE)
                self.assertNotIn(bsn, problem.text)

    def test_every_vendor_answers_about_everybody(self):
        vendors = re.findall(r"^  (\S+) +https://\S+ +/\S+$", self.sandbox.text, flags=re.M)
        self.assertGreaterEqual(set(vendors), {"json", "soap", "stuf-bg", "stuf-fin", "stuf-prs", "zaakloket"})
        for vendor in vendors:
            for bsn in CITIZENS:
                with self.subTest(vendor=vendor, bsn=bsn):
                    answer = self.sandbox.ask(vendor, bsn)
                    failed = answer.status != 200 or "Fault>" in answer.text  # zaakloket reads a fault with 200 only
                    self.assertEqual(failed, bsn in (DOWN, DEADLINE, BUSY) or failed and bsn == NONE and "StUF064" in answer.text, answer.text)

    def test_the_same_question_has_the_same_answer(self):
        for vendor in ("json", "soap", "stuf-fin"):
            for bsn in (ONE, MANY, DOWN):
                first, second = self.sandbox.ask(vendor, bsn), self.sandbox.ask(vendor, bsn)
                self.assertEqual(REFERENCE.sub(b"", first.body), REFERENCE.sub(b"", second.body))
        self.assertIn(f"{MOMENT}+02:00", self.sandbox.ask("json", ONE).text)

    def test_the_printed_commands_work_as_they_are(self):
        self.assertEqual(len(self.sandbox.commands), 2)
        for command in self.sandbox.commands:
            done = subprocess.run(shlex.split(command), capture_output=True, text=True, timeout=60)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("21245", done.stdout)

    def test_who_shows_something_is_believed_or_refused(self):
        self.assertEqual(self.sandbox.ask("json", ONE, headers={"X-Api-Key": "blauwbrug-sandbox"}).status, 200)
        self.assertEqual(self.sandbox.ask("json", ONE, headers={"Authorization": "ApiKey blauwbrug-sandbox"}).status, 200)
        self.assertEqual(self.sandbox.ask("json", ONE, headers={"X-Api-Key": "another"}).status, 401)
        certificate = Path(re.search(r"^  certificate +(\S+) ", self.sandbox.text, flags=re.M)[1])
        self.assertEqual(self.sandbox.ask("soap", ONE, certificate=certificate).status, 200)
        self.assertEqual({event.get("caller") for event in self.sandbox.events if event["event"] == "exchanged"} - {None}, {"anonymous", "key", "certificate"})

    def test_the_municipality_may_stand_in_the_path(self):
        body = json.dumps({"bsn": ONE})
        headers = {"Content-Type": "application/json"}
        self.assertEqual(self.sandbox.request("/voorbeeldstad/v1/schuldenoverzicht", body, headers).status, 200)
        self.assertEqual(self.sandbox.request("/elders/v1/schuldenoverzicht", body, headers).status, 404)

    def test_the_log_tells_a_supplier_what_is_wrong_and_no_datum(self):
        self.sandbox.request("/v1/schuldenoverzicht", json.dumps({"bsn": "999991001", "999991012": ONE}), {"Content-Type": "application/json"})
        self.sandbox.ask("soap", DOWN)
        said = [event for event in self.sandbox.events if event["event"] == "simulated"]
        (wrong,) = [event for event in said if event.get("situation") in ("invalid_bsn", "invalid")][-1:]
        self.assertTrue(wrong["said"].endswith("."))
        self.assertEqual((wrong["vendor"], wrong["question"]), ("json", "schuldenoverzicht"))
        (down,) = [event for event in said if event.get("citizen") == "down" and event["vendor"] == "soap"][-1:]
        self.assertIn("heffingen", down["said"])
        self.assertEqual({event["reference"] for event in said}, {event["reference"] for event in self.sandbox.events if event["event"] == "exchanged" and "vendor" in event})
        journal = "".join(path.read_text() for path in (self.sandbox.authority.parent.parent / "state/journal").glob("*.jsonl"))
        self.assertIn("urn:blauwbrug:sandbox", journal)
        for text in (self.sandbox.log.read_text(), journal):
            for datum in (*CITIZENS, "999991001", "21245", "212.45", "31245", "Onroerendezaakbelasting", "BEL-2025-0004711"):
                self.assertIsNone(re.search(rf"(?<![0-9a-f]){re.escape(datum)}(?![0-9a-f])", text), datum)


class Simulating(unittest.TestCase):
    """The program as it is started, changed and ended."""

    def start(self, *words, **options):
        sandbox = Sandbox(*words, **options)
        self.addCleanup(sandbox.remove)
        return sandbox

    def refused(self, *words, root=house.REPOSITORY):
        return subprocess.run([shared.BINARY, "simulate", "--root", str(root), *words], capture_output=True, text=True, timeout=60)

    def copy(self):
        """A root of a supplier's own."""
        root = Path(tempfile.mkdtemp(prefix="blauwbrug-supplier-"))
        self.addCleanup(shutil.rmtree, root)
        for part in ("mappings/standard", "connectors/vendors/json", "connectors/vendors/soap", "connectors/sandbox"):
            shutil.copytree(house.REPOSITORY / part, root / part)
        return root

    def test_it_ends_clean(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            sandbox = self.start()
            folder = sandbox.authority.parent.parent
            self.assertTrue(folder.is_dir())
            self.assertEqual(folder.stat().st_mode & 0o077, 0, "others on the machine have no business with its keys")
            self.assertEqual(sandbox.stop(number), 0)
            self.assertFalse(folder.exists())

    def test_a_sample_that_changes_is_taken_and_a_wrong_one_told(self):
        root = self.copy()
        sandbox = self.start("--vendor", "json", root=root)
        sample = root / "connectors/vendors/json/reply.json"
        whole = sample.read_text()
        sample.write_text(whole.replace('"volledig"', '"compleet"', 1))
        self.until(lambda: "compleet" in sandbox.ask("json", ONE).json)
        sample.write_text(whole.replace("{volledig}", "{voledig}", 1))
        self.until(lambda: any(event.get("code") == "CON420" for event in sandbox.events))
        self.assertIn("compleet", sandbox.ask("json", ONE).json)
        sample.write_text(whole)
        self.until(lambda: "volledig" in sandbox.ask("json", ONE).json)
        # A citizen is a file too.
        (root / "connectors/sandbox/none.yaml").unlink()
        (root / "connectors/sandbox/eigen.yaml").write_text((root / "connectors/sandbox/one.yaml").read_text().replace(ONE, NONE))
        self.until(lambda: sandbox.ask("json", NONE).json["documenten"][0]["body"]["financiele_zaken"])

    def until(self, holds, seconds=20):
        end = time.time() + seconds
        while not holds():
            self.assertLess(time.time(), end, "it did not come about")
            time.sleep(0.05)

    def test_one_vendor_only(self):
        root = self.copy()
        # The vendor that is not served may be as wrong as it likes.
        (root / "connectors/vendors/soap/ask.xml").write_text("<")
        sandbox = self.start("--vendor", "json", root=root)
        self.assertEqual(len(sandbox.commands), 1)
        self.assertEqual(sandbox.request("/soap/schuldenoverzicht", "<a/>", {"Content-Type": "text/xml"}).status, 404)
        done = self.refused(root=root)
        self.assertEqual(done.returncode, 1)
        self.assertIn("connectors/vendors/soap/ask.xml:1", done.stderr)

    def test_plain(self):
        sandbox = self.start("--plain")
        self.assertEqual(sandbox.address[1], "http")
        self.assertIsNone(sandbox.authority)
        self.assertEqual(sandbox.ask("json", ONE).status, 200)
        for command in sandbox.commands:
            self.assertIn("21245", subprocess.run(shlex.split(command), capture_output=True, text=True, timeout=60).stdout)

    def test_latency(self):
        sandbox = self.start("--plain", "--latency", "400")
        began = time.monotonic()
        self.assertEqual(sandbox.ask("json", ONE).status, 200)
        self.assertGreaterEqual(time.monotonic() - began, 0.4)
        slow = self.start("--plain", "--latency", "60000")
        began = time.monotonic()
        self.assertEqual(slow.ask("json", ONE, timeout=40).status, 504)
        self.assertGreaterEqual(time.monotonic() - began, 7.9)

    def test_others_need_a_key_and_are_warned_of(self):
        sandbox = self.start("--host", "0.0.0.0")
        self.assertIn("do not exist, and nobody else", sandbox.log.read_text())
        self.assertEqual(sandbox.ask("json", ONE).status, 401)
        self.assertEqual(sandbox.ask("json", ONE, headers={"X-Api-Key": "blauwbrug-sandbox"}).status, 200)
        for command in sandbox.commands:
            self.assertIn("21245", subprocess.run(shlex.split(command), capture_output=True, text=True, timeout=60).stdout)

    def test_an_authority_that_is_kept(self):
        folder = Path(tempfile.mkdtemp(prefix="blauwbrug-tls-"))
        self.addCleanup(shutil.rmtree, folder)
        first = self.start("--tls-dir", folder / "new")
        self.assertEqual(first.authority, (folder / "new/ca.pem").resolve())
        known = hashlib.sha256(first.authority.read_bytes()).digest()
        self.assertEqual(first.stop(), 0)
        second = self.start("--tls-dir", folder / "new")
        self.assertEqual(hashlib.sha256(second.authority.read_bytes()).digest(), known)
        self.assertEqual(second.ask("json", ONE).status, 200)
        second.stop()
        # What is there is never overwritten.
        (folder / "new/server.pem").unlink()
        done = self.refused("--tls-dir", str(folder / "new"))
        self.assertEqual(done.returncode, 3)
        self.assertIn("has no server.pem", done.stderr)

    def test_what_is_refused(self):
        empty = Path(tempfile.mkdtemp(prefix="blauwbrug-empty-"))
        self.addCleanup(shutil.rmtree, empty)
        done = self.refused(root=empty)
        self.assertEqual(done.returncode, 1)
        self.assertIn("--root is where", done.stderr)
        for words in (["--vendor", "sopa"], ["--port", "70000"], ["--latency", "-1"], ["--at", "gisteren"], ["--plain", "--host", "0.0.0.0"]):
            done = self.refused(*words)
            self.assertEqual(done.returncode, 2, words)
        self.assertIn("did you mean 'soap'", self.refused("--vendor", "sopa").stderr)

    def test_dutch(self):
        self.assertIn("Geen schulden", self.start("--plain", "--nl").text)


class Serving(unittest.TestCase):
    """What serves has never heard of a sandbox."""

    def test_a_sandbox_has_no_effect_on_serve(self):
        made = house.House(shared.BINARY)
        self.addCleanup(made.remove)
        folder = made.folder / "connectors/sandbox"
        shutil.copytree(house.REPOSITORY / "connectors/sandbox", folder)
        # Somebody whom the databases know, with another answer than theirs; and a file with a mistake.
        (folder / "bekend.yaml").write_text((folder / "none.yaml").read_text().replace(NONE, house.BSN))
        (folder / "fout.yaml").write_text("bsn: [")
        made.start()
        self.assertGreater(len(made.ask_json().json["documenten"][0]["body"]["financiele_zaken"]), 0)
        for bsn in (ONE, DOWN):
            answer = made.ask_json(bsn)
            self.assertEqual(answer.status, 200)
            self.assertEqual([document["body"]["financiele_zaken"] for document in answer.json["documenten"]], [[]])
        self.assertEqual([event for event in made.events() if event["event"] == "simulated"], [])
        self.assertEqual(made.stop(), 0)


if __name__ == "__main__":
    unittest.main()
