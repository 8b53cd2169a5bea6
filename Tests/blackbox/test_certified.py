"""Certified documents as vendors get them: the PDF itself, in base64, beside the message, by a link, now or later; the same for the same question."""

import base64
import concurrent.futures
import email
import email.policy
import json
import re
import time
import unittest

import house
import shared

SEAL = "    seal: { certificate: tls/seal-chain.pem, key: tls/seal.key, level: b-b, roots: tls/ca.pem }\n"
PUBLIC = 'public: { address: "127.0.0.1:0", url: "https://schulden.voorbeeldstad.nl", certificate: tls/server.pem, key: tls/server.key, link_minutes: 15 }\n'
NUMBER = r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}"
LINK = r"https://schulden\.voorbeeldstad\.nl/document/([A-Za-z0-9_-]{43})"
VENDORS = ("json", "soap", "zaakloket")


def sealing(name, hasSeal=True):
    made = house.House(shared.BINARY, vendors=VENDORS, known_as=("0999",))
    made.certificates.make("seal", "/O=Gemeente Voorbeeldstad/CN=Zegel", "keyUsage=critical,digitalSignature,nonRepudiation\n")
    leaf, authority = made.certificates.certificate("seal").read_text(), made.certificates.authority.read_text()
    (made.folder / "tls/seal-chain.pem").write_text(leaf + authority)
    if hasSeal:
        made.settings = made.settings.replace("    sources:\n", SEAL + "    sources:\n", 1)
    made.settings += PUBLIC
    made.write_settings()
    return made.start()


