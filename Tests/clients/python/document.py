"""The certified document about this citizen, in base64. With zeep (package python3-zeep), from the WSDL the server publishes.

    python3 document.py WSDL BSN REFERENCE FILE

Environment: CA, the authority that signed the server's certificate; CERTIFICATE and KEY, your own; all PEM files.
"""

import os
import sys

import requests
import zeep

wsdl, bsn, reference, file = sys.argv[1:]
session = requests.Session()
session.verify = os.environ["CA"]
session.cert = (os.environ["CERTIFICATE"], os.environ["KEY"])
client = zeep.Client(wsdl, transport=zeep.Transport(session=session))

answer = client.service.vraagSchuldenoverzicht(
    stuurgegevens={"berichtcode": "Di02", "referentienummer": reference, "functie": "geefSchuldenoverzicht"},
    parameters={"representatie": "pdf"},
    persoon={"entiteittype": "NPS", "functie": "selectie", "inp.bsn": bsn},
)
with open(file, "wb") as document:
    document.write(answer.documentPdf)  # zeep has undone the base64
print(answer.documentNummer)
