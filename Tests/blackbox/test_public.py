"""The public listener from outside: checking documents by file and by number, its limits, and that nothing of a check is ever written down."""

import hashlib
import html.parser
import json
import re
import secrets
import signal
import sqlite3
import ssl
import threading
import unittest

import house
import shared

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# The security headers of every page (see also test_api_rules.py).
HEADERS = {
    "cache-control": r"no-store",
    "content-security-policy": r"default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; style-src( 'sha256-[^']+')+",
    "strict-transport-security": r"max-age=\d{8}.*",
    "x-content-type-options": r"nosniff",
    "x-frame-options": r"DENY",
    "referrer-policy": r"no-referrer",
}


def number():
    """A document number, as Core's DocumentNumber writes it."""
    values = [secrets.randbelow(32) for _ in range(15)]
    values.append(sum(value * (2 * at + 1) for at, value in enumerate(values)) % 32)
    text = "".join(SYMBOLS[value] for value in values)
    return "-".join(text[at:at + 4] for at in range(0, 16, 4))


class Document:
    """What a document would be, and its rows in the register."""

    def __init__(self):
        self.number = number()
        self.json = json.dumps({"geheim": secrets.token_hex(20)}).encode()
        self.pdf = b"%PDF-1.7\n% " + self.number.encode() + secrets.token_bytes(3000)

    @property
    def code(self):
        return hashlib.sha256(self.json).hexdigest()[:16]

    def enter(self, made):
        with sqlite3.connect(made.folder / "state/register/documents.sqlite") as register:
            register.execute("INSERT INTO document VALUES (?, 'voorbeeldstad', 1767225600, ?, 1, ?, 'b-b')",
                             (self.number, hashlib.sha256(self.pdf).digest(), hashlib.sha256(b"certificate").digest()))
            register.execute("INSERT INTO content VALUES (?, 0, ?)", (self.number, hashlib.sha256(self.json).digest()))
        register.close()
        return self


class Page(html.parser.HTMLParser):
    """The headings of a page, its forms with their fields, and everything it refers to."""

    VOID = ("meta", "input", "br", "link", "hr")

    def __init__(self, text):
        super().__init__()
        self.headings, self.forms, self.links, self.open = [], [], [], []
        self.feed(text)
        assert self.open == [], self.open

    def handle_starttag(self, tag, attributes):
        if tag not in self.VOID:
            self.open.append(tag)
        attributes = dict(attributes)
        if tag == "form":
            self.forms.append((attributes, {}))
        if tag == "input":
            self.forms[-1][1][attributes["name"]] = attributes
        if tag == "a":
            self.links.append(attributes["href"])
        if tag in ("h1", "h2"):
            self.headings.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag

    def handle_data(self, data):
        if self.open and self.open[-1] in ("h1", "h2"):
            self.headings[-1] += data


def settings(made, checks="checks: 100000, all_checks: 1000000"):
    return ('public: { address: "127.0.0.1:0", url: "https://schulden.voorbeeldstad.nl", certificate: tls/server.pem, key: tls/server.key, '
            f"{checks} }}\n")


def form(content, name="bestand", boundary="----grens7"):
    return (f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="overzicht.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
            ).encode() + content + f"\r\n--{boundary}--\r\n".encode()


