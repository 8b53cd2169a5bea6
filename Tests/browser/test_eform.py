"""The demonstration eForm, as citizens meet it."""

import re
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

import looking
from looking import ARTEFACTS, PageTest

CITIZENS = {"geen": 0, "een": 1, "zes": 6, "veertig": 40, "kwijt": 2, "teveel": 1, "samen": 1}


class EForm(PageTest):
    def log_in(self, citizen, language="nl"):
        self.tab.go(f"{self.address}/inloggen?taal={language}")
        self.tab.run(f"document.querySelector('[value={citizen}]').checked = true")
        self.tab.then(lambda: self.tab.run("document.querySelector('main form button').click()"))

    def click(self, words):
        script = f"[...document.querySelectorAll('button, a')].find(e => e.textContent.includes({words!r})).click()"
        self.tab.then(lambda: self.tab.run(script))

    def test_the_way_in(self):
        for language in ("nl", "en"):
            self.tab.go(f"{self.address}/?taal={language}")
            self.look(f"start-{language}")
            self.click("Haal mijn schulden op" if language == "nl" else "Fetch my debts")
            self.look(f"inloggen-{language}")
        self.assertIn("/inloggen?taal=en", self.tab.run("location.href"))
        # Nobody chosen: it comes back and says so.
        self.tab.then(lambda: self.tab.run("document.querySelectorAll('[name=burger]').forEach(e => { e.checked = false; e.required = false }); document.querySelector('main form button').click()"))
        self.assertTrue(self.tab.run("document.title").startswith("Error"))
        self.tab.forget()  # The console says that the answer was 400.
        self.look("inloggen-fout")

    def test_every_page_says_that_it_is_a_demonstration(self):
        for path in ("", "inloggen", "inloggen?taal=en", "bestaat-niet"):
            self.tab.go(f"{self.address}/{path}")
            self.assertRegex(self.tab.run("document.querySelector('header').innerText"), "Dit is een demonstratie|This is a demonstration")
        self.log_in("zes")
        self.assertIn("Dit is een demonstratie", self.tab.run("document.querySelector('header').innerText"))

    def test_overviews(self):
        for citizen, cases in CITIZENS.items():
            self.log_in(citizen)
            self.assertEqual(self.tab.run("document.querySelectorAll('article').length"), cases)
            self.assertEqual(self.tab.run("document.title"), "Uw schulden bij de gemeente Voorbeeldstad (demonstratie)")
            self.look(f"overzicht-{citizen}")
        for citizen in ("geen", "zes"):
            self.log_in(citizen, "en")
            self.look(f"overview-{citizen}")

    def test_what_it_says(self):
        self.log_in("zes")
        text = re.sub(r"\s+", " ", self.tab.run("document.querySelector('main').innerText"))
        for said in ("U moet in totaal nog betalen € 2.331,80", "Daarvan is te laat € 722,20", "€ 516,05 Onroerendezaakbelasting 2025 Te laat. U moest dit uiterlijk op 16 juni 2025 betalen.",
                     "NL13TEST0123456789", "1002000100000002", "Hulp bij schulden", "Wat staat hier niet in?", "testnummer 999990019"):
            self.assertIn(said, text)
        self.log_in("geen")
        self.assertIn("U heeft op dit moment geen openstaande schulden bij de gemeente Voorbeeldstad.", self.tab.run("document.querySelector('main').innerText"))
        self.log_in("teveel")
        self.assertRegex(self.tab.run("document.querySelector('article').innerText"), r"U heeft €\s122,40 te veel betaald")
        self.log_in("kwijt")
        self.assertRegex(self.tab.run("document.querySelector('main').textContent"), r"scholden wij u €\s396,00 kwijt")

    def test_a_picture_says_the_same_in_words(self):
        self.log_in("zes")
        told = self.tab.run("[...document.querySelectorAll('svg.picture')].map(s => [s.querySelector('desc').textContent, s.nextElementSibling.innerText.replaceAll('\\n', ', ')])")
        self.assertEqual(len(told), 6)
        for heard, seen in told:
            self.assertEqual(heard.replace("\u00a0", " "), re.sub(r"(, )+", ", ", seen.replace("\u00a0", " ").strip()))

    def test_a_source_that_fails(self):
        self.log_in("storing")
        self.tab.forget()
        self.assertIn("Wij kunnen uw overzicht nu niet maken", self.tab.run("document.querySelector('h1').innerText"))
        self.look("storing")
        self.assertNotIn("€", self.tab.run("document.body.innerText"))

    def test_on_paper(self):
        for citizen in ("geen", "een", "zes", "veertig"):
            self.log_in(citizen)
            self.click("Maak geschikt om te printen")
            self.look(f"print-{citizen}")
            file = ARTEFACTS / f"print-{citizen}.pdf"
            self.tab.print(file)
            text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
            self.assertNotIn("Download het gewaarmerkte", text)
            self.assertIn("Hulp bij schulden", text)
            if citizen == "zes":
                self.assertIn("Op 21 april 2025 is € 400,00 betaald.", text.replace("\u00a0", " "))
            subprocess.run(["pdftoppm", "-r", "50", "-png", file, ARTEFACTS / f"print-{citizen}"], check=True)

    def test_by_keyboard_and_without_script(self):
        tab = self.tab
        running = looking.running
        for file in running.browser.downloads.iterdir():
            file.unlink()
        running.browser.send("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(running.browser.downloads))
        tab.send("Emulation.setScriptExecutionDisabled", value=True)
        tab.go(f"{self.address}/")
        tab.press("Tab")
        self.assertEqual(self.focused(), "Naar de inhoud")
        self.assertGreaterEqual(tab.run("document.activeElement.getBoundingClientRect().left"), 0, "the way past the top can be seen")
        self.walk_to("Haal mijn schulden op")
        tab.then(lambda: tab.press("Enter"))
        self.walk_to("", kind="radio")
        tab.press("Down")
        tab.press("Down")
        self.assertEqual(tab.run("document.querySelector(':checked').value"), "een")
        self.walk_to("Bekijk het overzicht")
        tab.then(lambda: tab.press("Enter"))
        self.assertIn("1 zaak", tab.run("document.body.innerText"))
        self.walk_to("Wat er is gebeurd", before="Download")
        tab.press("Enter")
        self.assertTrue(tab.run("document.querySelector('details').open"))
        tab.run("document.activeElement.blur(); document.querySelector('.skip').focus()")
        self.walk_to("Download het gewaarmerkte document")
        tab.press("Enter")
        until = time.time() + 20
        while time.time() < until:
            done = [file for file in running.browser.downloads.iterdir() if file.suffix == ".pdf"]
            if done:
                self.assertTrue(done[0].read_bytes().startswith(b"%PDF-1.7"))
                self.assertRegex(done[0].name, r"^schuldenoverzicht-[0-9A-Z-]{19}\.pdf$")
                return
            time.sleep(0.05)
        self.fail(f"nothing was downloaded: {tab.run('document.body.innerText')}")

    def focused(self):
        return self.tab.run("(document.activeElement.textContent || document.activeElement.value || '').trim()")

    def walk_to(self, words, kind=None, before=None):
        """Presses Tab until something with these words has the focus; wherever it comes, that can be seen."""
        for _ in range(60):
            self.tab.press("Tab")
            outline = self.tab.run("getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).boxShadow")
            self.assertNotEqual(outline, "nonenone", self.focused())
            if kind and self.tab.run("document.activeElement.type") == kind:
                return
            if not kind and words in self.focused():
                return
        self.fail(f"Tab does not come to {words}; it is at {self.focused()}")

    def test_nothing_of_a_citizen_stands_in_an_address(self):
        self.tab.go(f"{self.address}/")
        self.log_in("zes")
        self.click("English")
        self.click("Make ready to print")
        history = self.tab.send("Page.getNavigationHistory")["entries"]
        self.assertGreater(len(history), 3)
        for entry in history:
            self.assertNotRegex(entry["url"], r"9999|burger|zes")

    def test_requests_that_no_browser_makes(self):
        for path, form in (("/overzicht", {"burger": "999990019"}), ("/overzicht", {}), ("/document", {"burger": "' OR 1=1"}), ("/overzicht", {"burger": "<script>alert(1)</script>"})):
            with self.assertRaises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(self.address + path, urllib.parse.urlencode(form).encode())
            self.assertEqual(refused.exception.code, 400)
            body = refused.exception.read().decode()
            self.assertNotIn("<script>", body)
        elsewhere = urllib.request.Request(self.address + "/", headers={"Host": "evil.example"})
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(elsewhere)
        self.assertEqual(refused.exception.code, 403)
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(self.address + "/overzicht")
        self.assertEqual(refused.exception.code, 405)
