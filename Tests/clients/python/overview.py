"""Which debts does this citizen have? With zeep (package python3-zeep), from the WSDL the server publishes.

    python3 overview.py WSDL BSN

Environment: CA, the authority that signed the server's certificate; CERTIFICATE and KEY, your own; all PEM files.
"""

import os
import sys
import uuid

import requests
import zeep

wsdl, bsn = sys.argv[1:]
session = requests.Session()
session.verify = os.environ["CA"]
session.cert = (os.environ["CERTIFICATE"], os.environ["KEY"])
client = zeep.Client(wsdl, transport=zeep.Transport(session=session))

try:
    answer = client.service.vraagSchuldenoverzicht(
        stuurgegevens={"berichtcode": "Di02", "referentienummer": str(uuid.uuid4()), "functie": "geefSchuldenoverzicht"},
        persoon={"entiteittype": "NPS", "functie": "selectie", "inp.bsn": bsn},
    )
except zeep.exceptions.Fault as fault:
    if fault.detail is None:
        raise
    # The detail is XML; the WSDL knows its type.
    body = client.wsdl.types.deserialize(fault.detail[0]).body
    print(f"fault {fault.code}\ntext {fault.message}\nstuf {body.code}\ndetails {body.details}")
    sys.exit(1)

total = 0
for document in answer.document:
    cases = document.body.financiele_zaken  # zeep reads an empty element as None
    for case in cases.financiele_zaak if cases else []:
        print(case.zaakkenmerk, case.saldo)
        total += case.saldo
print("saldo", total)
