"""`blauwbrug demo --serve` in a folder of its own, as a citizen finds it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


class Demonstration:
    def __init__(self, binary):
        self.folder = Path(tempfile.mkdtemp(prefix="blauwbrug-demonstration-"))
        for part in ("mappings", "connectors"):
            (self.folder / part).symlink_to(REPOSITORY / part)
        shutil.copytree(REPOSITORY / "deploy", self.folder / "deploy")
        # With the pages where documents are checked.
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.public = f"https://localhost:{port}"
        with open(self.folder / "deploy/demo/blauwbrug.yaml", "a") as settings:
            settings.write(f'\npublic: {{ address: "127.0.0.1:{port}", url: "{self.public}", certificate: tls/server.pem, key: tls/server.key }}\n')
        (self.folder / "state").mkdir()
        self.output = self.folder / "output"
        with open(self.output, "w") as output:
            self.process = subprocess.Popen(
                [binary, "demo", "--serve", "--root", str(self.folder)], stdout=output, stderr=output,
                env=dict(os.environ, SWIFT_BACKTRACE="enable=no"))
        self.address = self.find(r"(http://127\.0\.0\.1:\d+)/")

    def find(self, pattern, seconds=60):
        until = time.time() + seconds
        while time.time() < until:
            found = re.search(pattern, self.output.read_text())
            if found:
                return found[1]
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"the demonstration does not say {pattern}: {self.output.read_text()}")

    def close(self):
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(40)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
