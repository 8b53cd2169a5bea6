"""The example municipalities Modelstad and Facturenstad: every citizen's answer against what their generator counted."""

import subprocess
import unittest

import house
import shared
from test_main_job import without_moments


class Examples(unittest.TestCase):
    def test_every_citizen_as_the_generator_counted(self):
        for kind, made in shared.example_houses():
            for tenant in house.EXAMPLES:
                for citizen in shared.citizens(f"deploy/examples/{tenant}"):
                    with self.subTest(kind=kind, tenant=tenant, who=citizen["wie"]):
                        answer = made.ask_json(citizen["bsn"], version="4.1.0", tenant=tenant)
                        if not citizen["zaken"]:
                            self.assertEqual(answer.status, 503)
                            self.assertNotIn("financiele_zaken", answer.text)
                            continue
                        self.assertEqual(answer.status, 200, answer.text)
                        self.assertTrue(answer.json["volledig"])
                        cases = [case for document in answer.json["documenten"] for case in document["body"]["financiele_zaken"]]
                        found = {
                            "zaken": len(cases),
                            "gebeurtenissen": sum(len(case["gebeurtenissen"]) for case in cases),
                            "verplicht": sum(case["totaal_financieel_verplicht"] for case in cases),
                            "vereffend": sum(case["totaal_financieel_vereffend"] for case in cases),
                            "achterstanden": sum(len(case["achterstanden"]) for case in cases),
                            "saldo": sum(case["saldo"] for case in cases),
                        }
                        self.assertEqual(found, {name: int(citizen[name]) for name in found})

    def test_both_databases_give_equal_answers(self):
        (_, sqlite), (_, postgresql) = shared.example_houses()
        for tenant in house.EXAMPLES:
            for citizen in shared.citizens(f"deploy/examples/{tenant}"):
                with self.subTest(tenant=tenant, who=citizen["wie"]):
                    first, second = (made.ask_json(citizen["bsn"], version="4.1.0", tenant=tenant) for made in (sqlite, postgresql))
                    self.assertEqual(first.status, second.status)
                    if first.status == 200:
                        a, b = first.json, second.json
                        self.assertEqual([without_moments(d) for d in a["documenten"]], [without_moments(d) for d in b["documenten"]])
                        self.assertEqual(a["meldingen"], b["meldingen"])

    def test_mappings_agree_with_their_databases(self):
        for kind, made in shared.example_houses():
            with self.subTest(kind):
                done = subprocess.run([shared.BINARY, "check", "--live", "--root", str(made.folder)], capture_output=True, text=True)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                self.assertEqual(done.stderr, "")

    def test_an_invoice_in_two_sources_is_counted_in_neither(self):
        made = shared.example_houses()[0][1]
        bsn = next(citizen["bsn"] for citizen in shared.citizens("deploy/examples/facturenstad") if "boekjaar" in citizen["wie"])
        sap, files = (made.folder / f"state/{name}.sqlite" for name in ("sap", "invordering"))
        number = house.run("sqlite3", sap, f"SELECT accountingdocument FROM post JOIN zakenpartner USING (zakenpartnernummer) "
                                           f"WHERE idnummer = '{bsn}' AND fiscalyear = 2024").split()[0]
        house.run("sqlite3", files, f"INSERT INTO dossier VALUES (999, {bsn}, {number}, 2024, '10,00', '0,00', '0,00', 20250101, 0, 0)")
        try:
            answer = made.ask_json(bsn, tenant="facturenstad")
            self.assertEqual(answer.status, 503)
        finally:
            house.run("sqlite3", files, "DELETE FROM dossier WHERE dossier = 999")
        self.assertEqual(made.ask_json(bsn, tenant="facturenstad").status, 200)

    def test_the_databases_are_what_their_generators_write(self):
        for folder in ("demo", "examples"):
            house.run("python3", house.REPOSITORY / f"deploy/{folder}/generate.py", "--check")


if __name__ == "__main__":
    unittest.main()
