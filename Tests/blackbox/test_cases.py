"""`blauwbrug test` as somebody at a terminal, or CI, uses it."""

import os
import re
import subprocess
import unittest

import house
import shared


class Cases(unittest.TestCase):
    def setUp(self):
        made = house.House(shared.BINARY)
        self.addCleanup(made.remove)
        self.folder = made.folder
        self.mapping = self.folder / "mappings/voorbeeldstad/heffingen.yaml"
        self.cases = self.folder / "mappings/voorbeeldstad/heffingen.test.yaml"

    def run_test(self, *words, **environment):
        kept = {name: value for name, value in os.environ.items() if name != "CI"}
        return subprocess.run([shared.BINARY, "test", "--root", str(self.folder), *words], capture_output=True, text=True, timeout=60,
                              env={**kept, **environment})

    def change(self):
        self.mapping.write_text(self.mapping.read_text().replace("is: Kosten aanmaning", "is: Aanmaningskosten"))

    def test_a_difference_is_told_with_its_place(self):
        self.change()
        told = self.run_test()
        self.assertEqual(told.returncode, 1)
        place = re.search(r"gebeurtenissen\[1\] FinancieleVerplichtingOpgelegd K-2 \(mappings/voorbeeldstad/heffingen.test.yaml:(\d+):(\d+)\)",
                          told.stderr)
        self.assertIsNotNone(place, told.stderr)
        line = self.cases.read_text().splitlines()[int(place.group(1)) - 1]
        self.assertTrue(line[int(place.group(2)) - 1:].startswith("Kosten aanmaning"), line)
        self.assertIn("    - omschrijving: Kosten aanmaning\n    + omschrijving: Aanmaningskosten\n", told.stderr)

    def test_update_changes_one_line_and_then_all_is_well(self):
        before = self.cases.read_text()
        self.change()
        self.assertEqual(self.run_test("--update").returncode, 0)
        self.assertEqual(self.cases.read_text(), before.replace("omschrijving: Kosten aanmaning", "omschrijving: Aanmaningskosten"))
        self.assertEqual(self.run_test(CI="true").returncode, 0)

    def test_ci_writes_nothing_unless_forced(self):
        before = self.cases.read_text()
        self.change()
        refused = self.run_test("--update", CI="true")
        self.assertEqual(refused.returncode, 2)
        self.assertIn("CI=true", refused.stderr)
        self.assertEqual(self.run_test(CI="true").returncode, 1)
        self.assertEqual(self.cases.read_text(), before)
        self.assertEqual(self.run_test("--update", "--force", CI="true").returncode, 0)
        self.assertNotEqual(self.cases.read_text(), before)

    def test_update_of_a_vendors_case(self):
        path = self.folder / "connectors/vendors/json/cases/post/inquiry.json"
        right = path.read_text()
        path.write_text(right.replace("9", "8"))
        self.assertEqual(self.run_test("--only", "vendors/json/cases/post").returncode, 1)
        self.assertEqual(self.run_test("--update", "--only", "vendors/json/cases/post").returncode, 0)
        self.assertEqual(path.read_text(), right)

    def test_only_must_choose_something(self):
        self.assertRegex(self.run_test("--only", ": niemand").stdout, r"^2 passed, 0 failed\n$")
        none = self.run_test("--only", "no case is called so")
        self.assertEqual(none.returncode, 1)
        self.assertIn("No case has", none.stderr)

    def test_coverage_has_a_floor(self):
        full = self.run_test("--only", "heffingen.test.yaml", "--min-coverage", "100")
        self.assertEqual(full.returncode, 0, full.stderr)
        self.assertIn("coverage: 100 %", full.stdout)
        less = self.run_test("--only", "niemand", "--min-coverage", "100")
        self.assertEqual(less.returncode, 1)
        self.assertIn("is less than the 100 % that is asked", less.stderr)
        self.assertEqual(self.run_test("--min-coverage", "101").returncode, 2)

    def test_a_page_is_written(self):
        page = self.folder / "coverage.html"
        self.assertEqual(self.run_test("--html", str(page)).returncode, 0)
        text = page.read_text()
        self.assertTrue(text.startswith("<!doctype html>") and "mappings/voorbeeldstad/sociaal.yaml" in text)
        self.assertEqual(self.run_test("--html", str(self.folder / "no/such/folder.html")).returncode, 3)


if __name__ == "__main__":
    unittest.main()
