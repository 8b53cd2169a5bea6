"""Everything a seal needs and nobody here made: two authorities with revocation lists on loopback, certificates that are right and wrong, a
time stamp authority that can be slow, lie or be gone, and a hardware module."""

import datetime
import http.server
import os
import socketserver
import subprocess
import threading
import time
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DAY = datetime.timedelta(days=1)
MODULE = "/usr/lib/softhsm/libsofthsm2.so"
OPENSSL_TSA = """\
[tsa]
default_tsa = t
[t]
serial = {folder}/tsa.serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
certs = {folder}/sub.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


class Served(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    # Many ask at once when documents are validated side by side.
    request_queue_size = 64


class Office:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.mode = "honest"
        self.stamps = 0
        office = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_GET(self):
                path = office.folder / Path(self.path).name
                self.give(path.read_bytes() if path.suffix == ".crl" and path.exists() else None, "application/pkix-crl")

            def do_POST(self):
                asked = self.rfile.read(int(self.headers["Content-Length"]))
                if office.mode == "slow":
                    time.sleep(4)
                self.give(office.stamp(asked), "application/timestamp-reply")

            def give(self, body, kind):
                try:
                    self.send_response(200 if body else 404)
                    self.send_header("Content-Type", kind)
                    self.send_header("Content-Length", str(len(body or b"")))
                    self.end_headers()
                    self.wfile.write(body or b"")
                except OSError:
                    pass

        self.server = Served(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.address = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.keys, self.certificates = {}, {}
        self.authority("root")
        self.authority("sub", by="root")
        self.authority("stranger")
        now = datetime.datetime.now(datetime.timezone.utc)
        self.leaf("seal", ec.generate_private_key(ec.SECP256R1()))
        self.leaf("rsa", rsa.generate_private_key(65537, 3072))
        self.leaf("hsm", ec.generate_private_key(ec.SECP256R1()))
        self.leaf("expired", ec.generate_private_key(ec.SECP256R1()), since=now - 30 * DAY, until=now - DAY)
        self.leaf("other", ec.generate_private_key(ec.SECP256R1()), by="stranger")
        self.leaf("tsa", ec.generate_private_key(ec.SECP256R1()), is_stamper=True)
        for name in ("root", "sub", "stranger"):
            self.revocations(name)
        (self.folder / "tsa.cnf").write_text(OPENSSL_TSA.format(folder=self.folder))
        (self.folder / "tsa.serial").write_text("01")
        self.lock = threading.Lock()

    # Certificates.

    def write(self, name, *chain):
        key = self.keys[name].private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        (self.folder / f"{name}.key").write_bytes(key)
        (self.folder / f"{name}.key").chmod(0o600)
        (self.folder / f"{name}.pem").write_bytes(b"".join(self.certificates[one].public_bytes(serialization.Encoding.PEM) for one in (name, *chain)))

    def name(self, common):
        return x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "NL"), x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Gemeente Voorbeeldstad"),
                          x509.NameAttribute(NameOID.SERIAL_NUMBER, "00000099000000002000"), x509.NameAttribute(NameOID.COMMON_NAME, common)])

    def build(self, name, by, since=None, until=None):
        now = datetime.datetime.now(datetime.timezone.utc)
        builder = x509.CertificateBuilder().subject_name(self.name(f"Test {name}")).issuer_name(self.name(f"Test {by}"))
        builder = builder.public_key(self.keys[name].public_key()).serial_number(x509.random_serial_number())
        builder = builder.not_valid_before(since or now - DAY).not_valid_after(until or now + 30 * DAY)
        builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(self.keys[name].public_key()), False)
        builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.keys[by].public_key()), False)
        if by != name:
            place = x509.DistributionPoint([x509.UniformResourceIdentifier(f"{self.address}/{by}.crl")], None, None, None)
            builder = builder.add_extension(x509.CRLDistributionPoints([place]), False)
        return builder

    def usage(self, **yes):
        names = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign",
                 "encipher_only", "decipher_only")
        return x509.KeyUsage(**{name: yes.get(name, False) for name in names})

    def authority(self, name, by=None):
        self.keys[name] = ec.generate_private_key(ec.SECP256R1())
        builder = self.build(name, by or name).add_extension(x509.BasicConstraints(True, None), True)
        builder = builder.add_extension(self.usage(key_cert_sign=True, crl_sign=True), True)
        self.certificates[name] = builder.sign(self.keys[by or name], hashes.SHA256())
        self.write(name)

    def leaf(self, name, key, by="sub", since=None, until=None, is_stamper=False):
        self.keys[name] = key
        builder = self.build(name, by, since, until).add_extension(x509.BasicConstraints(False, None), True)
        builder = builder.add_extension(self.usage(digital_signature=True, content_commitment=not is_stamper), True)
        if is_stamper:
            builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)
        self.certificates[name] = builder.sign(self.keys[by], hashes.SHA256())
        self.write(name, *([] if is_stamper else [by]))

    def revocations(self, name):
        now = datetime.datetime.now(datetime.timezone.utc)
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.name(f"Test {name}")).last_update(now - DAY).next_update(now + DAY)
        builder = builder.add_extension(x509.CRLNumber(1), False)
        builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.keys[name].public_key()), False)
        (self.folder / f"{name}.crl").write_bytes(builder.sign(self.keys[name], hashes.SHA256()).public_bytes(serialization.Encoding.DER))

    # Time.

    def stamp(self, asked):
        if self.mode == "gone":
            return None
        with self.lock:
            self.stamps += 1
            query = self.folder / "query.tsq"
            if self.mode == "lying":
                # About something else than what was asked.
                subprocess.run(["openssl", "ts", "-query", "-sha256", "-digest", "00" * 32, "-cert", "-out", query], check=True, capture_output=True)
            else:
                query.write_bytes(asked)
            done = subprocess.run(["openssl", "ts", "-reply", "-config", self.folder / "tsa.cnf", "-queryfile", query], capture_output=True)
        return done.stdout if done.returncode == 0 else None

    # A hardware module.

    def module(self):
        """Puts the key of `hsm` in a SoftHSM2 token; the program finds it by SOFTHSM2_CONF."""
        tokens = self.folder / "tokens"
        tokens.mkdir(exist_ok=True)
        configuration = self.folder / "softhsm2.conf"
        configuration.write_text(f"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n")
        os.environ["SOFTHSM2_CONF"] = str(configuration)
        for words in (["--init-token", "--free", "--label", "zegel", "--so-pin", "9876", "--pin", "1234"],
                      ["--import", self.folder / "hsm.key", "--token", "zegel", "--label", "zegel", "--id", "01", "--pin", "1234"]):
            subprocess.run(["softhsm2-util", *words], check=True, capture_output=True)
        return tokens

    def close(self):
        self.server.shutdown()
        self.server.server_close()
