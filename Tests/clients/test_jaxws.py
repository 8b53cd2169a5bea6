"""JAX-WS: code generated from our WSDL by wsimport, without its extensions, compiled and run."""

import shutil

import server
from server import HERE, running

CLASSES = "/usr/share/jaxws/lib/*:."


class JAXWS(server.ClientTest):
    def test_free_message(self):
        folder, wsdl = running.folder("java"), running.wsdl("/soap/schuldenoverzicht")
        running.made("openssl", "pkcs12", "-export", "-in", running.certificate, "-inkey", running.key, "-out", "own.p12", "-passout", "pass:geheim", folder=folder)
        for authority, store in ((running.authority, running.trust), (running.stranger, running.distrust)):
            running.made("keytool", "-importcert", "-noprompt", "-file", authority, "-keystore", store, "-storepass", "geheim", folder=folder)
        tls = [f"-Djavax.net.ssl.{which}Store={folder / file}" for which, file in (("trust", running.trust), ("key", "own.p12"))]
        tls += [f"-Djavax.net.ssl.{which}StorePassword=geheim" for which in ("trust", "key")]
        shutil.copy(HERE / "java/Overview.java", folder)
        running.made("wsimport", "-quiet", wsdl, folder=folder, WSIMPORT_OPTS=" ".join(tls))
        running.made("javac", "-cp", CLASSES, "Overview.java", folder=folder)
        self.agrees("java", "-cp", CLASSES.replace(":.", f":{folder}"), *tls, "-Djava.util.logging.config.file=/dev/null", "Overview", wsdl, "BSN")
