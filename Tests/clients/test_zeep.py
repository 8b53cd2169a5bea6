"""zeep: from our WSDLs of the free message, StUF-FIN and StUF-BG."""

import server
from server import HERE, running


class Zeep(server.ClientTest):
    def test_free_message(self):
        self.agrees("python3", HERE / "python/overview.py", running.wsdl("/soap/schuldenoverzicht"), "BSN")

    def test_claims(self):
        self.agrees("python3", HERE / "python/claims.py", running.wsdl("/fin0310/BeantwoordVraag"), "BSN")

    def test_person(self):
        command = ("python3", HERE / "python/person.py", running.wsdl("/bg0310/VrijeBerichten"))
        for bsn in (server.FULL, server.EMPTY):
            self.sums_up(bsn, running.made(*command, bsn))
        self.faults(*command, "BSN")
