"""PHP's own SOAP client: from our WSDL, and from the official one of StUF-FIN."""

import unittest

import server
from server import HERE, running

OFFICIAL = server.house.REPOSITORY.parent / "shared/schemas/fin/fin0310/vraagAntwoord/fin0310_beantwoordVraag.wsdl"


class PHP(server.ClientTest):
    def test_free_message_from_our_wsdl(self):
        for version in ("1.1", "1.2"):
            self.agrees("php", HERE / "php/overview.php", running.wsdl("/soap/schuldenoverzicht"), "BSN", version, version=version)

    @unittest.skipUnless(OFFICIAL.exists(), "the official schemas are not at ../shared/schemas")
    def test_claims_from_the_official_wsdl(self):
        trace = running.work / "request.xml"
        for version in ("1.1", "1.2"):
            self.agrees("php", HERE / "php/claims.php", OFFICIAL, running.address("/fin0310/BeantwoordVraag"), "BSN", version, version=version, TRACE=str(trace))
        # What makes this client worth the trouble: it writes attributes of another namespace without one.
        self.assertIn(' entiteittype="VRDNPSDEB"', trace.read_text())
