"""gSOAP: code generated from our WSDL, compiled and run."""

import shutil

import server
from server import HERE, running


class GSOAP(server.ClientTest):
    def test_free_message(self):
        folder = running.folder("c")
        for name in ("overview.c", "typemap.dat"):
            shutil.copy(HERE / "c" / name, folder)
        running.published("/soap/schuldenoverzicht", folder / "schuldenoverzicht?wsdl")
        running.made("wsdl2h", "-c", "-P", "-t", "typemap.dat", "-o", "overview.h", "schuldenoverzicht?wsdl", folder=folder)
        running.made("soapcpp2", "-c", "-C", "-L", "-x", "overview.h", folder=folder)
        running.made("cc", "-DWITH_OPENSSL", "overview.c", "soapC.c", "soapClient.c", "-lgsoapssl", "-lssl", "-lcrypto", "-o", "overview", folder=folder)
        identity = folder / "identity.pem"
        identity.write_text(running.certificate.read_text() + running.key.read_text())
        # With bindings for both, gSOAP speaks SOAP 1.2.
        self.agrees(folder / "overview", running.address("/soap/schuldenoverzicht"), "BSN", version="1.2", IDENTITY=str(identity))
