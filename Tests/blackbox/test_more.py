"""More promises: two municipalities in one installation, an environment that is wrong, refusals at the door, what the journal keeps out."""

import collections
import gzip
import hashlib
import http.client
import json
import os
import secrets
import select
import shutil
import signal
import socket
import sqlite3
import ssl
import subprocess
import threading
import unittest
import xml.etree.ElementTree as xml

import house
import shared

BK = "{http://voorbeeld.example/koppelvlak/bk0100}"
SOAP = "{http://schemas.xmlsoap.org/soap/envelope/}"
OTHER_KEY, BOTH_KEY = "nieuwstad-portaal", "beide-portaal"
# In Nieuwstad only: in the other town nobody knows this citizen.
NEWCOMER = "999994463"


def two_towns():
    """Voorbeeldstad and Nieuwstad: the same names of sources and mappings, other databases, other keys, other amounts."""
    made = house.House(shared.BINARY)
    for folder in ("mappings", "connectors/sources"):
        shutil.copytree(made.folder / folder / "voorbeeldstad", made.folder / folder / "nieuwstad")
    house.restyle(made.folder / "mappings/nieuwstad")
    (made.folder / "state/nieuwstad").mkdir()
    (made.folder / "secrets/kenmerk-nieuwstad").write_text(secrets.token_hex(32))
    (made.folder / "secrets/kenmerk-nieuwstad").chmod(0o600)
    for name in ("heffingen", "sociaal"):
        shutil.copy(made.folder / f"state/{name}.sqlite", made.folder / f"state/nieuwstad/{name}.sqlite")
    with sqlite3.connect(made.folder / "state/nieuwstad/heffingen.sqlite") as taxes:
        # Every assessment is one euro more, and so is what the system says is open.
        taxes.executescript(f"""
            UPDATE aanslag SET bedrag = printf('%.2f', bedrag + 1);
            UPDATE stand SET openstaand = printf('%.2f', openstaand +
                (SELECT count(*) FROM aanslag WHERE aanslag.zaak = stand.zaak AND status = 'D'));
            INSERT INTO subject VALUES (2001, '{NEWCOMER}', 'Inwoner 2001');
            INSERT INTO aanslag VALUES (30001, 2001, 'NWS-2026-0000001    ', NULL, 'OZB ', '50.25', 2026, '2026-02-28', 'J', 'D');
            INSERT INTO stand VALUES (2001, 'NWS-2026-0000001    ', '50.25');""")
    taxes.close()
    with sqlite3.connect(made.folder / "state/nieuwstad/sociaal.sqlite") as social:
        social.executescript("UPDATE vordering SET hoofdsom = '307,00' WHERE vorderingnr = 90311;")
    social.close()
    made.settings = made.settings.replace("callers:\n", """\
  nieuwstad:
    kenmerk: { id: k2, secret: kenmerk-nieuwstad }
    vendors: [json, soap]
    incomplete: refuse
    sources:
      heffingen: { file: state/nieuwstad/heffingen.sqlite }
      sociaal: { file: state/nieuwstad/sociaal.sqlite }
callers:
""" + f"""\
  ander: {{ key_sha256: "{house.sha256(OTHER_KEY)}", tenants: [nieuwstad], vendors: [json], questions: [schuldenoverzicht], assurance: midden }}
  beide: {{ key_sha256: "{house.sha256(BOTH_KEY)}", tenants: [voorbeeldstad, nieuwstad], vendors: [json], questions: [schuldenoverzicht], assurance: midden }}
""").replace(f'keten: {{ oin: "{house.KETEN_OIN}", tenants: [voorbeeldstad], vendors: [json]',
             f'keten: {{ oin: "{house.KETEN_OIN}", tenants: [nieuwstad], vendors: [soap]')
    made.write_settings()
    return made


def open_by_the_books(made, town, bsn):
    """Case → cents that are open, as the tax system of a town itself says."""
    place = made.folder / "state" / ("heffingen.sqlite" if town == "voorbeeldstad" else "nieuwstad/heffingen.sqlite")
    with sqlite3.connect(f"file:{place}?mode=ro", uri=True) as taxes:
        statement = "SELECT s.zaak, s.openstaand FROM subject p JOIN stand s ON s.subject = p.id WHERE p.bsn = ?"
        found = taxes.execute(statement, (bsn,)).fetchall()
    taxes.close()
    return {zaak.strip(): round(float(amount) * 100) for zaak, amount in found}


