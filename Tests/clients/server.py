"""The real program with the citizens of Voorbeeldstad and every vendor of this repository, over TLS: what a client program here talks to.

    with server.Server(binary) as made: made.wsdl("/soap/schuldenoverzicht"), made.overview(BSN)
"""

import os
import re
import subprocess
import sys
import tempfile
import unittest
import urllib.parse
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "blackbox"))
import house  # noqa: E402

# The citizens a client asks for: with debts, without, with a digit that does not fit, and with a source that fails.
FULL, EMPTY, INVALID, FAILING = "999990019", "999993653", "999990018", "999990081"


class Server:
    def __init__(self, binary):
        self.house = house.House(binary, known_as=("0999",))
        vendors = ", ".join(sorted(path.parent.name for path in (house.REPOSITORY / "connectors/vendors").glob("*/connector.yaml")))
        for old in ("vendors: [json, soap]", "vendors: [soap]", "vendors: [json]"):
            self.house.settings = self.house.settings.replace(old, f"vendors: [{vendors}]")
        # What asks for the certified document gets one.
        certificates = self.house.certificates
        certificates.make("seal", "/O=Gemeente Voorbeeldstad/CN=Zegel", "keyUsage=critical,digitalSignature,nonRepudiation\n")
        (certificates.folder / "seal-chain.pem").write_text(certificates.certificate("seal").read_text() + certificates.authority.read_text())
        seal = "    seal: { certificate: tls/seal-chain.pem, key: tls/seal.key, level: b-b, roots: tls/ca.pem }\n"
        self.house.settings = self.house.settings.replace("    sources:\n", f"{seal}    sources:\n", 1)
        self.house.write_settings()
        tls = self.house.folder / "tls"
        self.authority, self.certificate, self.key = tls / "ca.pem", tls / "eform.pem", tls / "eform.key"
        # For the counter-proof: an authority that signed nothing here.
        self.stranger = house.Certificates(self.house.folder / "stranger").authority
        self.trust, self.distrust = "trust.p12", "distrust.p12"
        self.work = Path(tempfile.mkdtemp(prefix="blauwbrug-clients-"))

    def __enter__(self):
        self.house.start()
        return self

    def __exit__(self, *_):
        self.house.stop()
        self.house.remove()
        subprocess.run(["rm", "-rf", str(self.work)], check=True)

    def address(self, path):
        return f"https://localhost:{self.house.port}{path}"

    def wsdl(self, path):
        return self.address(path) + "?wsdl"

    def published(self, path, file):
        """Saves the WSDL of a path, and beside it the schemas it names, as a supplier would."""
        waiting = [(file.name, f"{path}?wsdl")]
        for name, place in waiting:
            answer = self.house.request("GET", place, key=None)
            assert answer.status == 200, f"{place}: {answer.status}"
            (file.parent / name).write_bytes(answer.body)
            # The names are relative, so beside each other the files find each other.
            found = re.findall(r'schemaLocation="([^"]+)"', answer.text)
            waiting += [(other, urllib.parse.urljoin(path, other)) for other in found if all(other != name for name, _ in waiting)]

    def folder(self, name):
        """An empty folder for a client's generated code; gone at the end."""
        made = self.work / name
        made.mkdir()
        return made

    def run(self, *words, folder=None, **environment):
        """A program of someone else's, with this server's trust and a client certificate in its environment and little else."""
        known = {"PATH": "/usr/bin:/bin", "HOME": str(self.work), "LANG": "C.UTF-8", "CA": str(self.authority), "CERTIFICATE": str(self.certificate), "KEY": str(self.key)}
        return subprocess.run([str(word) for word in words], cwd=folder, env=known | environment, capture_output=True, text=True, timeout=300)

    def made(self, *words, **options):
        """The same for a program that must succeed: what it printed."""
        done = self.run(*words, **options)
        if done.returncode != 0:
            raise AssertionError(f"{' '.join(map(str, words))}: ended with {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def overview(self, bsn):
        """What every client must print of this citizen, from our JSON: a line per case, then the sum."""
        documents = self.house.ask_json(bsn, version="4.1.0", key=None, port=self.house.local_port).json["documenten"]
        cases = [case for document in documents for case in document["body"]["financiele_zaken"]]
        return "".join(f"{case['zaakkenmerk']} {case['saldo']}\n" for case in cases) + f"saldo {sum(case['saldo'] for case in cases)}\n"


# The one that serves during a run.
running = None


class ClientTest(unittest.TestCase):
    """What every client must come to: all debts, none, and the two sides of a fault, read by the client's own means."""

    def agrees(self, *words, version="1.1", **environment):
        """`words` are the client's command; the citizen's number is put where `BSN` stands."""
        for bsn in (FULL, EMPTY):
            with self.subTest(bsn=bsn, version=version):
                done = self.ask(bsn, words, environment)
                self.assertEqual((done.returncode, done.stdout, done.stderr), (0, running.overview(bsn), ""))
        self.faults(*words, version=version, **environment)
        with self.subTest("does not speak to a server it does not trust"):
            done = self.ask(FULL, [str(word).replace(str(running.trust), str(running.distrust)) for word in words], environment | {"CA": str(running.stranger)})
            self.assertNotEqual(done.returncode, 0)
            self.assertEqual(done.stdout.replace(" ", ""), "")

    def sums_up(self, bsn, printed):
        """Whether the extraElementen of a StUF-BG answer say what the JSON says."""
        told = dict(line.split(" ", 1) for line in printed.splitlines())
        lines = running.overview(bsn).splitlines()
        self.assertEqual(told["schulden.aantalZaken"], str(len(lines) - 1))
        self.assertEqual(told["schulden.totaalSaldo"], lines[-1].split()[1])
        self.assertEqual(told["schulden.volledig"], "J")
        self.assertRegex(told["schulden.totaalAchterstand"], r"\A[0-9]+\Z")
        self.assertEqual(len(told), 6)

    def faults(self, *words, version="1.1", **environment):
        client, server = ("Client", "Server") if version == "1.1" else ("Sender", "Receiver")
        for bsn, side, stuf, text in (
            (INVALID, client, "StUF055", "Berichtbody is niet conform schema in sectormodel"),
            (FAILING, server, "StUF058", "Proces voor afhandelen bericht geeft fout"),
        ):
            with self.subTest(bsn=bsn, version=version):
                done = self.ask(bsn, words, environment)
                self.assertEqual(done.returncode, 1)
                pattern = rf"\Afault (\S+:)?(?i:{side})\ntext {text}\nstuf {stuf}\ndetails .* Referentie [0-9a-f-]{{36}}\.\n\Z"
                self.assertRegex(done.stdout, pattern)

    def ask(self, bsn, words, environment):
        return running.run(*(bsn if word == "BSN" else word for word in words), **environment)
