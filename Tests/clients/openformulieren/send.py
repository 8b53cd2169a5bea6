"""Sends what Open Formulieren sends, with the library it sends it with (requests), and reads the answer as it does.

    python3 send.py prefill ADDRESS BSN [security]      # StUF-BG over SOAP 1.2, on the address for free messages
    python3 send.py fetch ADDRESS BSN                   # the service fetch of a form's logic: a GET with headers

The files npsLv01.xml and security.xml are what its templates (src/stuf) come to, empty lines and all.
"""

import os
import sys
import xml.etree.ElementTree as xml
from pathlib import Path

import requests

HERE = Path(__file__).resolve().parent
what, address, bsn = sys.argv[1:4]
tls = {"verify": os.environ["CA"], "timeout": 10}


def prefill():
    text = (HERE / "npsLv01.xml").read_text().replace("999990019", bsn)
    if "security" in sys.argv:
        text = text.replace("<soapenv:Header>\n        \n\n", "<soapenv:Header>\n        " + (HERE / "security.xml").read_text())
        assert "<Security" in text
    # No charset, no action in the type; the action in a header of SOAP 1.1, without quotes.
    headers = {"Content-Type": "application/soap+xml", "SOAPAction": "http://www.egem.nl/StUF/sector/bg/0310/npsLv01"}
    answer = requests.post(address, data=text.encode("utf-8"), headers=headers, cert=(os.environ["CERTIFICATE"], os.environ["KEY"]), **tls)
    root = xml.fromstring(answer.content)
    for part in root.iter():
        part.tag = part.tag.split("}")[-1]
    fault = root.find("Body/Fault")
    if fault is not None:
        body = fault.find("Detail/Fo02Bericht/body")
        print(f"fault {fault.findtext('Code/Value')}\ntext {fault.findtext('Reason/Text')}\nstuf {body.findtext('code')}\ndetails {body.findtext('details')}")
        sys.exit(1)
    person = root.find("Body/npsLa01/antwoord/object")
    for extra in person.findall("extraElementen/extraElement"):
        print(extra.get("naam"), extra.text)


def fetch():
    headers = {
        "X-Api-Key": os.environ["API_KEY"],
        "X-BSN": bsn,
        "X-LoA": "urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract",
        # A variable without a value sends its header all the same.
        "X-Vertegenwoordigde": "",
        "X-Referentie": "5b1e2c1c-24a2-4d0b-9f6f-2b0f2b0f8a11",
    }
    answer = requests.get(address, headers=headers, **tls)
    if not answer.ok:
        print(f"status {answer.status_code}\n{answer.headers['Content-Type']}\n{answer.json()['title']}")
        sys.exit(1)
    cases = [case for document in answer.json()["documenten"] for case in document["body"]["financiele_zaken"]]
    for case in cases:
        print(case["zaakkenmerk"], case["saldo"])
    print("saldo", sum(case["saldo"] for case in cases))


{"prefill": prefill, "fetch": fetch}[what]()
