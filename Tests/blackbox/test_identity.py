"""Who is logged in, how sure that is, for whom he asks, and that it is a citizen: in SOAP and in JSON, and as the journal says it."""

import json
import re
import subprocess
import unittest

import house
import shared

ACTING, OTHER = house.BSN, "999993653"
URN = "urn:oasis:names:tc:SAML:2.0:ac:classes:"
# Every way to write a level, with its number.
SPELLINGS = {
    "10": 10, "Basis": 10, f"{URN}PasswordProtectedTransport": 10,
    "20": 20, "midden": 20, f"{URN}MobileTwoFactorContract": 20, "http://eidas.europa.eu/LoA/low": 20, "low": 20,
    "25": 25, "SUBSTANTIEEL": 25, f"{URN}Smartcard": 25, "http://eidas.europa.eu/LoA/substantial": 25, "Substantial": 25,
    "30": 30, "hoog": 30, f"{URN}SmartcardPKI": 30, "http://eidas.europa.eu/LoA/high": 30, "high": 30,
}
UNKNOWN = ["15", "Gemiddeld", "20.0", f"{URN}unspecified", "https://eidas.europa.eu/LoA/low"]
SILENT, LOW, HIGH = "zonder-niveau", "te-laag", "hoog-genoeg"


# How a vendor's sample reads the `auth_context` of Open Formulieren.
CONTEXT = {
    "auth_bsn": "{bsn}",
    "auth_context": {
        "source": {"a:value": "digid", "a:company": "eherkenning"},
        "levelOfAssurance": "{betrouwbaarheidsniveau}",
        "authorizee": {"legalSubject": {
            "identifierType": {"a:value": "bsn", "a:company": "rsin kvkNummer"}, "identifier": {"a:value": "{bsn}", "a:same": True}}},
        "representee": {
            "a:optional": True, "identifierType": {"a:value": "bsn", "a:company": True}, "identifier": "{vertegenwoordigde}"},
        "mandate": {"a:any": "het formulier vraagt alleen machtigingen voor deze dienst", "a:optional": True},
    },
}
CONTEXT_CONNECTOR = """\
vendor: context
dialect: json
questions:
  schuldenoverzicht:
    asks: [{ method: POST, paths: [/context], request: ask.json }]
    reply: reply.json
"""


