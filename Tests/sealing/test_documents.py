"""Certified documents of the running program, judged by programs that nobody here wrote."""

import json
import re
import subprocess
import unittest
from concurrent.futures import ThreadPoolExecutor

import foreign
import jsonschema
import trial

NONE, ONE, SIX, FORTY, OVERPAID, REMITTED = "999993653", "999991450", "999990019", "999990056", "999990044", "999990032"
# Seal settings → what is asked of it: citizen, version, language.
ASKED = {
    "b-t": [(NONE, None, "nl"), (ONE, None, "nl"), (SIX, None, "nl"), (FORTY, None, "nl"), (SIX, "4.1.0", "en"), (OVERPAID, "4.1.0", "nl"),
            (REMITTED, None, "en")],
    "b-b": [(SIX, None, "nl")],
    "b-lt": [(SIX, None, "nl")],
    "rsa": [(SIX, "4.1.0", "nl")],
    "hsm": [(SIX, None, "nl")],
}
KEYS = {"rsa": "rsa", "hsm": "hsm"}


class Documents(unittest.TestCase):
    maxDiff = 2_000

    @classmethod
    def setUpClass(cls):
        cls.documents = []
        for name, questions in ASKED.items():
            for bsn, version, language in questions:
                answer = trial.houses[name].document(bsn, version, language)
                cls.documents.append(trial.Document(name, bsn, version, language, answer))

    def every(self, judge):
        """Asks one program about every document, several at a time."""
        with ThreadPoolExecutor(4) as pool:
            for document, found in zip(self.documents, pool.map(judge, self.documents)):
                with self.subTest(document=document.name):
                    self.assertEqual(found, [])

    def test_all_came(self):
        for document in self.documents:
            with self.subTest(document=document.name):
                self.assertEqual((document.answer.status, document.answer.headers["content-type"]), (200, "application/pdf"), document.answer.text[:500])
                self.assertRegex(document.answer.headers["content-disposition"], r'^attachment; filename="schuldenoverzicht-[0-9A-Z-]{19}\.pdf"$')

    def test_archival_and_accessible_by_page_validation(self):
        self.every(lambda document: foreign.archival(document.path))

    def test_accessible_by_outloud_and_pdfua(self):
        self.every(lambda document: foreign.accessible(document.path))

    def test_sealed_by_pyhanko(self):
        self.every(lambda document: foreign.sealed(document.path, trial.office))

    def test_sealed_by_poppler(self):
        # Behind a lasting seal stands what proves it: the file is longer than what was sealed.
        self.every(lambda document: [said for said in foreign.poppler(document.path, trial.store)
                                     if not (document.seal == "b-lt" and said == "Total document signed")])

    def test_unchanged_by_mupdf(self):
        self.every(lambda document: foreign.unchanged(document.path) if document.seal != "b-lt" else [])

    def test_well_formed_by_qpdf(self):
        self.every(lambda document: foreign.well_formed(document.path))

    def test_signature_by_openssl(self):
        self.every(lambda document: foreign.cms(document.path, document.folder, trial.office.folder / "root.pem"))

    def test_levels(self):
        for document in self.documents:
            with self.subTest(document=document.name):
                data = document.path.read_bytes()
                signature, _ = foreign.cut(data)
                told = subprocess.run(["openssl", "asn1parse", "-inform", "DER"], input=signature, capture_output=True, check=True).stdout.decode()
                self.assertNotIn("signingTime", told, "PAdES has no signing-time attribute")
                self.assertIn("id-smime-aa-signingCertificateV2", told)
                self.assertEqual("id-smime-aa-timeStampToken" in told, document.seal in ("b-t", "b-lt"))
                self.assertEqual(data.count(b"%%EOF"), 2 if document.seal == "b-lt" else 1)
                self.assertEqual(b"/DocMDP" in data, document.seal != "b-lt")

    def test_the_data_inside_are_what_the_json_dialect_sends(self):
        for document in self.documents:
            with self.subTest(document=document.name):
                found = foreign.attachments(document.path, document.folder)
                self.assertEqual(sorted(found), ["schuldenoverzicht.json", "schuldenoverzicht.jws"])
                question = {"version": document.version} if document.version else {}
                sent = trial.houses[document.seal].ask_json(document.bsn, **question).body
                # The document as it stands in the reply, byte for byte, but for the moments.
                inside = sent[sent.index(b'"documenten":[') + len(b'"documenten":['):sent.rindex(b"]}")]
                moments = re.compile(rb'("(?:document_datumtijd|saldo_datumtijd)":")[^"]+')
                self.assertEqual(moments.sub(rb"\1", found["schuldenoverzicht.json"]), moments.sub(rb"\1", inside))

    def test_the_data_fit_the_published_schema(self):
        for document in self.documents:
            with self.subTest(document=document.name):
                contract = trial.houses[document.seal].request("GET", "/v1/openapi.json", key=None).json
                content = json.loads(foreign.attachments(document.path, document.folder)["schuldenoverzicht.json"])
                reply = next(iter(contract["paths"].values()))["post"]["responses"]["200"]["content"]["application/json"]["schema"]
                whole = {"volledig": True, "meldingen": [], "documenten": [content]}
                jsonschema.Draft202012Validator({**reply, "components": contract["components"]}).validate(whole)
                # A test that cannot fail is none.
                content["body"]["financiele_zaken"] = "geen"
                with self.assertRaises(jsonschema.ValidationError):
                    jsonschema.Draft202012Validator({**reply, "components": contract["components"]}).validate(whole)

    def test_the_data_signed_by_themselves(self):
        for document in self.documents:
            with self.subTest(document=document.name):
                found = foreign.attachments(document.path, document.folder)
                token, content = found["schuldenoverzicht.jws"], found["schuldenoverzicht.json"]
                certificate = trial.office.certificates[KEYS.get(document.seal, "seal")]
                self.assertEqual(foreign.compact(token, certificate, content), [])
                self.assertNotEqual(foreign.compact(token[:-6] + b"AAAAAA", certificate, content), [])
                head = foreign.header(token)
                self.assertEqual((head["typ"], head["cty"]), ("jose", "json"))
                self.assertIn("x5t#S256", head)
                self.assertIn("iat", head)
                self.assertNotIn("sigT", head)
                self.assertTrue(head["blauwbrug"]["volledig"])
                self.assertEqual(head["blauwbrug"]["documentnummer"], document.number)

    def test_the_code_on_paper(self):
        for document in self.documents:
            with self.subTest(document=document.name):
                import hashlib

                content = foreign.attachments(document.path, document.folder)["schuldenoverzicht.json"]
                begin = hashlib.sha256(content).hexdigest()[:16]
                said = foreign.code(document.path, document.folder)
                self.assertEqual(len(said), 1, said)
                self.assertIn(said[0], (f"documentnummer {document.number} {begin}", f"https://schulden.voorbeeldstad.example/controle?n={document.number}&h={begin}"))

    def test_everything_is_on_the_pages(self):
        """Every case and every amount of the data can be read."""
        for document in self.documents:
            with self.subTest(document=document.name):
                said = foreign.text(document.path).replace("€ ", "€")
                content = json.loads(foreign.attachments(document.path, document.folder)["schuldenoverzicht.json"])
                cases = content["body"]["financiele_zaken"]
                if not cases:
                    self.assertIn("geen openstaande schulden" if document.language == "nl" else "no outstanding debts", said)
                for zaak in cases:
                    self.assertIn(zaak["zaakkenmerk"], said)
                    amounts = {zaak["saldo"]} | {event["bedrag"] for event in zaak["gebeurtenissen"] if "bedrag" in event}
                    for cents in amounts:
                        whole, rest = divmod(abs(cents), 100)
                        written = f"{whole:,}.{rest:02}" if document.language == "en" else f"{whole:,}".replace(",", ".") + f",{rest:02}"
                        self.assertIn(written, said)

    def test_verify_agrees(self):
        for document in self.documents:
            with self.subTest(document=document.name):
                done = trial.verify(document.path)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                self.assertEqual(json.loads(done.stdout)["verdict"], "genuine")

    def test_nothing_replaced_and_nothing_cut(self):
        for document in self.documents:
            with self.subTest(document=document.name):
                said = foreign.text(document.path)
                self.assertNotIn("\ufffd", said)
                fonts = foreign.run("pdffonts", document.path).stdout
                for line in fonts.splitlines()[2:]:
                    self.assertRegex(line, r"yes\s+yes\s+yes", "embedded, a subset, with its Unicode")

    def test_pictures_are_kept(self):
        for document in self.documents:
            subprocess.run(["pdftoppm", "-r", "60", "-png", document.path, document.folder / "pagina"], check=True)
            self.assertTrue(list(document.folder.glob("pagina-*.png")))
