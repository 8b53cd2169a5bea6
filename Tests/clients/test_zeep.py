"""zeep: from our WSDLs of the free message, StUF-FIN and StUF-BG."""

import server
from server import HERE, running


class Zeep(server.ClientTest):
    def test_free_message(self):
        self.agrees("python3", HERE / "python/overview.py", running.wsdl("/soap/schuldenoverzicht"), "BSN")
