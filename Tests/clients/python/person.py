"""What does this citizen owe in all? StUF-BG npsLv01 with zeep, from the WSDL the server publishes; the totals stand in extraElementen.

    python3 person.py WSDL BSN

Environment: CA, the authority that signed the server's certificate; CERTIFICATE and KEY, your own; all PEM files.
"""

import os
import sys

import requests
import zeep

wsdl, bsn = sys.argv[1:]
session = requests.Session()
session.verify = os.environ["CA"]
session.cert = (os.environ["CERTIFICATE"], os.environ["KEY"])
client = zeep.Client(wsdl, transport=zeep.Transport(session=session))

try:
    answer = client.service.vraagSchuldenoverzicht(
        stuurgegevens={"berichtcode": "Lv01", "entiteittype": "NPS"},
        parameters={"sortering": 0, "indicatorVervolgvraag": "false"},
        gelijk={"entiteittype": "NPS", "inp.bsn": bsn},
    )
except zeep.exceptions.Fault as fault:
    if fault.detail is None:
        raise
    body = client.wsdl.types.deserialize(fault.detail[0]).body
    print(f"fault {fault.code}\ntext {fault.message}\nstuf {body.code}\ndetails {body.details}")
    sys.exit(1)

for extra in answer.antwoord.object.extraElementen.extraElement:
    print(extra.naam, extra._value_1)
