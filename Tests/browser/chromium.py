"""A headless Chromium, spoken to in its own protocol (Chrome DevTools Protocol)."""

import base64
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import websocket


class Browser:
    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="blauwbrug-browser-"))
        self.downloads = self.folder / "downloads"
        self.downloads.mkdir()
        # Root has no sandbox of its own to put a browser in; it opens nothing but our own pages.
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        self.errors = open(self.folder / "errors", "w+")
        self.process = subprocess.Popen(
            ["chromium", "--headless=new", "--remote-debugging-port=0", f"--user-data-dir={self.folder}/profile", "--no-first-run",
             "--disable-gpu", "--ignore-certificate-errors", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--hide-scrollbars", "--force-color-profile=srgb", "--remote-allow-origins=*", *sandbox, "about:blank"],
            stdout=subprocess.DEVNULL, stderr=self.errors, env=dict(os.environ, LANG="nl_NL.UTF-8"))
        self.socket = websocket.create_connection(self.address(), timeout=60, suppress_origin=True)
        self.number = 0
        self.told = []

    def address(self):
        for _ in range(600):
            found = re.search(r"ws://\S+", (self.folder / "errors").read_text())
            if found:
                return found[0]
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"Chromium does not start: {(self.folder / 'errors').read_text()}")

    def send(self, method, session=None, **parameters):
        """One command and what it gives; events that come meanwhile are kept."""
        self.number += 1
        number = self.number
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        self.socket.send(json.dumps(message))
        while True:
            heard = json.loads(self.socket.recv())
            if heard.get("id") == number:
                if "error" in heard:
                    raise RuntimeError(f"{method}: {heard['error']}")
                return heard["result"]
            if "method" in heard:
                self.told.append(heard)

    def wait(self, method, session, seconds=20):
        """The next event of that name, among those that were kept or still come."""
        until = time.time() + seconds
        while True:
            for at, heard in enumerate(self.told):
                if heard["method"] == method and heard.get("sessionId") == session:
                    return self.told.pop(at)["params"]
            if time.time() > until:
                raise RuntimeError(f"{method} did not come")
            self.socket.settimeout(max(0.1, until - time.time()))
            self.told.append(json.loads(self.socket.recv()))
            self.socket.settimeout(60)

    def tab(self):
        return Tab(self)

    def close(self):
        try:
            self.send("Browser.close")
            self.process.wait(10)
        except (OSError, RuntimeError, subprocess.TimeoutExpired, websocket.WebSocketException):
            self.process.kill()
            self.process.wait()
        self.errors.close()
        shutil.rmtree(self.folder, ignore_errors=True)


KEYS = {"Tab": ("Tab", 9, ""), "Enter": ("Enter", 13, "\r"), "Space": ("Space", 32, " "), "Down": ("ArrowDown", 40, "")}


class Tab:
    """One page."""

    def __init__(self, browser):
        self.browser = browser
        self.target = browser.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.send("Target.attachToTarget", targetId=self.target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")
        self.size(1280, 900)

    def send(self, method, **parameters):
        return self.browser.send(method, self.session, **parameters)

    def size(self, width, height, is_phone=False):
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=is_phone)

    def forget(self):
        self.browser.told.clear()

    def go(self, address):
        self.forget()
        self.send("Page.navigate", url=address)
        self.browser.wait("Page.loadEventFired", self.session)

    def run(self, script):
        """What an expression gives; a promise is waited for."""
        done = self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in done:
            raise RuntimeError(done["exceptionDetails"])
        return done["result"].get("value")

    def then(self, act):
        """Does something that leads to another page, and waits for that."""
        self.forget()
        act()
        self.browser.wait("Page.loadEventFired", self.session)

    def press(self, key):
        name, code, text = KEYS[key]
        common = {"key": " " if key == "Space" else name, "code": name, "windowsVirtualKeyCode": code}
        self.send("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **common)
        self.send("Input.dispatchKeyEvent", type="keyUp", **common)

    def complaints(self):
        """What the browser's console was told since the last page: errors, and what the page's own policy forbade."""
        self.run("0")
        return [heard["params"] for heard in self.browser.told if heard.get("sessionId") == self.session and (
            heard["method"] == "Log.entryAdded" or heard["method"] == "Runtime.exceptionThrown")]

    def picture(self, path):
        size = self.send("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 16_000), "scale": 1}
        shot = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        Path(path).write_bytes(base64.b64decode(shot["data"]))

    def print(self, path):
        # A4, in inches.
        done = self.send("Page.printToPDF", printBackground=False, paperWidth=8.27, paperHeight=11.69, preferCSSPageSize=True)
        Path(path).write_bytes(base64.b64decode(done["data"]))

    def close(self):
        self.browser.send("Target.closeTarget", targetId=self.target)
