"""The main job, from outside: SOAP and JSON in, two databases asked, FCID out, over TLS."""

import json
import unittest
import xml.etree.ElementTree as xml

import house
import shared

BK = "{http://voorbeeld.example/koppelvlak/bk0100}"
STUF = "{http://www.egem.nl/StUF/StUF0301}"
SOAP = "{http://schemas.xmlsoap.org/soap/envelope/}"


def without_moments(document):
    """A document without the moment it was composed, for comparing two answers."""
    text = json.dumps(document, sort_keys=True)
    for case in [document["body"]] + document["body"]["financiele_zaken"]:
        for key in ("document_datumtijd", "saldo_datumtijd"):
            if key in case:
                text = text.replace(case[key], "…")
    return text


class MainJob(unittest.TestCase):
    def houses(self):
        return [("sqlite", shared.sqlite_house()), ("postgresql", shared.postgres_house())]

    def test_every_citizen_as_the_demonstration_lists_them(self):
        for kind, made in self.houses():
            for citizen in shared.citizens():
                with self.subTest(kind=kind, who=citizen["wie"]):
                    answer = made.ask_json(citizen["bsn"], version="4.1.0")
                    if not citizen["zaken"]:
                        self.assertEqual(answer.status, 503)
                        self.assertNotIn("financiele_zaken", answer.text)
                        continue
                    self.assertEqual(answer.status, 200, answer.text)
                    self.assertTrue(answer.json["volledig"])
                    cases = [case for document in answer.json["documenten"] for case in document["body"]["financiele_zaken"]]
                    self.assertEqual(len(cases), int(citizen["zaken"]))
                    self.assertEqual(sum(len(case["gebeurtenissen"]) for case in cases), int(citizen["gebeurtenissen"]))
                    self.assertEqual(sum(case["totaal_financieel_verplicht"] for case in cases), int(citizen["verplicht"]))
                    self.assertEqual(sum(case["totaal_financieel_vereffend"] for case in cases), int(citizen["vereffend"]))
                    self.assertEqual(sum(case["saldo"] for case in cases), int(citizen["saldo"]))

    def test_both_databases_give_equal_answers(self):
        for citizen in shared.citizens():
            for version in ("3.0.0", "4.1.0"):
                with self.subTest(who=citizen["wie"], version=version):
                    first, second = (made.ask_json(citizen["bsn"], version=version) for _, made in self.houses())
                    self.assertEqual(first.status, second.status)
                    if first.status == 200:
                        a, b = first.json, second.json
                        self.assertEqual([without_moments(d) for d in a["documenten"]], [without_moments(d) for d in b["documenten"]])
                        self.assertEqual(a["meldingen"], b["meldingen"])

    def test_kenmerken_are_the_same_on_every_delivery(self):
        for kind, made in self.houses():
            with self.subTest(kind):
                first, second = (made.ask_json(version="4.1.0").json["documenten"] for _ in range(2))
                self.assertEqual([without_moments(d) for d in first], [without_moments(d) for d in second])

    def test_default_version_is_3(self):
        document = shared.sqlite_house().ask_json().json["documenten"][0]
        self.assertEqual(document["version"], "3")
        self.assertIn("totaal_opgelegd", document["body"]["financiele_zaken"][0])

    def test_get_with_bsn_in_a_header(self):
        made = shared.sqlite_house()
        answer = made.request("GET", "/v1/schuldenoverzicht", headers={"X-BSN": house.BSN})
        self.assertEqual(answer.status, 200, answer.text)
        posted = made.ask_json()
        self.assertEqual(without_moments(answer.json["documenten"][0]), without_moments(posted.json["documenten"][0]))
        self.assertEqual(answer.headers["api-version"], "1.0.0")

    def test_tenant_in_the_path(self):
        made = shared.sqlite_house()
        body, headers = json.dumps({"bsn": house.BSN}), {"Content-Type": "application/json"}
        self.assertEqual(made.request("POST", "/voorbeeldstad/v1/schuldenoverzicht", body, headers).status, 200)
        self.assertIn(made.request("POST", "/elders/v1/schuldenoverzicht", body, headers).status, (403, 404))

    def test_soap_equals_json(self):
        made = shared.sqlite_house()
        answer = made.ask_soap()
        self.assertEqual(answer.status, 200, answer.text)
        self.assertEqual(answer.headers["content-type"], "text/xml; charset=utf-8")
        root = xml.fromstring(answer.body)
        reply = root.find(f"{SOAP}Body/{BK}geefSchuldenoverzicht_Du02")
        head = reply.find(f"{BK}stuurgegevens")
        self.assertEqual(head.findtext(f"{STUF}berichtcode"), "Du02")
        self.assertEqual(head.findtext(f"{STUF}zender/{STUF}applicatie"), "BKADAPTER")
        self.assertEqual(head.findtext(f"{STUF}ontvanger/{STUF}applicatie"), "EFORM")
        self.assertEqual(head.findtext(f"{STUF}crossRefnummer"), "demo-0001")
        self.assertEqual([part.tag for part in head], [STUF + name for name in (
            "berichtcode", "zender", "ontvanger", "referentienummer", "tijdstipBericht", "crossRefnummer", "functie")])
        cases = reply.findall(f"{BK}document/{BK}body/{BK}financiele_zaken/{BK}financiele_zaak")
        self.assertEqual(reply.findtext(f"{BK}document/{BK}version"), "4.1.0")
        same = made.ask_json(version="4.1.0").json["documenten"][0]["body"]["financiele_zaken"]
        self.assertEqual(len(cases), len(same))
        for case, twin in zip(cases, same):
            self.assertEqual(case.findtext(f"{BK}zaakkenmerk"), twin["zaakkenmerk"])
            self.assertEqual(int(case.findtext(f"{BK}saldo")), twin["saldo"])
            events = case.findall(f"{BK}gebeurtenissen/{BK}gebeurtenis")
            for event, other in zip(events, twin["gebeurtenissen"], strict=True):
                written = {part.tag.removeprefix(BK): part.text for part in event}
                self.assertEqual(written, {key: _text(value) for key, value in other.items()})

    def test_soap_may_ask_for_json_and_for_another_version(self):
        made = shared.sqlite_house()
        answer = made.ask_soap(change=lambda text: text.replace(">xml<", ">json<").replace(">4.1.0<", ">3.0.0<"))
        self.assertEqual(answer.status, 200, answer.text)
        written = xml.fromstring(answer.body).find(f"{SOAP}Body/{BK}geefSchuldenoverzicht_Du02/{BK}documentJson").text
        self.assertEqual(json.loads(written)["version"], "3")

    def test_unknown_citizen_is_an_empty_overview(self):
        made = shared.sqlite_house()
        answer = made.ask_json("999994463")
        self.assertEqual(answer.status, 200, answer.text)
        self.assertEqual([d["body"]["financiele_zaken"] for d in answer.json["documenten"]], [[]])
        self.assertTrue(answer.json["volledig"])
        soap = made.ask_soap("999994463")
        self.assertEqual(soap.status, 200)
        self.assertNotIn("financiele_zaak>", soap.text.replace("financiele_zaken>", ""))

    def test_anonymous_only_on_its_own_listener(self):
        made = shared.sqlite_house()
        self.assertEqual(made.ask_json(key=None, port=made.local_port).status, 200)
        self.assertEqual(made.ask_json(key=None).status, 401)


def _text(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


if __name__ == "__main__":
    unittest.main()