class PublicPages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = house.House(shared.BINARY, limits="")
        cls.house.settings += settings(cls.house)
        cls.house.write_settings()
        cls.house.start()
        cls.port = {event["listener"]: event["port"] for event in cls.house.events() if event.get("event") == "listening"}["public"]
        cls.known = Document().enter(cls.house)

    @classmethod
    def tearDownClass(cls):
        cls.house.stop()
        cls.house.remove()

    def ask(self, method, path, body=None, headers=None):
        answer = self.house.request(method, path, body, headers, port=self.port, key=None)
        is_page = answer.headers["content-type"].startswith("text/html")
        for name, pattern in HEADERS.items():
            # A document is no page: it may do nothing at all.
            if name == "content-security-policy" and not is_page:
                pattern = r"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            self.assertRegex(answer.headers.get(name, ""), f"^{pattern}$", (name, path))
        if is_page and method != "HEAD":
            self.assertTrue(Page(answer.text).headings)
        return answer

    def upload(self, content, path="/controle", **options):
        return self.ask("POST", path, form(content, **options), {"Content-Type": "multipart/form-data; boundary=----grens7"})

    def outcome(self, answer):
        self.assertEqual(answer.status, 200, answer.text)
        return Page(answer.text).headings[1]

    def test_pages_and_methods(self):
        for method, path, status in [
            ("GET", "/", 200), ("HEAD", "/", 200), ("GET", "/controle", 200), ("HEAD", "/controle", 200), ("POST", "/", 405), ("PUT", "/controle", 405),
            ("TRACE", "/controle", 405), ("OPTIONS", "/", 405), ("GET", "/elders", 404), ("GET", "/favicon.ico", 404), ("GET", "/document/x", 404),
            ("HEAD", "/document/" + "A" * 43, 405), ("GET", "/document/" + "A" * 43, 404), ("POST", "/document/x", 405), ("GET", "/controle?x=%zz", 404),
        ]:
            with self.subTest(f"{method} {path}"):
                answer = self.ask(method, path)
                self.assertEqual(answer.status, status)
                if method == "HEAD":
                    self.assertEqual(answer.body, b"")
        self.assertIn("Deze link werkt niet meer", self.ask("GET", "/document/" + "A" * 43).text)

    def test_a_page_leads_to_the_check_in_both_languages(self):
        for language, first in (("", "/controle"), ("?taal=en", "/controle?taal=en")):
            landing = Page(self.ask("GET", "/" + language).text)
            self.assertIn(first, landing.links)
            upload, typed = Page(self.ask("GET", first).text).forms
            self.assertEqual((upload[0]["method"], upload[0]["action"], upload[0]["enctype"]), ("post", first, "multipart/form-data"))
            self.assertEqual(upload[1]["bestand"]["type"], "file")
            self.assertEqual(typed[0]["action"], "/controle")
            self.assertEqual(typed[1].get("taal", {}).get("value"), "en" if language else None)

    def test_genuine_changed_and_foreign_files(self):
        self.assertEqual(self.outcome(self.upload(self.known.pdf)), "Bekend en ongewijzigd")
        self.assertEqual(self.outcome(self.upload(self.known.json)), "Bekend en ongewijzigd")
        self.assertEqual(self.outcome(self.upload(self.known.pdf, path="/controle?taal=en")), "Known and unchanged")
        for at in (40, 1500, len(self.known.pdf) - 1):
            changed = bytearray(self.known.pdf)
            changed[at] ^= 1
            self.assertEqual(self.outcome(self.upload(bytes(changed))), "Gewijzigd", at)
        self.assertEqual(self.outcome(self.upload(self.known.pdf + b"\n")), "Gewijzigd")
        self.assertEqual(self.outcome(self.upload(Document().pdf)), "Onbekend")
        self.assertEqual(self.outcome(self.upload(b"\x00")), "Onbekend")

    def test_numbers_and_codes(self):
        known = self.known

        def asked(number, code):
            return self.ask("GET", f"/controle?n={number}&h={code}")

        self.assertEqual(self.outcome(asked(known.number, known.code)), "Bekend en ongewijzigd")
        self.assertEqual(self.outcome(asked(known.number.lower().replace("-", "%20"), known.code.upper())), "Bekend en ongewijzigd")
        self.assertEqual(self.outcome(asked(known.number, "0" * 16)), "Gewijzigd")
        self.assertEqual(self.outcome(asked(number(), known.code)), "Onbekend")
        for wrong in (known.number[:-1], known.number + "0", "", "%3Cscript%3E", "A" * 500):
            answer = asked(wrong, known.code)
            self.assertEqual(answer.status, 400)
            self.assertIn('href="#n"', answer.text)
            self.assertNotIn("<script", answer.text)
        # Without the code, and with a part of it, a number that exists is told as little as one that does not.
        for code in ("", known.code[:15]):
            texts = {asked(each, code).text.replace(each, "") for each in (known.number, number())}
            self.assertEqual(len(texts), 1)

    def test_forms_that_are_none(self):
        for body, kind in ((b"", "multipart/form-data; boundary=x"), (b"n=1", "application/x-www-form-urlencoded"), (form(b"x"), "multipart/form-data"),
                           (form(b"x")[:-6], "multipart/form-data; boundary=----grens7"), (b"--x--", "multipart/form-data; boundary=x"),
                           (form(b"x", name="anders"), "multipart/form-data; boundary=----grens7"), (form(b""), "multipart/form-data; boundary=----grens7")):
            answer = self.ask("POST", "/controle", body, {"Content-Type": kind})
            self.assertEqual(answer.status, 400, kind)
            self.assertIn('href="#bestand"', answer.text)

    def test_how_large_a_file_may_be(self):
        self.assertEqual(self.outcome(self.upload(b"%PDF" + bytes(9_999_996))), "Onbekend")
        answer = self.upload(b"%PDF" + bytes(9_999_997))
        self.assertEqual(answer.status, 413)
        self.assertIn("10 MB", answer.text)
        # One that is announced larger is not even waited for, and elsewhere little is taken.
        for method, path, length in (("POST", "/controle", 10_500_000), ("POST", "/", 5_000), ("POST", "/controle/", 5_000), ("PUT", "/controle", 5_000)):
            answer = self.ask(method, path, None, {"Content-Length": str(length), "Content-Type": "multipart/form-data; boundary=x"})
            self.assertEqual(answer.status, 413, path)

    def test_vendors_and_citizens_have_their_own_doors(self):
        body = json.dumps({"bsn": house.BSN})
        headers = {"Content-Type": "application/json", "X-Api-Key": house.API_KEY}
        for path in ("/v1/schuldenoverzicht", "/soap/schuldenoverzicht", "/livez", "/status", "/voorbeeldstad/v1/schuldenoverzicht"):
            answer = self.ask("POST", path, body, headers)
            self.assertEqual(answer.status, 404)
            self.assertTrue(answer.headers["content-type"].startswith("text/html"))
        for port in (self.house.port, self.house.local_port):
            for path in ("/controle", f"/controle?n={self.known.number}&h={self.known.code}", "/document/" + "A" * 43):
                answer = self.house.request("GET", path, port=port)
                self.assertEqual(answer.status, 404)
                self.assertNotIn("Schuldenoverzicht controleren", answer.text)
        # Only over TLS, and no certificate is asked for.
        with self.assertRaises((OSError, house.http.client.HTTPException)):
            plain = house.http.client.HTTPConnection("localhost", self.port, timeout=10)
            plain.request("GET", "/")
            plain.getresponse()

    def test_nothing_of_a_check_is_written_down(self):
        document, token = Document().enter(self.house), secrets.token_urlsafe(32)
        self.upload(document.pdf)
        self.upload(document.pdf + b"x")
        self.ask("GET", f"/controle?n={document.number}&h={document.code}")
        self.ask("GET", f"/controle?n={document.number}&h={'0' * 16}")
        self.ask("GET", f"/document/{token}")
        events = [event for event in self.house.events() if event.get("event") in ("document_checked", "document_fetched")]
        self.assertTrue({"known", "changed"} <= {event["outcome"] for event in events})
        self.assertTrue(all(set(event) <= {"time", "level", "event", "outcome", "way"} for event in events))
        written = self.house.log.read_text(errors="replace")
        for path in (self.house.folder / "state/journal").rglob("*"):
            written += path.read_text(errors="replace") if path.is_file() else ""
        hashes = [hashlib.sha256(each).hexdigest() for each in (document.pdf, document.pdf + b"x", document.json)]
        for canary in (document.number, document.number.replace("-", ""), document.code, token, "/controle", "/document", *hashes):
            self.assertNotIn(canary, written)

    def test_many_uploads_at_once_are_bounded_and_vendors_go_on(self):
        answers, lock = [], threading.Lock()
        whole = form(b"%PDF" + bytes(9_000_000))

        def send():
            try:
                answer = self.house.request("POST", "/controle", whole, {"Content-Type": "multipart/form-data; boundary=----grens7"}, port=self.port, key=None)
                status = answer.status
            except (OSError, house.http.client.HTTPException):
                # The connection is closed while it still sends: the page that says it is busy may be lost on the way.
                status = "cut"
            with lock:
                answers.append(status)

        threads = [threading.Thread(target=send) for _ in range(16)]
        for thread in threads:
            thread.start()
        self.assertEqual(self.house.ask_json().status, 200)
        for thread in threads:
            thread.join()
        self.assertLessEqual(set(answers), {200, 503, "cut"})
        self.assertIn(200, answers)
        # The room is given back.
        self.assertEqual(self.outcome(self.upload(self.known.pdf)), "Bekend en ongewijzigd")
        with open(f"/proc/{self.house.process.pid}/status") as status:
            peak = int(re.search(r"VmHWM:\s+(\d+) kB", status.read()).group(1))
        self.assertLess(peak, 500_000)


