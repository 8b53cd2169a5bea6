"""Which claims has this citizen? StUF-FIN vrdLv01 with zeep, from the WSDL the server publishes.

    python3 claims.py WSDL BSN

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
        stuurgegevens={"berichtcode": "Lv01", "entiteittype": "VRD"},
        parameters={"sortering": 0},
        gelijk={
            "entiteittype": "VRD",
            "wordtBetaaldDoorNatuurlijkPersoonAlsDebiteur": {
                "entiteittype": "VRDNPSDEB",
                "gerelateerde": {"entiteittype": "NPS", "inp.bsn": bsn},
            },
        },
    )
except zeep.exceptions.Fault as fault:
    if fault.detail is None:
        raise
    body = client.wsdl.types.deserialize(fault.detail[0]).body
    print(f"fault {fault.code}\ntext {fault.message}\nstuf {body.code}\ndetails {body.details}")
    sys.exit(1)

total = 0
# Without debts there is no antwoord at all.
for claim in answer.antwoord.object if answer.antwoord else []:
    saldo = int(claim.totaalbedragInclBTW) - int(claim.vorderingstatus.totaalBetaald)
    print(claim.vorderingnummer, saldo)
    total += saldo
print("saldo", total)
