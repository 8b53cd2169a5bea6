"""What is asked of every page a citizen can come to, whoever wrote it."""

import json
import unittest
from pathlib import Path

import axe_playwright_python

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
REPOSITORY = Path(__file__).resolve().parents[2]
ARTEFACTS = REPOSITORY / "state/artefacts/browser"
# Everything axe knows but what is only experimental.
RULES = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Elements whose text does not fit in them and is cut off, or that stick out of the page.
CUT = """[...document.querySelectorAll('body *')].filter(e => {
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  if (e.closest('.hidden, .skip, svg') || !box.width || style.display === 'inline') return false;
  const isCut = style.overflow !== 'visible' && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
  return isCut || box.right > innerWidth + 1 || box.left < -1;
}).map(e => e.outerHTML.slice(0, 160))"""

# Form elements and links smaller than a finger, unless they stand in a sentence.
SMALL = """[...document.querySelectorAll('button, input:not([type=hidden]), summary, .bar a')].filter(e => {
  const target = (e.closest('label') || e).getBoundingClientRect();
  return target.width && (target.height < 43.5 || target.width < 43.5);
}).map(e => e.outerHTML.slice(0, 160))"""

running = None


class Running:
    """The browser and the demonstration, for all tests of a run."""

    def __init__(self, browser, demonstration):
        self.browser, self.demonstration = browser, demonstration


class PageTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.tab = running.browser.tab()
        self.addCleanup(self.tab.close)
        self.address = running.demonstration.address

    def look(self, name):
        """Asks all of it of the page that is shown now. `name`: of its pictures."""
        tab = self.tab
        with self.subTest(page=name):
            self.assertEqual(tab.complaints(), [], "the console is silent")
            self.assertEqual(tab.run("document.querySelectorAll('h1').length"), 1)
            self.assertGreater(len(tab.run("document.title")), 5)
            self.assertNotRegex(tab.run("document.body.innerText + document.title"), r"<[a-z/]|&[a-z]+;|Optional\(|\bnil\b", "no markup is shown")
            self.assertIn(tab.run("document.documentElement.lang"), ("nl", "en"))
            self.assertEqual(tab.run("document.querySelectorAll('script, iframe, img[src^=http], link[rel=stylesheet]').length"), 0, "nothing from elsewhere")
            tab.run(AXE)
            found = json.loads(tab.run("axe.run(document, %s).then(r => JSON.stringify(r.violations.map(v => [v.id, v.impact, v.nodes.map(n => n.html.slice(0, 200) + ' ' + n.failureSummary)])))"
                                       % json.dumps({"runOnly": RULES})))
            self.assertEqual(found, [], "axe")
            ARTEFACTS.mkdir(parents=True, exist_ok=True)
            for width in (1280, 320):
                tab.size(width, 900, is_phone=width < 500)
                self.assertLessEqual(tab.run("document.documentElement.scrollWidth"), width, "no scrolling sideways")
                self.assertEqual(tab.run(CUT), [], f"nothing is cut off at {width}")
                self.assertEqual(tab.run(SMALL), [], f"large enough to touch at {width}")
                tab.picture(ARTEFACTS / f"{name}-{width}.png")
            # Letters of twice the size (WCAG 1.4.4) and wide lines and words (1.4.12).
            tab.size(1280, 900)
            tab.run("document.documentElement.style.fontSize = '200%'; document.body.style.cssText = 'line-height:1.5;letter-spacing:.12em;word-spacing:.16em'")
            self.assertEqual(tab.run(CUT), [], "nothing is cut off when letters are large")
            tab.run("document.documentElement.style.fontSize = ''; document.body.style.cssText = ''")