class Certified(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = sealing("certified")
        until = time.time() + 30
        while time.time() < until:
            ports = {event["listener"]: event["port"] for event in cls.house.events() if event.get("event") == "listening"}
            if "public" in ports:
                cls.public = ports["public"]
                return
            time.sleep(0.02)
        raise RuntimeError("no public listener")

    @classmethod
    def tearDownClass(cls):
        cls.house.stop()
        cls.house.remove()

    def ask(self, headers=None, port=None, **question):
        body = json.dumps({"bsn": house.BSN} | question)
        return self.house.request("POST", "/v1/schuldenoverzicht", body, {"Content-Type": "application/json"} | (headers or {}), port=port)

    def fetch(self, link):
        token = re.fullmatch(LINK, link).group(1)
        return self.house.request("GET", f"/document/{token}", key=None, port=self.public)

    def records(self):
        return self.house.journal()

    def test_the_pdf_itself(self):
        answer = self.ask({"Accept": "application/pdf, application/json;q=0.5"})
        self.assertEqual(answer.status, 200, answer.text[:300])
        self.assertEqual(answer.headers["content-type"], "application/pdf")
        number = answer.headers["x-documentnummer"]
        self.assertRegex(number, NUMBER)
        self.assertEqual(answer.headers["content-disposition"], f'attachment; filename="schuldenoverzicht-{number}.pdf"')
        self.assertEqual(answer.headers["x-volledig"], "true")
        self.assertTrue(answer.body.startswith(b"%PDF-1.7"))
        record = [one for one in self.records() if one["reference"] == answer.headers["x-request-id"]][0]
        self.assertEqual((record["result"]["outcome"], record["result"]["document"]), ("answered", number))

    def test_json_is_the_rule(self):
        for accept in ("*/*", "application/json, application/pdf", "application/pdf;q=0.2, application/*", ""):
            with self.subTest(accept=accept):
                self.assertTrue(self.ask({"Accept": accept}).headers["content-type"].startswith("application/json"))
        self.assertEqual(self.ask({"Accept": "text/html"}).status, 406)
        wrong = self.ask({"Accept": "application/pdf"}, bsn="123")
        self.assertEqual((wrong.status, wrong.headers["content-type"]), (400, "application/problem+json"))

    def test_the_same_question_is_the_same_document(self):
        first, second = (self.ask({"Accept": "application/pdf"}, referentie="zelfde-vraag") for _ in range(2))
        self.assertEqual((first.status, second.status), (200, 200))
        self.assertEqual(first.body, second.body)
        self.assertEqual(self.records()[-1]["result"]["outcome"], "repeated")
        self.assertEqual(self.records()[-1]["result"]["sources"], [])
        for other in ({"referentie": "andere-vraag"}, {"referentie": "zelfde-vraag", "taal": "en"}, {}):
            self.assertNotEqual(self.ask({"Accept": "application/pdf"}, **other).body, first.body)

    def test_at_once_and_together(self):
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: self.ask({"Accept": "application/pdf"}, referentie="tegelijk"), range(8)))
        self.assertEqual({answer.status for answer in answers}, {200})
        self.assertEqual(len({answer.body for answer in answers}), 1)

    def test_base64(self):
        answer = self.ask(representatie="pdf").json
        self.assertTrue(base64.b64decode(answer["pdf"], validate=True).startswith(b"%PDF-1.7"))
        self.assertRegex(answer["documentnummer"], NUMBER)
        self.assertEqual(answer["documenten"], [])
        told = self.house.ask_soap(change=lambda text: re.sub(r"<BK:representatie>\w+</BK:representatie>", "<BK:representatie>pdf</BK:representatie>", text))
        found = re.search(r"<BK:documentPdf>([^<]*)</BK:documentPdf>", told.text)
        self.assertIsNotNone(found, told.text[:400])
        self.assertTrue(base64.b64decode(found.group(1), validate=True).startswith(b"%PDF-1.7"))

    def test_beside_the_message(self):
        case = house.REPOSITORY / "connectors/vendors/zaakloket/cases/mtom/request.xml"
        body = case.read_text().replace(">12345672<", f">{house.BSN}<").encode()
        for sent, header in (
            (body, "text/xml; charset=utf-8"),
            (b'--b\r\nContent-Type: application/xop+xml; charset=utf-8; type="text/xml"\r\n\r\n' + body + b"\r\n--b--\r\n",
             'multipart/related; type="application/xop+xml"; boundary="b"; start-info="text/xml"'),
        ):
            with self.subTest(header=header):
                answer = self.house.request("POST", "/zaakloket/VorderingenService", sent, {"Content-Type": header}, certificate="eform", key=None)
                self.assertEqual(answer.status, 200, answer.text[:400])
                message = email.message_from_bytes(b"Content-Type: " + answer.headers["content-type"].encode() + b"\r\n\r\n" + answer.body, policy=email.policy.HTTP)
                root, pdf = message.iter_parts()
                self.assertEqual(root.get_content_type(), "application/xop+xml")
                href = re.search(r'href="cid:([^"]+)"', root.get_payload(decode=True).decode()).group(1)
                self.assertEqual(pdf["Content-ID"], f"<{href}>")
                self.assertTrue(pdf.get_payload(decode=True).startswith(b"%PDF-1.7"))

    def test_a_link_works_once(self):
        answer = self.ask(representatie="link").json
        self.assertNotIn(house.BSN, answer["link"])
        got = self.fetch(answer["link"])
        self.assertEqual((got.status, got.headers["content-type"]), (200, "application/pdf"))
        self.assertTrue(got.body.startswith(b"%PDF-1.7"))
        record = self.records()[-1]
        self.assertEqual((record["result"]["outcome"], record["result"]["document"]), ("fetched", answer["documentnummer"]))
        self.assertEqual(self.fetch(answer["link"]).status, 404)

    def test_a_link_asked_again(self):
        first = self.ask(representatie="link", referentie="nog-eens").json
        document = self.fetch(first["link"]).body
        second = self.ask(representatie="link", referentie="nog-eens").json
        self.assertEqual(first, second)
        self.assertEqual(self.fetch(second["link"]).body, document)

    def test_later(self):
        answer = self.ask({"Prefer": "respond-async", "Accept": "application/pdf"})
        self.assertEqual(answer.status, 202, answer.text)
        self.assertEqual(answer.headers["preference-applied"], "respond-async")
        self.assertEqual(answer.headers["location"], answer.json["link"])
        until = time.time() + 30
        while (got := self.fetch(answer.json["link"])).status == 202 and time.time() < until:
            time.sleep(0.05)
        self.assertEqual(got.status, 200)
        mine = [one["result"]["outcome"] for one in self.records() if one["reference"] == answer.headers["x-request-id"]]
        self.assertEqual(mine, ["promised", "answered"])


class WithoutASeal(unittest.TestCase):
    def test_nothing_unsealed(self):
        made = sealing("unsealed", hasSeal=False)
        try:
            headers = {"Content-Type": "application/json", "Accept": "application/pdf"}
            answer = made.request("POST", "/v1/schuldenoverzicht", json.dumps({"bsn": house.BSN}), headers)
            self.assertGreaterEqual(answer.status, 400)
            self.assertEqual(answer.headers["content-type"], "application/problem+json")
            self.assertEqual(made.ask_json().status, 200)
        finally:
            made.stop()
            made.remove()
