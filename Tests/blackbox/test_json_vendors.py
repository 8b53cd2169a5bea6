"""Open Formulieren and Haal Centraal clients, replayed over TLS: the very bytes they send, and what must come of them."""

import json
import socket
import ssl
import unittest

import house
import shared

VENDORS = house.REPOSITORY / "connectors/vendors"
FETCH, REGISTER, CHOOSE = "open-formulieren-ophalen", "open-formulieren-registratie", "haal-centraal"
# As the sample of Open Formulieren has it.
FORM_KEY = "3f6c0e1b9a"
DEBTOR, OTHER = house.BSN, "999993653"


class JSONVendors(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        callers = "".join(
            f'  {name}: {{ key_sha256: "{house.sha256(key)}", tenants: [voorbeeldstad], vendors: [{vendors}], questions: [schuldenoverzicht], assurance: midden }}\n'
            for name, key, vendors in (
                ("formulieren", FORM_KEY, f"{FETCH}, {REGISTER}"), ("formulieren-2", "tweede", REGISTER), ("keten-api", "keten-sleutel", CHOOSE)))
        cls.house = house.House(shared.BINARY, extra_callers=callers)
        cls.house.settings = cls.house.settings.replace("    vendors: [json, soap]\n", f"    vendors: [json, soap, {FETCH}, {REGISTER}, {CHOOSE}]\n")
        cls.house.write_settings()
        cls.house.start()

    @classmethod
    def tearDownClass(cls):
        cls.house.stop()
        cls.house.remove()

    # Open Formulieren: service fetch.

    def raw(self, message):
        """What comes of bytes on a connection of their own."""
        with socket.create_connection(("localhost", self.house.port), timeout=20) as plain:
            with self.house.context().wrap_socket(plain, server_hostname="localhost") as tls:
                tls.sendall(message)
                text = b""
                try:
                    while b"\r\n\r\n" not in text or len(text.split(b"\r\n\r\n", 1)[1]) < length(text):
                        text += tls.recv(65_536)
                except ssl.SSLError:
                    pass
        head, _, body = text.partition(b"\r\n\r\n")
        return int(head.split()[1]), body

    def test_the_bytes_of_a_service_fetch(self):
        message = (VENDORS / FETCH / "cases/voorbeeld/request.http").read_bytes().replace(b"\n", b"\r\n").replace(b"\r\r", b"\r")
        status, body = self.raw(message)
        self.assertEqual(status, 200, body)
        answer = json.loads(body)
        self.assertIs(answer["volledig"], True)
        self.assertEqual(answer["totaal"]["zaken"], len(answer["zaken"]))

    def fetch(self, bsn=DEBTOR, key=("Authorization", f"ApiKey {FORM_KEY}"), **headers):
        sent = {"Accept": "*/*", "X-BSN": bsn, "X-Vertegenwoordigde": "", key[0]: key[1], **headers}
        return self.house.request("GET", "/api/v1/schuldenoverzicht", None, sent, key=None)

    def test_a_fetch_gives_what_a_form_can_use(self):
        answer = self.fetch().json
        cases = answer["documenten"][0]["body"]["financiele_zaken"]
        self.assertEqual(answer["totaal"]["saldo"], sum(case["saldo"] for case in cases))
        self.assertEqual([case["kenmerk"] for case in answer["zaken"]], [case["zaakkenmerk"] for case in cases])
        self.assertEqual(answer["totaal"]["achterstand"], sum(late["bedrag"] for case in answer["zaken"] for late in case["achterstanden"]))

    def test_a_fetch_can_be_asked_again(self):
        """On every logic check of the form: the same but for the moment, and each one recorded."""
        before = len(self.house.journal())
        first, second = self.fetch(**{"X-Referentie": "zelfde"}).json, self.fetch(**{"X-Referentie": "zelfde"}).json
        for answer in (first, second):
            del answer["peilmoment"]
            for document in answer["documenten"]:
                document["body"].pop("document_datumtijd")
                for case in document["body"]["financiele_zaken"]:
                    case.pop("saldo_datumtijd")
        self.assertEqual(first, second)
        outcomes = [record["result"]["outcome"] for record in self.house.journal()[before:]]
        self.assertEqual(outcomes, ["answered", "answered"])

    def test_the_key_may_stand_in_several_headers(self):
        for key in (("X-Api-Key", FORM_KEY), ("Authorization", f"Bearer {FORM_KEY}"), ("authorization", f"token {FORM_KEY}")):
            self.assertEqual(self.fetch(key=key).status, 200, key)
        for key in (("Authorization", FORM_KEY), ("API-Key", FORM_KEY), ("Authorization", f"Basic {FORM_KEY}"), ("X-Api-Key", "")):
            self.assertEqual(self.fetch(key=key).status, 401, key)
        self.assertEqual(self.fetch(**{"X-Api-Key": FORM_KEY}).status, 401, "two keys are one too many")

    def test_the_key_may_stand_in_a_header_of_the_administrators_choice(self):
        path = self.house.folder / f"connectors/vendors/{FETCH}/connector.yaml"
        text = path.read_text()
        start = text.index("api_key:")
        path.write_text(text[:start] + 'api_key: ["API-Key: {key}"]\n' + text[text.index("\n", start) + 1:])
        changed = self.house.stop() is not None and self.house.start()
        try:
            self.assertTrue(changed)
            self.assertEqual(self.fetch(key=("API-Key", FORM_KEY), **{"API-Interface-Id": "12"}).status, 200)
            self.assertEqual(self.fetch().status, 401)
        finally:
            path.write_text(text)
            self.house.stop()
            self.house.start()

    def test_an_address_that_is_written_out_is_no_municipality_called_api(self):
        self.assertEqual(sorted(self.fetch().json), ["documenten", "meldingen", "peilmoment", "totaal", "volledig", "zaken"])
        own = self.house.request("GET", "/voorbeeldstad/v1/schuldenoverzicht", None, {"X-BSN": DEBTOR})
        self.assertEqual(sorted(own.json), ["documenten", "meldingen", "volledig"])

    # Open Formulieren: generic JSON registration.

    def register(self, reference, bsn=DEBTOR, key=FORM_KEY, change=lambda body: None):
        body = json.loads((VENDORS / REGISTER / "cases/voorbeeld/request.json").read_text())
        body["values"]["auth_bsn"] = body["values"]["auth_context"]["authorizee"]["legalSubject"]["identifier"] = bsn
        body["metadata"]["public_reference"] = reference
        change(body)
        return self.house.request("POST", "/api/v1/registraties", json.dumps(body),
                                  {"content-type": "application/json", "Authorization": f"ApiKey {key}"}, key=None)

    def last(self):
        return self.house.journal()[-1]

    def test_a_registration_is_acknowledged_without_a_document(self):
        answer = self.register("OF-1")
        self.assertEqual(answer.status, 200, answer.text)
        self.assertEqual(sorted(answer.json), ["kenmerk", "meldingen", "peilmoment", "referentie", "totaal", "volledig"])
        self.assertEqual(answer.json["referentie"], "OF-1")
        self.assertNotIn(DEBTOR, answer.text)
        self.assertEqual(answer.json["kenmerk"], answer.headers["x-request-id"])

    def test_a_registration_that_is_sent_again_is_a_repeat(self):
        first, second = self.register("OF-2"), self.register("OF-2")
        self.assertEqual(self.last()["result"]["outcome"], "repeated")
        self.assertEqual([first.status, second.status], [200, 200])
        for member in ("referentie", "totaal", "volledig", "meldingen"):
            self.assertEqual(first.json[member], second.json[member])
        # What else is in the form is not part of the question.
        self.assertEqual(self.register("OF-2", change=lambda body: body["values"].update(toelichting="later")).status, 200)

    def test_a_reference_names_one_question(self):
        self.assertEqual(self.register("OF-3").status, 200)
        other = self.register("OF-3", bsn=OTHER)
        self.assertEqual((other.status, other.json["code"]), (409, "conflict"))
        record = self.last()["result"]
        self.assertEqual((record["outcome"], record["situation"], record["answer"]), ("refused", "conflict", None))
        self.assertEqual(self.register("OF-3").status, 200, "the first one keeps it")
        self.assertEqual(self.register("OF-3", bsn=OTHER, key="tweede").status, 200, "another caller has references of its own")

    def test_a_registration_without_an_answer_leaves_its_reference_free(self):
        refused = self.register("OF-4", change=lambda body: body["values"].update(peildatum="2025-01-01"))
        self.assertEqual(refused.status, 400)
        self.assertEqual(self.register("OF-4", bsn=OTHER).status, 200)

    def test_a_registration_without_a_bsn_is_told_what_is_missing(self):
        answer = self.register("OF-5", change=lambda body: body["values"].update(auth_bsn="", auth_context=None))
        self.assertEqual(answer.status, 400)
        self.assertEqual([(param["name"], param["code"]) for param in answer.json["invalidParams"]], [("values.auth_bsn", "required")])

    # Haal Centraal.

    def choose(self, fields, bsn=DEBTOR, **headers):
        body = {"type": "RaadpleegMetBurgerservicenummer", "burgerservicenummer": [bsn], "fields": fields}
        return self.house.request("POST", "/haal-centraal/v1/schuldenoverzicht", json.dumps(body), {
            "Content-Type": "application/json; charset=utf-8", "X-Api-Key": "keten-sleutel", "x-origin-oin": "00000099000000009999",
            "x-doelbinding": "BlauweKnop", "x-verwerking": "Schuldenoverzicht opvragen", "x-gebruiker": "BurgerZelf", **headers}, key=None)

    def test_fields_choose(self):
        answer = self.choose(["zaakkenmerk", "saldo"])
        self.assertEqual(answer.status, 200, answer.text)
        self.assertEqual(list(answer.json), ["type", "volledig", "meldingen", "financiele_zaken"])
        for case in answer.json["financiele_zaken"]:
            self.assertEqual(list(case), ["zaakkenmerk", "saldo"])
        self.assertEqual(sum(case["saldo"] for case in answer.json["financiele_zaken"]), self.fetch().json["totaal"]["saldo"])

    def test_nobody_known_is_an_empty_list(self):
        answer = self.choose(["saldo"], bsn="999999990")
        self.assertEqual((answer.status, answer.json["financiele_zaken"], answer.json["volledig"]), (200, [], True))

    def test_gateway_headers_are_not_believed(self):
        record_of = lambda: self.last()["actor"]["name"]
        self.assertEqual(self.choose(["saldo"]).status, 200)
        self.assertEqual(record_of(), "keten-api")
        self.assertEqual(self.choose(["saldo"], **{"X-Api-Key": "geraden"}).status, 401)

    def test_an_unknown_caller_hears_so_in_the_words_of_haal_centraal(self):
        answer = self.choose(["saldo"], **{"X-Api-Key": "geraden"})
        self.assertEqual((answer.json["title"], answer.json["code"], answer.json["instance"]),
                         ("Niet correct geauthenticeerd.", "authentication", "/haal-centraal/v1/schuldenoverzicht"))


def length(text):
    head = text.split(b"\r\n\r\n", 1)[0].decode()
    return int(next(line.split(":")[1] for line in head.split("\r\n") if line.lower().startswith("content-length")))


if __name__ == "__main__":
    unittest.main()