class PublicLimits(unittest.TestCase):
    def house_with(self, checks):
        made = house.House(shared.BINARY)
        self.addCleanup(made.remove)
        self.addCleanup(made.stop)
        made.settings += settings(made, checks)
        made.write_settings()
        made.start()
        port = {event["listener"]: event["port"] for event in made.events() if event.get("event") == "listening"}["public"]
        return made, port

    def test_checks_are_limited_and_pages_are_not(self):
        made, port = self.house_with("checks: 3, all_checks: 100")
        document = Document().enter(made)
        path = f"/controle?n={document.number}&h={document.code}"
        answers = [made.request("GET", path, port=port, key=None) for _ in range(6)]
        self.assertEqual([answer.status for answer in answers[:3]], [200] * 3)
        limited = [answer for answer in answers if answer.status == 429]
        self.assertTrue(limited)
        self.assertIn(int(limited[0].headers["retry-after"]), range(1, 61))
        self.assertIn("te veel gecontroleerd", limited[0].text)
        self.assertEqual(made.request("GET", "/controle", port=port, key=None).status, 200)
        self.assertEqual(made.ask_json().status, 200)
        # Other rates hold as soon as the settings are read again.
        made.settings = made.settings.replace("checks: 3, all_checks: 100", "checks: 1000, all_checks: 1000")
        made.write_settings()
        made.process.send_signal(signal.SIGHUP)
        until = house.time.time() + 20
        while made.request("GET", path, port=port, key=None).status != 200 and house.time.time() < until:
            house.time.sleep(0.05)
        self.assertEqual([made.request("GET", path, port=port, key=None).status for _ in range(5)], [200] * 5)

    def test_a_register_survives_a_kill_and_has_one_writer(self):
        made, port = self.house_with("checks: 1000")
        document = Document().enter(made)
        second = house.subprocess.run([made.binary, "serve", "--root", str(made.folder)], capture_output=True, text=True, timeout=60)
        self.assertNotEqual(second.returncode, 0)
        made.stop(signal.SIGKILL)
        made.start()
        port = {event["listener"]: event["port"] for event in made.events() if event.get("event") == "listening"}["public"]
        self.assertIn("Bekend en ongewijzigd", made.request("GET", f"/controle?n={document.number}&h={document.code}", port=port, key=None).text)

    def test_a_register_that_cannot_be_used_is_no_start(self):
        for what, words in (("lock", "another instance"), ("foreign", "something else"), ("folder", "cannot open the register")):
            with self.subTest(what):
                made = house.House(shared.BINARY)
                self.addCleanup(made.remove)
                made.settings += settings(made, "checks: 1000")
                made.write_settings()
                path = made.folder / "state/register/documents.sqlite"
                path.parent.mkdir(exist_ok=True)
                held = None
                if what == "foreign":
                    sqlite3.connect(path).execute("CREATE TABLE t (a)").connection.close()
                elif what == "folder":
                    path.mkdir()
                else:
                    import fcntl
                    held = open(f"{path}.lock", "w")
                    fcntl.flock(held, fcntl.LOCK_EX)
                done = house.subprocess.run([made.binary, "serve", "--root", str(made.folder)], capture_output=True, text=True, timeout=60)
                if held:
                    held.close()
                self.assertNotEqual(done.returncode, 0)
                self.assertIn(words.lower(), (done.stdout + done.stderr).lower())


