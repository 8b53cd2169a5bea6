"""`blauwbrug capture`, from outside: every citizen of the demonstration becomes a test case that passes and shows nothing of them."""

import subprocess
import unittest

import house
import shared


class Captured(unittest.TestCase):
    def test_nobody_is_recognised(self):
        made = house.House(shared.BINARY)
        try:
            canaries = {citizen["bsn"] for citizen in shared.citizens()} | {"Inwoner"}
            # What names a case, a decision or a notice: long enough to be met by no chance.
            for database, columns in (("heffingen", ["zaak FROM aanslag", "beschikking FROM aanslag", "betalingskenmerk FROM betaalverzoek"]),
                                      ("sociaal", ["besluitnr FROM vordering", "kenmerk FROM termijn", "kenmerk FROM boeking"])):
                for column in columns:
                    rows = house.run("sqlite3", made.folder / f"state/{database}.sqlite", f"SELECT DISTINCT trim({column.replace(' ', ') ', 1)}")
                    canaries |= {row for row in rows.splitlines() if len(row) >= 8}
            self.assertGreater(len(canaries), 100)
            for mapping in ("heffingen", "sociaal"):
                output = made.folder / f"state/{mapping}.test.yaml"
                written = 0
                for citizen in shared.citizens():
                    done = subprocess.run(
                        [shared.BINARY, "capture", f"voorbeeldstad/{mapping}", "--root", str(made.folder), "--name", f"geval {written}",
                         "--output", str(output)], input=citizen["bsn"] + "\n", capture_output=True, text=True, timeout=120)
                    self.assertNotIn(citizen["bsn"], done.stdout + done.stderr)
                    self.assertIn(done.returncode, (0, 1), done.stderr)
                    written += done.returncode == 0
                self.assertGreater(written, 3)
                text = output.read_text()
                for canary in canaries:
                    self.assertNotIn(canary, text)
                # They stand the test of the mapping itself.
                beside = made.folder / f"mappings/voorbeeldstad/{mapping}.test.yaml"
                beside.write_text(text)
            tested = subprocess.run([shared.BINARY, "test", "--root", str(made.folder)], capture_output=True, text=True, timeout=120)
            self.assertEqual(tested.returncode, 0, tested.stdout + tested.stderr)
        finally:
            made.remove()

    def test_a_bsn_is_no_argument(self):
        done = subprocess.run([shared.BINARY, "capture", "999990019"], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 2)
        self.assertNotIn("999990019", done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
