"""What is changed after it was sealed, or sealed by the wrong one, is refused: by `blauwbrug verify` and by programs nobody here wrote."""

import json
import random
import re
import shutil
import unittest
from concurrent.futures import ThreadPoolExecutor

import foreign
import pikepdf
import trial
from sealing_house import SealingHouse, seal

ONE = "999991450"
# Where a flip changes nothing that is sealed: white space between dictionary and gap does not exist, so nothing is left out but the zeros
# behind the signature, which no validator reads and which the file's digest does hold for us.
PADDING = 64


class Tampering(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = trial.ARTEFACTS / "tampering"
        cls.folder.mkdir(parents=True, exist_ok=True)
        cls.data = trial.houses["b-t"].document(ONE).body
        cls.path = cls.folder / "right.pdf"
        cls.path.write_bytes(cls.data)

    def verdict(self, path, *words):
        done = trial.verify(path, *words)
        try:
            return done.returncode, json.loads(done.stdout)["verdict"]
        except ValueError:
            return done.returncode, done.stdout + done.stderr

    def foreign_refuses(self, path):
        """Whether poppler and pyHanko, each by itself, see it."""
        return bool(foreign.poppler(path, trial.store)), bool(foreign.sealed(path, trial.office))

    def test_the_right_one_holds(self):
        self.assertEqual(self.verdict(self.path), (0, "genuine"))
        self.assertEqual(self.foreign_refuses(self.path), (False, False))

    def test_bytes_changed(self):
        """Every byte in the long run, one in some hundreds else; always the edges of what is sealed."""
        first, length, last, rest = map(int, re.search(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)", self.data).groups())
        signature, _ = foreign.cut(self.data)
        inside = range(length + 1, length + 1 + 2 * len(signature))
        chosen = random.Random(5)
        if trial.is_long:
            places = [*range(length + 1), *inside, *range(last - 1, len(self.data))]
        else:
            places = [0, length - 1, length, last - 1, last, len(self.data) - 1, *chosen.sample(range(length), 25), *chosen.sample(inside, 15),
                      *chosen.sample(range(last, len(self.data)), 10)]

        def held(place):
            changed = bytearray(self.data)
            changed[place] ^= 1 << chosen.randrange(8)
            if place in inside and bytes([changed[place]]).lower() == self.data[place:place + 1].lower():
                # A letter of the other size is the same hexadecimal digit.
                changed[place] = ord("0") if self.data[place] != ord("0") else ord("1")
            path = self.folder / f"flip-{place}.pdf"
            path.write_bytes(changed)
            ours = self.verdict(path)
            theirs = bool(foreign.poppler(path, trial.store)) or bool(foreign.sealed(path, trial.office)) if not trial.is_long or place % 101 == 0 else True
            path.unlink()
            return place, ours, theirs

        with ThreadPoolExecutor(4) as pool:
            for place, (code, said), theirs in pool.map(held, places):
                with self.subTest(place=place):
                    self.assertNotIn(said, ("genuine", "genuine_incomplete"))
                    self.assertNotEqual(code, 0)
                    self.assertTrue(theirs, "a foreign validator sees it too")

    def test_a_revision_behind_it(self):
        path = self.folder / "appended.pdf"
        added = b"\n13 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\nxref\n0 0\ntrailer\n<</Root 13 0 R/Size 14/Prev 0>>\nstartxref\n0\n%%EOF\n"
        path.write_bytes(self.data + added)
        self.assertEqual(self.verdict(path)[1], "changed")
        self.assertIn("Total document signed", foreign.poppler(path, trial.store))

    def test_a_note_added_by_pikepdf(self):
        path = self.folder / "rewritten.pdf"
        with pikepdf.open(self.path) as pdf:
            pdf.Root.Note = pikepdf.String("x")
            pdf.save(path)
        self.assertNotEqual(self.verdict(path)[0], 0)
        self.assertEqual(self.foreign_refuses(path), (True, True))

    def test_an_update_by_pyhanko(self):
        from pyhanko.pdf_utils import generic
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

        path = self.folder / "updated.pdf"
        with open(self.path, "rb") as file:
            writer = IncrementalPdfFileWriter(file)
            page = writer.root["/Pages"]["/Kids"][0].get_object()
            page["/Rotate"] = generic.NumberObject(180)
            writer.update_container(page)
            with open(path, "wb") as out:
                writer.write(out)
        self.assertEqual(self.verdict(path)[1], "changed")
        self.assertEqual(self.foreign_refuses(path), (True, True))

    def test_an_attachment_of_another(self):
        other = trial.houses["b-t"].document("999990019").body
        (self.folder / "other.pdf").write_bytes(other)
        path = self.folder / "swapped.pdf"
        with pikepdf.open(self.path) as pdf, pikepdf.open(self.folder / "other.pdf") as donor:
            for name in list(pdf.attachments):
                pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, donor.attachments[name].get_file().read_bytes(), filename=name)
            pdf.save(path)
        self.assertNotEqual(self.verdict(path)[0], 0)
        self.assertEqual(self.foreign_refuses(path), (True, True))

    def test_the_data_with_the_signature_of_another(self):
        mine = foreign.attachments(self.path, self.folder)
        (self.folder / "other.pdf").write_bytes(trial.houses["b-t"].document("999990019").body)
        yours = foreign.attachments(self.folder / "other.pdf", self.folder)
        json_path, jws_path = self.folder / "data.json", self.folder / "data.jws"
        json_path.write_bytes(mine["schuldenoverzicht.json"])
        jws_path.write_bytes(mine["schuldenoverzicht.jws"])
        self.assertEqual(self.verdict(json_path, "--signature", str(jws_path)), (0, "genuine"))
        self.assertEqual(self.verdict(jws_path), (0, "genuine"))
        jws_path.write_bytes(yours["schuldenoverzicht.jws"])
        self.assertEqual(self.verdict(json_path, "--signature", str(jws_path))[1], "changed")
        json_path.write_bytes(mine["schuldenoverzicht.json"].replace(b'"saldo":', b'"saldo":1', 1))
        jws_path.write_bytes(mine["schuldenoverzicht.jws"])
        self.assertNotEqual(self.verdict(json_path, "--signature", str(jws_path))[0], 0)

    def test_sealed_by_somebody_else(self):
        """A certificate of another root: well sealed, and nobody here knows by whom."""
        house = SealingHouse(trial.binary, trial.office, seal("other"))
        shutil.copy(trial.office.folder / "stranger.pem", house.folder / "tls/roots.pem")
        try:
            house.start()
            path = self.folder / "stranger.pdf"
            path.write_bytes(house.document(ONE).body)
        finally:
            house.stop()
            house.remove()
        code, said = self.verdict(path)
        self.assertEqual((code != 0, said), (True, "sealer_unknown"))
        self.assertIn("Certificate is Trusted", foreign.poppler(path, trial.store))
        self.assertTrue(foreign.sealed(path, trial.office))

    def test_an_expired_certificate_seals_nothing(self):
        house = SealingHouse(trial.binary, trial.office, seal("expired"))
        try:
            # The settings are wrong where they can be known to be: `check` says so, and it does not begin to serve.
            done = foreign.run(trial.binary, "check", "--root", house.folder)
            self.assertNotEqual(done.returncode, 0)
            self.assertRegex(done.stdout + done.stderr, r"SEA\d+|expired")
            with self.assertRaises(RuntimeError):
                house.start()
        finally:
            house.stop()
            house.remove()

    def test_a_key_of_another_seals_nothing(self):
        house = SealingHouse(trial.binary, trial.office, seal("seal", key="tls/other.key"))
        try:
            done = foreign.run(trial.binary, "check", "--root", house.folder)
            self.assertNotEqual(done.returncode, 0, done.stdout)
            with self.assertRaises(RuntimeError):
                house.start()
        finally:
            house.stop()
            house.remove()