def seal(made):
    """What a municipality seals with: a root, an authority below it, and a certificate for its seal."""
    folder = made.folder / "tls"
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    house.run("openssl", "req", "-x509", *curve, "-keyout", folder / "zegel-root.key", "-out", folder / "zegel-root.pem", "-days", "7",
              "-subj", "/O=Test/CN=Zegel Root", "-addext", "keyUsage=critical,keyCertSign,cRLSign")
    (folder / "zegel.ext").write_text("basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\n"
                                      "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n")
    house.run("openssl", "req", *curve, "-keyout", folder / "zegel.key", "-out", folder / "zegel.csr", "-subj", "/O=Gemeente Proef/CN=Zegel van Proef")
    house.run("openssl", "x509", "-req", "-in", folder / "zegel.csr", "-CA", folder / "zegel-root.pem", "-CAkey", folder / "zegel-root.key", "-CAcreateserial",
              "-days", "7", "-extfile", folder / "zegel.ext", "-out", folder / "zegel.pem")
    made.settings = made.settings.replace("    sources:\n", "    seal: { certificate: tls/zegel.pem, key: tls/zegel.key, level: b-b, roots: tls/zegel-root.pem }\n    sources:\n")


class SealedDocuments(unittest.TestCase):
    """Documents that were really made: asked by a vendor, checked and fetched by a citizen."""

    @classmethod
    def setUpClass(cls):
        cls.house = house.House(shared.BINARY)
        cls.house.settings += settings(cls.house)
        seal(cls.house)
        cls.house.write_settings()
        cls.house.start()
        cls.port = {event["listener"]: event["port"] for event in cls.house.events() if event.get("event") == "listening"}["public"]

    @classmethod
    def tearDownClass(cls):
        cls.house.stop()
        cls.house.remove()

    ask, upload, outcome = PublicPages.ask, PublicPages.upload, PublicPages.outcome

    def document(self, **headers):
        """A new document, as a vendor gets it."""
        answer = self.house.request("POST", "/v1/schuldenoverzicht", json.dumps({"bsn": house.BSN}), {
            "Content-Type": "application/json", "Accept": "application/pdf", **headers})
        self.assertIn(answer.status, (200, 202), answer.text[:500])
        return answer

    def attached(self, pdf, name):
        path = self.house.folder / "state/check.pdf"
        path.write_bytes(pdf)
        try:
            house.run("pdfdetach", "-savefile", name, "-o", path.with_suffix(".part"), path)
            return path.with_suffix(".part").read_bytes()
        finally:
            path.unlink()

    def test_what_was_issued_is_known_and_what_was_touched_is_not(self):
        answer = self.document()
        pdf, name = answer.body, answer.headers["x-documentnummer"]
        page = self.upload(pdf)
        self.assertEqual(self.outcome(page), "Bekend en ongewijzigd")
        self.assertIn("Het zegel klopt. Het is van Gemeente Proef", page.text)
        self.assertIn("Het overzicht is volledig", page.text)
        data, signed = (self.attached(pdf, f"schuldenoverzicht.{kind}") for kind in ("json", "jws"))
        code = hashlib.sha256(data).hexdigest()[:16]
        self.assertEqual(self.outcome(self.ask("GET", f"/controle?n={name}&h={code}")), "Bekend en ongewijzigd")
        self.assertEqual(self.outcome(self.ask("GET", f"/controle?n={name}&h={code[::-1]}")), "Gewijzigd")
        self.assertEqual(self.outcome(self.upload(data)), "Bekend en ongewijzigd")
        self.assertEqual(self.outcome(self.upload(signed)), "Bekend en ongewijzigd")
        self.assertEqual(self.outcome(self.upload(data + b" ")), "Onbekend")
        head, content, signature = signed.split(b".")
        broken = b".".join([head, content, (b"B" if signature[:1] == b"A" else b"A") + signature[1:]])
        self.assertEqual(self.outcome(self.upload(broken)), "Gewijzigd")
        for at in range(200, len(pdf), len(pdf) // 12):
            changed = bytearray(pdf)
            changed[at] ^= 1
            # A file that was changed is recognised by the number in its metadata; when that itself was changed, nothing is left to recognise it by.
            is_number = 0 <= at - pdf.find(name.encode()) < len(name)
            self.assertEqual(self.outcome(self.upload(bytes(changed))), "Onbekend" if is_number else "Gewijzigd", at)
        self.assertEqual(self.outcome(self.upload(pdf + b"\n%%EOF\n")), "Gewijzigd")

    def test_the_register_holds_hashes_and_no_content(self):
        answer = self.document()
        with sqlite3.connect(self.house.folder / "state/register/documents.sqlite") as register:
            row = register.execute("SELECT * FROM document WHERE number = ?", (answer.headers["x-documentnummer"],)).fetchone()
            mappings = register.execute("SELECT name, length(hash) FROM mapping WHERE number = ? ORDER BY name", (row[0],)).fetchall()
        register.close()
        leaf = ssl.PEM_cert_to_DER_cert((self.house.folder / "tls/zegel.pem").read_text())
        self.assertEqual((row[1], row[3:]), ("voorbeeldstad", (hashlib.sha256(answer.body).digest(), 1, hashlib.sha256(leaf).digest(), "b-b")))
        self.assertEqual(mappings, [("heffingen", 32), ("sociaal", 32)])
        held = b"".join(path.read_bytes() for path in (self.house.folder / "state/register").glob("documents.sqlite*"))
        for canary in house.CANARIES:
            self.assertNotIn(canary.encode(), held)

    def test_a_link_is_fetched_once_and_recorded(self):
        answer = self.document(Prefer="respond-async")
        self.assertEqual(answer.status, 202)
        place = answer.headers["location"]
        self.assertTrue(place.startswith("https://schulden.voorbeeldstad.nl/document/"))
        path = place.removeprefix("https://schulden.voorbeeldstad.nl")
        self.assertEqual(self.ask("HEAD", path).status, 405)
        until = house.time.time() + 30
        fetched = self.ask("GET", path)
        while fetched.status == 202 and house.time.time() < until:
            self.assertEqual(fetched.headers["refresh"], "2")
            house.time.sleep(0.05)
            fetched = self.ask("GET", path)
        self.assertEqual((fetched.status, fetched.headers["content-type"]), (200, "application/pdf"))
        self.assertTrue(fetched.body.startswith(b"%PDF"))
        self.assertRegex(fetched.headers["content-disposition"], r'^attachment; filename="schuldenoverzicht-[0-9A-Z-]{19}\.pdf"$')
        self.assertEqual(self.outcome(self.upload(fetched.body)), "Bekend en ongewijzigd")
        until = house.time.time() + 30
        again = self.ask("GET", path)
        while again.status == 202 and house.time.time() < until:
            house.time.sleep(0.05)
            again = self.ask("GET", path)
        self.assertEqual(again.status, 404)
        records = [record for record in self.house.journal() if fetched.headers["x-request-id"] in json.dumps(record)]
        self.assertEqual(len(records), 1)
        token = path.removeprefix("/document/")
        written = self.house.log.read_text(errors="replace") + json.dumps(self.house.journal())
        for each in (path, token):
            self.assertNotIn(each, written)


if __name__ == "__main__":
    unittest.main()