def computed(document):
    """The kenmerken of a document's remissions and corrections in tax cases: the source has no number for these."""
    return {event["gebeurtenis_kenmerk"] for case in document["body"]["financiele_zaken"] if not case["zaakkenmerk"].startswith("SZ-")
            for event in case["gebeurtenissen"]
            if event["gebeurtenis_type"] in ("FinancieleVerplichtingKwijtgescholden", "FinancieleVerplichtingGecorrigeerd")}


class TwoTowns(unittest.TestCase):
    def setUp(self):
        self.made = two_towns().start()
        self.addCleanup(self.made.remove)

    def cases(self, answer):
        """Case → balance in cents, of an answer of either dialect."""
        self.assertEqual(answer.status, 200, answer.text)
        if answer.headers["content-type"].startswith("text/xml"):
            return {case.findtext(f"{BK}zaakkenmerk"): int(case.findtext(f"{BK}saldo"))
                    for case in xml.fromstring(answer.body).iter(f"{BK}financiele_zaak")}
        documents = answer.json["documenten"]
        return {case["zaakkenmerk"]: case["saldo"] for document in documents for case in document["body"]["financiele_zaken"]}

    def ask_in(self, town, bsn, key=house.API_KEY):
        body = json.dumps({"bsn": bsn, "documentVersie": "4.1.0"})
        return self.made.request("POST", f"/{town}/v1/schuldenoverzicht", body, {"Content-Type": "application/json"}, key=key)

    def test_each_caller_gets_its_own_towns_data(self):
        citizens = [house.BSN, "999991450", "999990032", "999990044", "012345672", NEWCOMER]
        ways = [
            ("voorbeeldstad", "portaal", lambda bsn: self.made.ask_json(bsn, version="4.1.0")),
            ("nieuwstad", "ander", lambda bsn: self.made.ask_json(bsn, version="4.1.0", key=OTHER_KEY)),
            ("voorbeeldstad", "eform", lambda bsn: self.made.ask_soap(bsn)),
            ("nieuwstad", "keten", lambda bsn: self.made.ask_soap(bsn, certificate="keten")),
            ("voorbeeldstad", "beide", lambda bsn: self.ask_in("voorbeeldstad", bsn, BOTH_KEY)),
            ("nieuwstad", "beide", lambda bsn: self.ask_in("nieuwstad", bsn, BOTH_KEY)),
        ]
        books = {(town, bsn): open_by_the_books(self.made, town, bsn) for town in ("voorbeeldstad", "nieuwstad") for bsn in citizens}
        # What the test stands on: the towns do differ, for every citizen.
        for bsn in citizens:
            self.assertNotEqual(books["voorbeeldstad", bsn], books["nieuwstad", bsn])
        social = {"voorbeeldstad": 30_000 + 1_700, "nieuwstad": 30_700 + 1_700}
        rounds = 6
        todo = collections.deque((way, bsn) for _ in range(rounds) for bsn in citizens for way in ways)
        total, wrong, towns = len(todo), [], {}
        self.assertGreaterEqual(total, 200)

        def work():
            while True:
                try:
                    (town, name, ask), bsn = todo.popleft()
                except IndexError:
                    return
                try:
                    answer = ask(bsn)
                    found = self.cases(answer)
                    towns[answer.headers["x-request-id"]] = (name, town)
                    taxes = {case: cents for case, cents in found.items() if not case.startswith("SZ-")}
                    if taxes != books[town, bsn]:
                        wrong.append(f"{name} of {town} got other tax cases than its own")
                    if bsn == "012345672" and found.get("SZ-90311") != social[town]:
                        wrong.append(f"{name} of {town} got another claim than its own")
                except (AssertionError, OSError, http.client.HTTPException) as error:
                    wrong.append(f"{name} of {town}: {type(error).__name__} {error}")

        workers = [threading.Thread(target=work) for _ in range(12)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        self.assertEqual(wrong, [])
        self.assertEqual(len(towns), total)
        recorded = {record["reference"]: (record["actor"]["name"], record["object"]["tenant"]) for record in self.made.journal()
                    if record["kind"] == "audit"}
        self.assertEqual(recorded, towns)

    def test_computed_kenmerken_differ(self):
        for bsn in ("999990032", "999990044"):
            first, again, other = (self.made.ask_json(bsn, version="4.1.0", key=key).json["documenten"][0]
                                   for key in (house.API_KEY, house.API_KEY, OTHER_KEY))
            self.assertEqual(len(computed(first)), 1)
            self.assertEqual(computed(first), computed(again))
            self.assertEqual(len(computed(other)), 1)
            self.assertTrue(computed(first).isdisjoint(computed(other)), "the same row under another town's key")

    def test_the_other_town_is_refused(self):
        for key, town in ((house.API_KEY, "nieuwstad"), (OTHER_KEY, "voorbeeldstad")):
            answer = self.ask_in(town, house.BSN, key)
            self.assertEqual(answer.status, 403, answer.text)
            self.assertNotIn("financiele_zaken", answer.text)
        sample = (house.REPOSITORY / "deploy/demo/vraag.xml").read_text()
        for certificate, town in (("eform", "nieuwstad"), ("keten", "voorbeeldstad")):
            answer = self.made.request("POST", f"/{town}/soap/schuldenoverzicht", sample, {"Content-Type": "text/xml; charset=utf-8"},
                                       certificate=certificate, key=None)
            self.assertGreaterEqual(answer.status, 400, answer.text)
            self.assertIn("Fault", answer.text)
            self.assertNotIn("financiele_zaken", answer.text)
        # Who has both must say which: there is no town by default.
        answer = self.made.ask_json(key=BOTH_KEY)
        self.assertIn(answer.status, (400, 403, 404))
        self.assertNotIn("financiele_zaken", answer.text)
        refused = [record["result"] for record in self.made.journal() if record["kind"] == "audit"]
        self.assertEqual([result["outcome"] for result in refused], ["refused"] * 5)


class Environment(unittest.TestCase):
    def run_command(self, *words, seconds=60):
        environment = dict(os.environ, SWIFT_BACKTRACE="enable=no")
        return subprocess.run([shared.BINARY, *map(str, words)], capture_output=True, text=True, timeout=seconds, env=environment)

    def sentences(self, done):
        """What was said to a person: all that is no event."""
        return "\n".join(line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("{"))

    def test_port_in_use(self):
        made = house.House(shared.BINARY)
        self.addCleanup(made.remove)
        for listener in ("service", "admin"):
            with self.subTest(listener), socket.socket() as other:
                other.bind(("127.0.0.1", 0))
                other.listen()
                port = other.getsockname()[1]
                word = f'{listener}: {{ address: "127.0.0.1:'
                (made.folder / "deploy/blauwbrug.yaml").write_text(made.settings.replace(word + "0", word + str(port)))
                refused = self.run_command("serve", "--root", made.folder)
                self.assertEqual(refused.returncode, 3, refused.stderr)
                said = self.sentences(refused)
                self.assertRegex(said, rf"(?s)\b{listener}\b.*\bin use\b.*\.")
                for internal in ("Adapter.", "NIO", "errno", "Error("):
                    self.assertNotIn(internal, said)

    def test_check_says_when_there_are_no_settings(self):
        made = house.House(shared.BINARY)
        self.addCleanup(made.remove)
        checked = self.run_command("check", "--root", made.folder)
        self.assertNotIn("blauwbrug.yaml", self.sentences(checked), "with settings: no word of them")
        os.remove(made.folder / "deploy/blauwbrug.yaml")
        checked = self.run_command("check", "--root", made.folder)
        self.assertEqual(checked.returncode, 0, checked.stderr)
        self.assertIn("blauwbrug.yaml", self.sentences(checked))

    def test_a_secret_that_others_can_read(self):
        made = house.House(shared.BINARY)
        self.addCleanup(made.remove)
        names = ("kenmerk", "pseudonym")
        for name in names:
            (made.folder / "secrets" / name).chmod(0o600)
        for name in names:
            with self.subTest(name):
                path = made.folder / "secrets" / name
                path.chmod(0o644)
                try:
                    # One that is not refused serves until it is stopped: that is the failure, not a test that hangs.
                    refused = self.run_command("serve", "--root", made.folder, seconds=10)
                except subprocess.TimeoutExpired:
                    self.fail(f"it serves although secrets/{name} can be read by everybody")
                finally:
                    path.chmod(0o600)
                self.assertEqual(refused.returncode, 3, refused.stderr)
                self.assertIn(f"secrets/{name}", self.sentences(refused))
                self.assertNotIn(path.read_text(), refused.stdout + refused.stderr)
        made.start()
        self.assertEqual(made.ask_json().status, 200)

    def test_nobody_reads_standard_error(self):
        made = house.House(shared.BINARY)
        self.addCleanup(made.remove)
        port = house.free_port()
        word = 'service: { address: "127.0.0.1:'
        made.settings = made.settings.replace(word + "0", word + str(port))
        made.write_settings()
        reading, writing = os.pipe()
        self.addCleanup(os.close, reading)
        made.process = subprocess.Popen([shared.BINARY, "serve", "--root", str(made.folder)], stdout=writing, stderr=writing)
        os.close(writing)
        made.port = port
        self.wait_for(made)
        answered, mistakes = [], []

        def ask():
            connection = made.connection(timeout=10)
            for _ in range(800):
                try:
                    connection.request("POST", "/v1/schuldenoverzicht", json.dumps({"bsn": NEWCOMER}),
                                       {"Content-Type": "application/json", "X-Api-Key": house.API_KEY})
                    answer = connection.getresponse()
                    answer.read()
                except (OSError, http.client.HTTPException) as error:
                    mistakes.append(f"{type(error).__name__} {error}")
                    connection.close()
                    return
                if answer.status == 200:
                    answered.append(answer.headers["X-Request-Id"])
                else:
                    mistakes.append(answer.status)
            connection.close()

        workers = [threading.Thread(target=ask) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        self.assertEqual((len(answered), mistakes), (3_200, []))
        # It did write, until there was no room: nobody read a byte. A connection of its own is answered too.
        self.assertEqual(made.ask_json().status, 200)
        self.assertLessEqual(set(answered), {record.get("reference") for record in made.journal()})
        self.assertGreater(len(os.read(reading, 4_096)), 0, "what the test stands on: it wrote, and the pipe was full of it")
        self.assertEqual(made.stop(signal.SIGTERM, seconds=25), 0)

    def wait_for(self, made):
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", made.port)) == 0:
                    return
            if made.process.poll() is not None:
                break
            threading.Event().wait(0.1)
        self.fail("the program does not listen")


class AtTheDoor(unittest.TestCase):
    def setUp(self):
        self.made = shared.sqlite_house()

    def post(self, path, body, headers, certificate=None):
        """One request with exactly these headers, in this order."""
        connection = self.made.connection(certificate)
        self.addCleanup(connection.close)
        connection.putrequest("POST", path)
        for name, value in headers:
            connection.putheader(name, value)
        if not any(name == "Transfer-Encoding" for name, _ in headers):
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders()
        try:
            connection.send(body)
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            pass  # refused before the end; the answer is what counts
        answer = connection.getresponse()
        received = house.Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        if received.status >= 400:
            self.made.errors.append(f"{received.headers} {received.text}")
        return received

    def test_two_keys_are_one_too_many(self):
        body, kind = json.dumps({"bsn": house.BSN}).encode(), ("Content-Type", "application/json")
        key, same = ("X-Api-Key", house.API_KEY), ("Authorization", f"ApiKey {house.API_KEY}")
        for name, keys in {"one": [key], "one in Authorization": [same]}.items():
            self.assertEqual(self.post("/v1/schuldenoverzicht", body, [kind, *keys]).status, 200, name)
        for name, keys in {"twice": [key, key], "in two headers": [key, same], "good, then wrong": [key, ("X-Api-Key", "wrong")],
                           "wrong, then good": [("X-Api-Key", "wrong"), key], "twice in Authorization": [same, same]}.items():
            with self.subTest(name):
                answer = self.post("/v1/schuldenoverzicht", body, [kind, *keys])
                self.assertEqual(answer.status, 401, answer.text)
                self.assertNotIn("financiele_zaken", answer.text)

    def refused(self, answer, status, dialect):
        """A refusal in the caller's dialect, with a reference that finds its record."""
        self.assertEqual(answer.status, status, answer.text)
        if dialect == "soap":
            self.assertEqual(answer.headers["content-type"].split(";")[0], "text/xml")
            fault = xml.fromstring(answer.body).find(f"{SOAP}Body/{SOAP}Fault")
            self.assertIsNotNone(fault, answer.text)
            self.assertTrue(fault.findtext("faultstring"))
        else:
            self.assertEqual(answer.headers["content-type"].split(";")[0], "application/problem+json")
            self.assertEqual(answer.json["status"], status)
        reference = answer.headers.get("x-request-id")
        self.assertTrue(reference, "no X-Request-Id")
        records = [record for record in self.made.journal() if record.get("reference") == reference]
        self.assertEqual(len(records), 1, "one record of this refusal")
        self.assertEqual((records[0]["result"]["outcome"], records[0]["result"]["status"]), ("refused", status))
        self.assertTrue([event for event in self.made.events() if event.get("reference") == reference], "no line in the log")
        self.assertNotIn(house.BSN, answer.text)

    def dialects(self):
        sample = (house.REPOSITORY / "deploy/demo/vraag.xml").read_bytes()
        question = json.dumps({"bsn": house.BSN}).encode()
        key = ("X-Api-Key", house.API_KEY)
        return [("soap", "/soap/schuldenoverzicht", sample, [("Content-Type", "text/xml; charset=utf-8")], "eform"),
                ("json", "/v1/schuldenoverzicht", question, [("Content-Type", "application/json"), key], None)]

    def test_a_body_that_is_too_large(self):
        for dialect, path, body, headers, certificate in self.dialects():
            large = body + b" " * (1_100_000 - len(body))
            with self.subTest(dialect):
                self.refused(self.post(path, large, headers, certificate), 413, dialect)
            with self.subTest(dialect, sent="in chunks"):
                chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in
                                  (large[at:at + 50_000] for at in range(0, len(large), 50_000))) + b"0\r\n\r\n"
                self.refused(self.post(path, chunks, [*headers, ("Transfer-Encoding", "chunked")], certificate), 413, dialect)
            self.assertEqual(self.post(path, body, headers, certificate).status, 200)

    def test_a_body_that_comes_too_slowly(self):
        for dialect, path, body, headers, certificate in self.dialects():
            with self.subTest(dialect):
                answer = self.drip(path, body, headers, certificate)
                self.refused(answer, 408, dialect)
                if dialect == "soap":
                    fault = xml.fromstring(answer.body).find(f"{SOAP}Body/{SOAP}Fault")
                    self.assertEqual(fault.findtext("faultcode"), "SOAP-ENV:Client")
                    # StUF has no fault for what HTTP says itself, so there is no Fo02; the text is where the reference stands.
                    self.assertIsNone(fault.find("detail"))
                    self.assertIn(answer.headers["x-request-id"], fault.findtext("faultstring"))
            self.assertEqual(self.post(path, body, headers, certificate).status, 200)

    def drip(self, path, body, headers, certificate):
        """A question of which a byte comes five times per second, until the answer is there."""
        connection = self.made.connection(certificate)
        self.addCleanup(connection.close)
        connection.putrequest("POST", path)
        for name, value in headers:
            connection.putheader(name, value)
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders()
        for at in range(len(body)):
            connection.send(body[at:at + 1])
            if connection.sock.pending() or select.select([connection.sock], [], [], 0.2)[0]:
                break
        answer = connection.getresponse()
        received = house.Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        self.made.errors.append(f"{received.headers} {received.text}")
        return received

    def test_a_compressed_body(self):
        for dialect, path, body, headers, certificate in self.dialects():
            with self.subTest(dialect):
                answer = self.post(path, gzip.compress(body), [*headers, ("Content-Encoding", "gzip")], certificate)
                self.refused(answer, 415, dialect)
            self.assertEqual(self.post(path, body, headers, certificate).status, 200)


class KeptOut(unittest.TestCase):
    """What would give a citizen away to who reads the journal."""

    def test_no_bare_hash_and_no_name(self):
        made = house.House(shared.BINARY).start()
        self.addCleanup(made.remove)
        name = "Jansen-916.05"
        body, kind = {"bsn": house.BSN, "referentie": name}, {"Content-Type": "application/json"}
        answers = [
            made.request("POST", "/v1/schuldenoverzicht", json.dumps(body), kind),
            made.request("GET", "/v1/schuldenoverzicht", headers={"X-BSN": house.BSN, "X-Referentie": name}),
            made.ask_soap(change=lambda text: text.replace("demo-0001", name)),
            made.ask_json(NEWCOMER),
        ]
        for answer in answers:
            self.assertEqual(answer.status, 200, answer.text)
        made.request("GET", "/v1/schuldenoverzicht", headers={"X-BSN": "999990018", "X-Referentie": name})
        self.assertEqual(made.stop(), 0)
        files = sorted((made.folder / "state/journal").glob("journal-*.jsonl"))
        written = {"journal": "".join(path.read_text() for path in files), "log": made.log.read_text()}
        records = [json.loads(line) for line in written["journal"].splitlines()]
        results = [record["result"] for record in records if record["kind"] == "audit"]
        marks = [result["answer"] for result in results if result["outcome"] == "answered"]
        self.assertEqual(len(marks), len(answers))
        self.assertTrue(all(marks), "an answer leaves a mark: a keyed one")
        for place, text in written.items():
            for answer in answers:
                for algorithm in ("sha256", "sha1", "sha512", "md5"):
                    self.assertNotIn(hashlib.new(algorithm, answer.body).hexdigest(), text.lower(), place)
            for part in (name, "Jansen", "916.05"):
                self.assertNotIn(part, text, place)
        # A UUID says nothing of anybody: it is kept, so that a vendor's question about one request finds its record.
        made.start()
        plain = "f47ac10b-58cc-4372-a567-0e02b2c3d479"
        self.assertEqual(made.request("POST", "/v1/schuldenoverzicht", json.dumps(dict(body, referentie=plain)), kind).status, 200)
        self.assertIn(plain, json.dumps(made.journal()))


if __name__ == "__main__":
    unittest.main()
