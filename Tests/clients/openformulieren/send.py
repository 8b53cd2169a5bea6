"""Sends what Open Formulieren sends, with the library it sends it with (requests), and reads the answer as it does.

    python3 send.py prefill ADDRESS BSN [security]      # StUF-BG over SOAP 1.2, on the address for free messages
    python3 send.py fetch ADDRESS BSN                   # the service fetch of a form's logic: a GET with headers
    python3 send.py register ADDRESS BSN REFERENCE      # the generic JSON registration of a filled form

The files npsLv01.xml and security.xml are what its templates (src/stuf) come to, empty lines and all.
"""

import os
import sys
import xml.etree.ElementTree as xml
from pathlib import Path

import requests

HERE = Path(__file__).resolve().parent
what, address, bsn = sys.argv[1:4]
LEVEL = "urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract"
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


def told(answer):
    """The JSON of a 2xx; anything else is a failure that it logs."""
    if not answer.ok:
        print(f"status {answer.status_code}\n{answer.headers['Content-Type']}\n{answer.json()['title']}")
        sys.exit(1)
    return answer.json()


def fetch():
    headers = {
        # The service's own key, in the header an administrator fills in.
        "Authorization": f"ApiKey {os.environ['API_KEY']}",
        "X-BSN": bsn,
        "X-LoA": LEVEL,
        # A variable without a value sends its header all the same.
        "X-Vertegenwoordigde": "",
        "X-Referentie": "5b1e2c1c-24a2-4d0b-9f6f-2b0f2b0f8a11",
    }
    answer = told(requests.get(address, headers=headers, **tls))
    for case in answer["zaken"]:
        print(case["kenmerk"], case["saldo"])
    print("saldo", answer["totaal"]["saldo"])


def register():
    context = {"source": "digid", "levelOfAssurance": LEVEL, "authorizee": {"legalSubject": {"identifierType": "bsn", "identifier": bsn}}}
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "additionalProperties": False}
    submission = {
        "values": {"auth_bsn": bsn, "auth_context": context, "toestemming": True},
        "values_schema": schema | {
            "properties": {
                "auth_bsn": {"title": "BSN", "type": "string", "pattern": "^\\d{9}$|^$", "format": "nl-bsn"},
                "auth_context": {"title": "Authentication context", "type": "object"},
                "toestemming": {"title": "Ik geef toestemming", "type": "boolean"},
            },
            "required": ["auth_bsn", "auth_context", "toestemming"],
        },
        "metadata": {
            "public_reference": sys.argv[4],
            "form_name": "Schuldenoverzicht",
            "form_version": "v1",
            "form_id": "ad3b3a2e-0b6a-4f0f-8a7d-4a9c9b1f0001",
            "registration_timestamp": "2026-11-21T18:35:00Z",
            "auth_type": "digid",
        },
        "metadata_schema": schema | {"properties": {}, "required": []},
    }
    answer = told(requests.post(address, json=submission, headers={"Authorization": f"ApiKey {os.environ['API_KEY']}"}, **tls))
    print(f"{answer['kenmerk']}\nzaken {answer['totaal']['zaken']}\nsaldo {answer['totaal']['saldo']}")


{"prefill": prefill, "fetch": fetch, "register": register}[what]()
