"""The hardware module gone, the time stamp authority gone, slow or lying: a fault that says the overview exists, or a seal without time where
that is the policy. Never a file that only looks sealed."""

import json
import subprocess
import time
import unittest
import unittest.mock

import foreign
import trial
from sealing_house import SealingHouse, seal

ONE = "999991450"


class WithoutWhatSeals(unittest.TestCase):
    def house(self, settings):
        house = SealingHouse(trial.binary, trial.office, settings)
        self.addCleanup(house.remove)
        self.addCleanup(house.stop)
        return house.start()

    def refused(self, answer):
        self.assertEqual(answer.headers["content-type"], "application/problem+json", answer.text[:300])
        self.assertIn(answer.status, (500, 502, 503))
        self.assertNotIn(b"%PDF", answer.body)
        self.assertEqual(json.loads(answer.body)["code"], "notCertified")

    def refused_in_soap(self, house):
        answer = house.ask_soap(ONE, change=lambda text: text.replace("representatie>xml<", "representatie>pdf<"))
        self.assertEqual(answer.status, 500, answer.text[:300])
        self.assertIn("StUF058", answer.text)
        self.assertIn("kon nu niet worden gewaarmerkt", answer.text)
        self.assertNotIn("JVBERi", answer.text, "a PDF in base64")

    def test_the_time_stamp_authority(self):
        refuse = self.house(seal("seal", "b-t", time_stamp=trial.stamp("refuse")))
        without = self.house(seal("seal", "b-t", time_stamp=trial.stamp("without")))
        try:
            for mode in ("gone", "slow", "lying"):
                with self.subTest(mode=mode):
                    trial.office.mode = mode
                    self.refused(refuse.document(ONE))
                    self.refused_in_soap(refuse)
                    answer = without.document(ONE)
                    if mode == "lying" and answer.status != 200:
                        # Who lies is not believed, and not passed over either.
                        self.refused(answer)
                        continue
                    self.assertEqual(answer.status, 200, answer.text[:300])
                    path = trial.ARTEFACTS / f"without-{mode}.pdf"
                    path.write_bytes(answer.body)
                    signature, _ = foreign.cut(answer.body)
                    told = subprocess.run(["openssl", "asn1parse", "-inform", "DER"], input=signature, capture_output=True, check=True).stdout
                    self.assertNotIn(b"timeStampToken", told)
                    self.assertEqual(foreign.sealed(path, trial.office), [])
            # The overview itself never needed it.
            self.assertEqual(refuse.ask_json(ONE).status, 200)
        finally:
            trial.office.mode = "honest"
        self.assertEqual(refuse.document(ONE).status, 200, "and it comes back by itself")

    def test_the_hardware_module(self):
        """There is no token at the start."""
        module = '{ pkcs11: "pkcs11:token=weg;object=weg;type=private", pin: pin, module: /usr/lib/softhsm/libsofthsm2.so }'
        house = SealingHouse(trial.binary, trial.office, seal("hsm", key=module))
        self.addCleanup(house.remove)
        self.addCleanup(house.stop)
        try:
            house.start()
        except RuntimeError as failed:
            # It may refuse to begin, if it says why.
            self.assertRegex(str(failed), "key_unavailable|module|token")
            return
        self.refused(house.document(ONE))
        self.assertEqual(house.ask_json(ONE).status, 200)
        self.refused_in_soap(house)

    def test_the_hardware_module_comes_back(self):
        """Its token is taken away while the program runs, and put back."""
        module = '{ pkcs11: "pkcs11:token=zegel;object=zegel;type=private", pin: pin, module: /usr/lib/softhsm/libsofthsm2.so }'
        house = self.house(seal("hsm", key=module))
        self.assertEqual(house.document(ONE).status, 200)
        tokens, away = trial.office.folder / "tokens", trial.office.folder / "away"
        for _ in range(2):
            tokens.rename(away)
            try:
                self.refused(house.document(ONE))
                self.refused_in_soap(house)
                self.assertEqual(house.ask_json(ONE).status, 200, "the overview itself needs no module")
            finally:
                away.rename(tokens)
            until = time.monotonic() + 60
            while (answer := house.document(ONE)).status != 200:
                self.refused(answer)
                self.assertLess(time.monotonic(), until, "it did not come back by itself")
                time.sleep(0.2)
            path = trial.ARTEFACTS / "module-is-back.pdf"
            path.write_bytes(answer.body)
            self.assertEqual(foreign.sealed(path, trial.office), [])
