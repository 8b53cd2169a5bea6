"""The programs in docs/vendors/clients.md are the ones that were run here."""

import re
import unittest

import server
from server import HERE

PAGE = server.house.REPOSITORY / "docs/vendors/clients.md"
PROGRAMS = ["php/overview.php", "python/overview.py", "c/typemap.dat", "c/overview.c", "java/Overview.java"]


class Documents(unittest.TestCase):
    def test_the_page_shows_what_was_run(self):
        blocks = re.findall(r"```\w*\n(.*?)```", PAGE.read_text(), re.DOTALL)
        for name in PROGRAMS:
            with self.subTest(name):
                self.assertIn((HERE / name).read_text(), blocks, f"put Tests/clients/{name} in {PAGE.name} as it is")
