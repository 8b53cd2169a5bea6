"""The certified document, as client programs get it: zeep in base64, JAX-WS beside the message (MTOM). It is the one we sent, and genuine."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
import unittest
import uuid

import server
from server import FULL, HERE, running

CLASSES = "/usr/share/jaxws/lib/*:."
ZAAKLOKET = "/zaakloket/VorderingenService"


class Certified(unittest.TestCase):
    def genuine(self, file, number, ours):
        """Ours: the bytes as the same question got them without a client program."""
        document = file.read_bytes()
        self.assertTrue(document.startswith(b"%PDF-1.7"))
        self.assertEqual(hashlib.sha256(document).hexdigest(), hashlib.sha256(ours).hexdigest())
        done = subprocess.run([running.house.binary, "verify", str(file), "--trust", str(running.authority), "--json"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn(number, json.dumps(json.loads(done.stdout)))

    def asked(self, path, body):
        answer = running.house.request("POST", path, body.encode(), {"Content-Type": "text/xml; charset=utf-8"}, certificate="eform", key=None)
        self.assertEqual(answer.status, 200, answer.text[:300])
        return answer

    def test_zeep_in_base64(self):
        reference, file = str(uuid.uuid4()), running.folder("zeep-certified") / "document.pdf"
        number = running.made("python3", HERE / "python/document.py", running.wsdl("/soap/schuldenoverzicht"), FULL, reference, file).strip()
        envelope = "http://schemas.xmlsoap.org/soap/envelope/"
        answer = self.asked("/soap/schuldenoverzicht", (
            f'<e:Envelope xmlns:e="{envelope}"><e:Body><b:geefSchuldenoverzicht_Di02 xmlns:b="http://voorbeeld.example/koppelvlak/bk0100" '
            'xmlns:s="http://www.egem.nl/StUF/StUF0301"><b:stuurgegevens><s:berichtcode>Di02</s:berichtcode>'
            f"<s:referentienummer>{reference}</s:referentienummer><s:functie>geefSchuldenoverzicht</s:functie></b:stuurgegevens>"
            "<b:parameters><b:representatie>pdf</b:representatie></b:parameters>"
            f'<b:persoon s:entiteittype="NPS" s:functie="selectie"><b:inp.bsn>{FULL}</b:inp.bsn></b:persoon>'
            "</b:geefSchuldenoverzicht_Di02></e:Body></e:Envelope>"))
        self.genuine(file, number, base64.b64decode(re.search(r"<BK:documentPdf>([^<]*)<", answer.text).group(1), validate=True))

    def test_jaxws_beside_the_message(self):
        folder, wsdl, reference = running.folder("java-certified"), running.wsdl(ZAAKLOKET), str(uuid.uuid4())
        running.made("openssl", "pkcs12", "-export", "-in", running.certificate, "-inkey", running.key, "-out", "own.p12", "-passout", "pass:geheim", folder=folder)
        running.made("keytool", "-importcert", "-noprompt", "-file", running.authority, "-keystore", "trust.p12", "-storepass", "geheim", folder=folder)
        tls = [f"-Djavax.net.ssl.{which}Store={folder / file}" for which, file in (("trust", "trust.p12"), ("key", "own.p12"))]
        tls += [f"-Djavax.net.ssl.{which}StorePassword=geheim" for which in ("trust", "key")]
        shutil.copy(HERE / "java/Document.java", folder)
        running.made("wsimport", "-quiet", wsdl, folder=folder, WSIMPORT_OPTS=" ".join(tls))
        running.made("javac", "-cp", CLASSES, "Document.java", folder=folder)
        printed = running.made(
            "java", "-cp", CLASSES.replace(":.", f":{folder}"), *tls, "-Djava.util.logging.config.file=/dev/null",
            "-Dcom.sun.xml.ws.transport.http.client.HttpTransportPipe.dump=true", "Document", wsdl, FULL, reference, "document.pdf", folder=folder)
        # What it sent and got, in its own words: a package both ways.
        self.assertEqual(len(re.findall(r"(?i)content-type\W+multipart/related;[^\n]*application/xop\+xml", printed)), 2, printed[:2000])
        self.assertRegex(printed, r"<\w+:Include [^>]*href=.cid:")
        case = (server.house.REPOSITORY / "connectors/vendors/zaakloket/cases/mtom/request.xml").read_text()
        for old, new in ((">12345672<", f">{FULL}<"), (">ZL-2025-000117<", f">{reference}<")):
            self.assertIn(old, case)
            case = case.replace(old, new)
        # What JAX-WS left out.
        for name in ("Afzender", "Dossier", "Verzonden"):
            case = re.sub(rf"<{name} [^>]*>[^<]*</{name}>", "", case)
        case = re.sub(r"<Aanmelding [^>]*/>", "", case)
        body = self.asked(ZAAKLOKET, case).body
        self.genuine(folder / "document.pdf", printed.split()[-1], body[body.index(b"%PDF-1.7"):body.rindex(b"\r\n--")])