class Identity(unittest.TestCase):
    """One house where citizens may ask for each other, and callers whose contracts say different things."""

    @classmethod
    def setUpClass(cls):
        caller = lambda name, words: (
            f'  {name}: {{ key_sha256: "{house.sha256(name)}", tenants: [voorbeeldstad], vendors: [json, stuf-fin, context], '
            f"questions: [schuldenoverzicht]{words} }}\n")
        cls.made = house.House(shared.BINARY, extra_callers=caller(SILENT, "") + caller(LOW, ", assurance: basis") + caller(HIGH, ", assurance: hoog"))
        cls.addClassCleanup(cls.made.remove)
        cls.made.settings = cls.made.settings.replace("    vendors: [json, soap]\n", "    vendors: [json, soap, stuf-fin, context]\n    representation: allow\n")
        # What the vendor of SOAP agreed with the municipality: less than DigiD Substantieel is not enough.
        connector = cls.made.folder / "connectors/vendors/soap/connector.yaml"
        connector.write_text(connector.read_text().replace("    reply: reply.xml", "    minimum_assurance: substantieel\n    reply: reply.xml"))
        folder = cls.made.folder / "connectors/vendors/context"
        folder.mkdir()
        (folder / "connector.yaml").write_text(CONTEXT_CONNECTOR)
        (folder / "ask.json").write_text(json.dumps(CONTEXT))
        (folder / "reply.json").write_text((house.REPOSITORY / "connectors/vendors/json/reply.json").read_text())
        cls.made.write_settings()
        cls.made.start()

    def json(self, body, key=house.API_KEY, headers=None):
        """The answer, and the record of it."""
        answer = self.made.request("POST", "/v1/schuldenoverzicht", json.dumps(body), {"Content-Type": "application/json", **(headers or {})}, key=key)
        return answer, self.made.journal()[-1]

    def get(self, headers, key=house.API_KEY):
        answer = self.made.request("GET", "/v1/schuldenoverzicht", headers=headers, key=key)
        return answer, self.made.journal()[-1]

    def soap(self, level, bsn=house.BSN, extra=""):
        def change(text):
            text = re.sub(r"(<BK:betrouwbaarheidsniveau>)[^<]*", lambda found: found.group(1) + level, text)
            return text.replace("<BK:authenticatie>", f"{extra}<BK:authenticatie>")
        answer = self.made.ask_soap(bsn, change=change)
        return answer, self.made.journal()[-1]

    def refused(self, answer, name, *words):
        """A 403 or StUF052 that names the field and says why, and no person."""
        if answer.headers["content-type"].startswith("text/xml"):
            self.assertEqual(answer.status, 500)
            self.assertIn("<StUF:code>StUF052</StUF:code>", answer.text)
        else:
            self.assertEqual(answer.status, 403, answer.text)
            self.assertEqual([problem["name"] for problem in answer.json["invalidParams"]], [name])
            self.assertIn(answer.json["invalidParams"][0]["reason"], answer.json["detail"])
        for word in (name, *words):
            self.assertIn(word, answer.text)
        for bsn in (ACTING, OTHER):
            self.assertNotIn(bsn, answer.text)

    # Levels.

    def test_every_spelling(self):
        for text, number in SPELLINGS.items():
            with self.subTest(text):
                for answer, record in (
                    self.json({"bsn": ACTING, "betrouwbaarheidsniveau": text}), self.get({"X-BSN": ACTING, "X-LoA": text})):
                    self.assertEqual(record["assurance"], {"level": number, "from": "message"})
                    if number >= 20:
                        self.assertEqual(answer.status, 200, answer.text)
                    else:
                        self.refused(answer, "betrouwbaarheidsniveau", "te laag niveau", "Midden (20)")
                answer, record = self.soap(text)
                self.assertEqual(record["assurance"], {"level": number, "from": "message"})
                if number >= 25:
                    self.assertEqual(answer.status, 200, answer.text)
                else:
                    self.refused(answer, "betrouwbaarheidsniveau", "te laag niveau", "Substantieel (25)")
        answer, record = self.json({"bsn": ACTING, "betrouwbaarheidsniveau": 25})
        self.assertEqual((answer.status, record["assurance"]["level"]), (200, 25))

    def test_an_unknown_spelling_is_not_taken_for_none(self):
        for text in UNKNOWN:
            with self.subTest(text):
                for key in (house.API_KEY, HIGH):
                    answer, record = self.json({"bsn": ACTING, "betrouwbaarheidsniveau": text}, key=key)
                    self.assertEqual(answer.status, 400)
                    self.assertEqual([problem["code"] for problem in answer.json["invalidParams"]], ["assurance"])
                    self.assertNotIn(f'"{text}"', answer.text)
                    self.assertIsNone(record["assurance"])
                answer, _ = self.get({"X-BSN": ACTING, "X-LoA": text})
                self.assertEqual([problem["name"] for problem in answer.json["invalidParams"]], ["X-LoA"])
                answer, record = self.soap(text)
                self.assertIn("<StUF:code>StUF055</StUF:code>", answer.text)
                self.assertIn("betrouwbaarheidsniveau: ", answer.text)

    def test_what_the_contract_says_counts_when_the_message_says_nothing(self):
        answer, record = self.json({"bsn": ACTING}, key=HIGH)
        self.assertEqual((answer.status, record["assurance"]), (200, {"level": 30, "from": "contract"}))
        answer, record = self.json({"bsn": ACTING, "betrouwbaarheidsniveau": "20"}, key=HIGH)
        self.assertEqual((answer.status, record["assurance"]), (200, {"level": 20, "from": "message"}))
        # The contract does not raise what a message says, and does not lower it.
        self.refused(self.json({"bsn": ACTING, "betrouwbaarheidsniveau": "10"}, key=HIGH)[0], "betrouwbaarheidsniveau", "Midden (20)")
        self.assertEqual(self.json({"bsn": ACTING, "betrouwbaarheidsniveau": "20"}, key=LOW)[0].status, 200)
        self.refused(self.json({"bsn": ACTING}, key=LOW)[0], "betrouwbaarheidsniveau", "is vastgelegd is te laag", "Midden (20)")
        answer, record = self.json({"bsn": ACTING}, key=SILENT)
        self.refused(answer, "betrouwbaarheidsniveau", "is er geen vastgelegd", "Midden (20)")
        self.assertIsNone(record["assurance"])
        self.assertEqual(record["result"]["situation"], "forbidden")

    # Representation.

    def cases(self, answer):
        return [one["zaakkenmerk"] for document in answer.json["documenten"] for one in document["body"]["financiele_zaken"]]

    def test_the_debts_are_those_of_the_represented_person(self):
        mine, own = self.json({"bsn": ACTING})
        theirs, other = self.json({"bsn": OTHER})
        self.assertNotEqual(self.cases(mine), self.cases(theirs))
        self.assertIsNone(own["object"]["acting"])
        asked = {
            "body": self.json({"bsn": OTHER, "vertegenwoordiger": ACTING}),
            "header": self.get({"X-BSN": ACTING, "X-Vertegenwoordigde": OTHER}),
            "soap": self.soap("30", OTHER, f"<BK:vertegenwoordiger><BK:inp.bsn>{ACTING}</BK:inp.bsn></BK:vertegenwoordiger>"),
        }
        for name, (answer, record) in asked.items():
            with self.subTest(name):
                self.assertEqual(answer.status, 200, answer.text)
                if name == "soap":
                    for case in self.cases(theirs):
                        self.assertIn(case, answer.text)
                    for case in self.cases(mine):
                        self.assertNotIn(case, answer.text)
                else:
                    self.assertEqual(self.cases(answer), self.cases(theirs))
                # Each person has one pseudonym, whoever of the two he is, and nobody's number stands there.
                self.assertEqual(record["object"]["subject"], other["object"]["subject"])
                self.assertEqual(record["object"]["acting"], own["object"]["subject"])
                for bsn in (ACTING, OTHER):
                    self.assertNotIn(bsn, json.dumps(record))

    def test_an_empty_representation_is_none(self):
        for answer, record in (
            self.get({"X-BSN": ACTING, "X-Vertegenwoordigde": ""}), self.json({"bsn": ACTING, "vertegenwoordiger": ""}),
            self.soap("30", extra="<BK:vertegenwoordiger/>")):
            self.assertEqual(answer.status, 200, answer.text)
            self.assertIsNone(record["object"]["acting"])

    def test_a_representation_that_says_nothing_sensible(self):
        representative = lambda bsn: f"<BK:vertegenwoordiger><BK:inp.bsn>{bsn}</BK:inp.bsn></BK:vertegenwoordiger>"
        for bsn, code in ((ACTING, "same_person"), ("999993654", "pattern"), ("0", "pattern")):
            with self.subTest(bsn):
                for answer, name in (
                    (self.json({"bsn": ACTING, "vertegenwoordiger": bsn})[0], "vertegenwoordiger"),
                    (self.get({"X-BSN": ACTING, "X-Vertegenwoordigde": bsn})[0], "X-Vertegenwoordigde")):
                    self.assertEqual(answer.status, 400)
                    self.assertEqual([(problem["name"], problem["code"]) for problem in answer.json["invalidParams"]], [(name, code)])
                answer, _ = self.soap("30", extra=representative(bsn))
                self.assertIn("<StUF:code>StUF055</StUF:code>", answer.text)
                self.assertIn("vertegenwoordiger/inp.bsn: ", answer.text)
                self.assertNotIn(ACTING, answer.text)
        # A form that this request does not have is refused, never ignored.
        answer, _ = self.json({"bsn": ACTING}, headers={"X-Vertegenwoordigde": OTHER})
        self.assertEqual([problem["code"] for problem in answer.json["invalidParams"]], ["unsupported"])
        answer, _ = self.json({"bsn": ACTING, "vertegenwoordigde": OTHER})
        self.assertEqual(answer.status, 400)

    def test_representation_is_refused_unless_the_municipality_allows_it(self):
        made = shared.sqlite_house()
        reason = "Vragen namens een ander is bij deze gemeente niet mogelijk."
        body = json.dumps({"bsn": OTHER, "vertegenwoordiger": ACTING})
        self.refused(made.request("POST", "/v1/schuldenoverzicht", body, {"Content-Type": "application/json"}), "vertegenwoordiging", reason)
        record = made.journal()[-1]
        self.assertEqual(record["result"]["situation"], "forbidden")
        # Who tried is in the record all the same.
        self.assertRegex(record["object"]["acting"], r"^p1:[0-9a-f]{64}$")
        self.refused(made.request("GET", "/v1/schuldenoverzicht", headers={"X-BSN": ACTING, "X-Vertegenwoordigde": OTHER}), "vertegenwoordiging", reason)
        self.refused(
            made.ask_soap(OTHER, change=lambda text: text.replace(
                "<BK:authenticatie>", f"<BK:vertegenwoordiger><BK:inp.bsn>{ACTING}</BK:inp.bsn></BK:vertegenwoordiger><BK:authenticatie>")),
            "vertegenwoordiging", reason)

    def context(self, bsn=ACTING, **parts):
        """A question with the context of Open Formulieren: the answer, and the record of it."""
        context = {
            "source": "digid", "levelOfAssurance": f"{URN}MobileTwoFactorContract",
            "authorizee": {"legalSubject": {"identifierType": "bsn", "identifier": ACTING}},
            "representee": {"identifierType": "bsn", "identifier": OTHER}, "mandate": {"services": [{"id": "9f6c2e0e-2f9a-4a0d-9f53-000000000001"}]},
            **parts,
        }
        body = json.dumps({"auth_bsn": bsn, "auth_context": {name: part for name, part in context.items() if part}})
        answer = self.made.request("POST", "/context", body, {"Content-Type": "application/json"}, key=SILENT)
        return answer, self.made.journal()[-1]

    def test_the_context_of_open_formulieren(self):
        answer, record = self.context()
        self.assertEqual(answer.status, 200, answer.text)
        self.assertEqual(self.cases(answer), self.cases(self.json({"bsn": OTHER})[0]))
        self.assertEqual(record["assurance"], {"level": 20, "from": "message"})
        own_answer, own = self.context(representee=None)
        self.assertEqual(self.cases(own_answer), self.cases(self.json({"bsn": ACTING})[0]))
        self.assertEqual((record["object"]["acting"], own["object"]["acting"]), (own["object"]["subject"], None))
        refusals = {
            "source": dict(source="eherkenning"),
            "authorizee.legalSubject.identifierType": dict(
                bsn="", authorizee={"legalSubject": {"identifierType": "kvkNummer", "identifier": "12345678"}}),
            "representee.identifierType": dict(representee={"identifierType": "rsin", "identifier": "001234567"}),
            "levelOfAssurance": dict(levelOfAssurance="urn:etoegang:core:assurance-class:loa3"),
        }
        for name, parts in refusals.items():
            with self.subTest(name):
                self.refused(self.context(**parts)[0], f"auth_context.{name}", "natuurlijke personen")
        answer, _ = self.context(bsn=OTHER)
        self.assertEqual(answer.status, 400)
        self.assertIn("contradiction", answer.text)

    # Companies.

    def test_companies_are_told_that_it_is_for_people(self):
        reason = "Het overzicht is er alleen voor natuurlijke personen."
        level = "urn:etoegang:core:assurance-class:loa3"
        self.refused(self.json({"bsn": "", "betrouwbaarheidsniveau": level})[0], "betrouwbaarheidsniveau", reason)
        self.refused(self.get({"X-BSN": "", "X-LoA": level})[0], "X-LoA", reason)
        self.refused(self.soap(level)[0], "betrouwbaarheidsniveau", reason)
        request = (house.REPOSITORY / "connectors/vendors/stuf-fin/cases/refused-company/request.xml").read_text()
        answer = self.made.request("POST", "/fin0310/BeantwoordVraag", request.encode(), {"Content-Type": "text/xml"}, key=HIGH)
        self.refused(answer, "wordtBetaaldDoorNietNatuurlijkPersoonAlsDebiteur", reason)
        self.assertNotIn("001234567", answer.text)
        record = self.made.journal()[-1]
        self.assertEqual((record["result"]["situation"], record["object"]["subject"]), ("forbidden", None))

    # The check before serving.

    def test_check_warns_of_a_caller_that_can_never_ask(self):
        done = subprocess.run([shared.BINARY, "check", "--root", str(self.made.folder)], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        told = done.stdout + done.stderr
        self.assertEqual(told.count("warning[TRU620]"), 1, told)
        self.assertIn("no request of 'stuf-fin' can say how the citizen logged in", told)
        self.assertEqual(told.count("warning[TRU621]"), 1, told)
