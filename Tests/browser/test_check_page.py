"""The page where a document is checked, as whoever got one meets it."""

import re
import subprocess

import looking
from looking import PageTest


class CheckPage(PageTest):
    def setUp(self):
        super().setUp()
        shown = looking.running.demonstration
        self.public = shown.public
        self.document = shown.folder / "state/demo/answers/schuldenoverzicht.pdf"
        text = subprocess.run(["pdftotext", self.document, "-"], capture_output=True, text=True, check=True).stdout
        self.number = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", text)[0]

    def send(self, path):
        field = self.tab.send("DOM.querySelector", nodeId=self.tab.send("DOM.getDocument")["root"]["nodeId"], selector="input[type=file]")["nodeId"]
        self.tab.send("DOM.setFileInputFiles", files=[str(path)], nodeId=field)
        self.tab.then(lambda: self.tab.run("document.querySelector('input[type=file]').form.querySelector('button').click()"))

    def heading(self):
        return self.tab.run("document.querySelector('main').innerText").lower()

    def test_the_form(self):
        for language in ("nl", "en"):
            self.tab.go(f"{self.public}/controle?taal={language}")
            self.look(f"controle-{language}")

    def test_a_document_that_holds_and_one_that_does_not(self):
        self.tab.go(f"{self.public}/controle")
        self.send(self.document)
        self.assertIn("ongewijzigd", self.heading())
        self.look("controle-bekend")
        changed = looking.running.browser.folder / "veranderd.pdf"
        data = bytearray(self.document.read_bytes())
        data[len(data) // 3] ^= 1
        changed.write_bytes(data)
        self.tab.go(f"{self.public}/controle?taal=en")
        self.send(changed)
        self.assertIn("changed", self.heading())
        self.look("controle-gewijzigd")
        strange = looking.running.browser.folder / "vreemd.pdf"
        strange.write_bytes(b"%PDF-1.4\nnothing\n")
        self.tab.go(f"{self.public}/controle")
        self.send(strange)
        self.assertIn("onbekend", self.heading())
        self.look("controle-onbekend")

    def test_where_the_code_on_paper_leads(self):
        self.tab.go(f"{self.public}/controle?n={self.number}&h=0000000000000000")
        self.assertIn("gewijzigd", self.heading())
        self.look("controle-code")
