"""Attacks the TLS side of a running `blauwbrug serve`: only what NCSC-NL (2025-05) calls good or sufficient may be negotiated.

What a client of this machine cannot offer any more is offered with hand-made hellos. The installation is that of `test_http`.
"""

import os
import random
import re
import socket
import ssl
import struct
import subprocess
import tempfile
import time
import unittest

import test_http
from test_http import Closed, Reader, ask, connect, question, target

SUITES_12 = {
    "ECDSA": {"ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305"},
    "RSA": {"ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-CHACHA20-POLY1305"},
}
CODES_12 = {0xC02B, 0xC02C, 0xC02F, 0xC030, 0xCCA8, 0xCCA9}
CODES_13 = {0x1301, 0x1302, 0x1303}
GOOD_SIGNATURES = [0x0403, 0x0503, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601]
GOOD_GROUPS = [0x001D, 0x0017, 0x0018]
X25519MLKEM768 = 0x11EC

ALERT, HANDSHAKE = 21, 22
SERVER_HELLO = 2
# The random of a ServerHello that is a HelloRetryRequest (RFC 8446 §4.1.3).
RETRY = bytes.fromhex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c")


def setUpModule():
    target.prepare()


def vector(size, body):
    return len(body).to_bytes(size, "big") + body


def numbers(values):
    return b"".join(struct.pack(">H", value) for value in values)


def extension(kind, body):
    return struct.pack(">H", kind) + vector(2, body)


def hello(suites, version=0x0303, record=0x0301, signatures=GOOD_SIGNATURES, groups=GOOD_GROUPS, versions=None, shares=None, more=b"",
          compression=b"\0"):
    """A ClientHello in its record or records."""
    extensions = extension(10, vector(2, numbers(groups))) + extension(11, b"\x01\0") + extension(13, vector(2, numbers(signatures)))
    if versions:
        extensions += extension(43, vector(1, numbers(versions)))
        extensions += extension(51, vector(2, shares or b""))
    body = struct.pack(">H", version) + os.urandom(32) + vector(1, os.urandom(32)) + vector(2, numbers(suites)) + vector(1, compression)
    body += vector(2, extensions + more)
    message = b"\x01" + vector(3, body)
    return b"".join(
        struct.pack(">BH", HANDSHAKE, record) + vector(2, message[at : at + 16_000]) for at in range(0, len(message), 16_000))


def exchange(message):
    """The records with which the server answers, until it waits for us or closes."""
    with socket.create_connection((target.host, target.port), timeout=5) as connection:
        connection.sendall(message)
        connection.settimeout(0.5)
        got = b""
        try:
            while part := connection.recv(65536):
                got += part
        except OSError:
            pass
    records = []
    while len(got) >= 5:
        kind, size = got[0], struct.unpack(">H", got[3:5])[0]
        records.append((kind, got[5 : 5 + size]))
        got = got[5 + size :]
    return records


def agreed(records):
    """Version, suite and extensions of a ServerHello, or nothing when there is none."""
    for kind, body in records:
        if kind == HANDSHAKE and body[:1] == bytes([SERVER_HELLO]):
            version, at = struct.unpack(">H", body[4:6])[0], 38
            at += 1 + body[at]
            suite = struct.unpack(">H", body[at : at + 2])[0]
            at += 3
            extensions, end = {}, at + 2 + (struct.unpack(">H", body[at : at + 2])[0] if len(body) >= at + 2 else 0)
            at += 2
            while at + 4 <= end:
                name, size = struct.unpack(">HH", body[at : at + 4])
                extensions[name] = body[at + 4 : at + 4 + size]
                at += 4 + size
            return {"version": version, "suite": suite, "extensions": extensions, "retry": body[6:38] == RETRY}
    return None


def alert(records):
    for kind, body in records:
        if kind == ALERT and len(body) == 2:
            return body[1]
    return None


def openssl(*words, stdin="", timeout=10):
    """What a run of s_client says. Its own configuration file is not read: it would forbid what we want to offer."""
    command = ["openssl", "s_client", "-connect", f"{target.host}:{target.port}", "-CAfile", target.ca, *words]
    environment = dict(os.environ, OPENSSL_CONF="/dev/null")
    done = subprocess.run(command, input=stdin.encode(), capture_output=True, timeout=timeout, env=environment)
    return done.stdout.decode(errors="replace") + done.stderr.decode(errors="replace")


def negotiated(said):
    """The suite s_client came to, or nothing."""
    found = re.search(r"Cipher is ([A-Z0-9_-]+)", said)
    return found.group(1) if found and found.group(1) != "NONE" else None


class TLS(unittest.TestCase):
    def tearDown(self):
        self.assertEqual(ask(question()).status, 200, "the honest request after the attack")


class Versions(TLS):
    def test_old_ones(self):
        suites = [0x002F, 0x0035, 0x000A, 0xC013, 0xC014, 0xC009, 0xC00A, *CODES_12]
        for name, version in {"SSL 3.0": 0x0300, "TLS 1.0": 0x0301, "TLS 1.1": 0x0302}.items():
            with self.subTest(name):
                records = exchange(hello(suites, version, min(version, 0x0301)))
                self.assertIsNone(agreed(records))
                self.assertEqual(alert(records), 70, "alert protocol_version")

    def test_old_ones_by_extension(self):
        records = exchange(hello([*CODES_13, *CODES_12, 0x002F], versions=[0x0302, 0x0301, 0x0300]))
        self.assertIsNone(agreed(records))
        self.assertIn(alert(records), (40, 47, 70))

    def test_hello_of_ssl_2(self):
        self.assertIsNone(agreed(exchange(b"\x80\x2e\x01\x00\x02\x00\x15\x00\x00\x00\x10" + os.urandom(0x2E - 9))))

    def test_the_two_that_are_offered(self):
        self.assertIn("Protocol  : TLSv1.2", openssl("-tls1_2"))
        self.assertIn("TLSv1.3, Cipher is", openssl("-tls1_3"))

    def test_fallback_is_noticed(self):
        records = exchange(hello([*CODES_12, 0x5600]))
        self.assertIsNone(agreed(records))
        self.assertEqual(alert(records), 86, "alert inappropriate_fallback")

    def test_downgrade_is_marked(self):
        """A server that could have spoken 1.3 says so at the end of its random (RFC 8446 §4.1.3)."""
        with socket.create_connection((target.host, target.port), timeout=5) as connection:
            connection.sendall(hello(sorted(CODES_12)))
            got = connection.recv(65536)
        self.assertEqual(got[5], SERVER_HELLO)
        self.assertEqual(got[11 + 24 : 11 + 32], b"DOWNGRD\x01")


class Suites(TLS):
    def test_each_good_one(self):
        kind = "RSA" if "Peer signature type: RSA" in openssl("-tls1_2") else "ECDSA"
        for suite in sorted(SUITES_12[kind]):
            with self.subTest(suite):
                self.assertEqual(negotiated(openssl("-tls1_2", "-cipher", suite)), suite)
        for suite in ("TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256"):
            with self.subTest(suite):
                self.assertEqual(negotiated(openssl("-tls1_3", "-ciphersuites", suite)), suite)

    def test_all_of_this_machine_for_1_2(self):
        listed = subprocess.run(
            ["openssl", "ciphers", "-s", "-tls1_2", "ALL:COMPLEMENTOFALL:@SECLEVEL=0"], capture_output=True, text=True, check=True)
        names = set(listed.stdout.strip().split(":"))
        self.assertGreater(len(names), 40)
        accepted = {name for name in names if negotiated(openssl("-tls1_2", "-cipher", name + ":@SECLEVEL=0"))}
        self.assertIn(accepted, list(SUITES_12.values()))

    def test_all_code_points(self):
        """Every number there is, but those six and the three of 1.3, in hellos of some thousands: not one is taken."""
        rest = [code for code in range(0x10000) if code not in CODES_12 | CODES_13 | {0x5600, 0x00FF}]
        for at in range(0, len(rest), 6_000):
            part = rest[at : at + 6_000]
            with self.subTest(f"from {part[0]:04x}"):
                records = exchange(hello(part))
                self.assertIsNone(agreed(records))
                self.assertEqual(alert(records), 40, "alert handshake_failure")
                self.assertIsNone(agreed(exchange(hello(part, versions=[0x0304]))))


class KeyExchange(TLS):
    def test_groups_that_are_good(self):
        for name, said in {"X25519": "X25519", "P-256": "ECDH, prime256v1", "P-384": "ECDH, secp384r1"}.items():
            for version in ("-tls1_2", "-tls1_3"):
                with self.subTest(f"{name} {version}"):
                    groups = name if name == "P-256" else f"{name}:P-256"
                    # In 1.2 the groups also say which certificates are understood: that of the server is on P-256.
                    self.assertIn(f"Server Temp Key: {said}", openssl(version, "-groups", groups))

    def test_groups_that_are_not(self):
        # secp224r1, secp192r1, sect571r1, secp256k1, ffdhe2048 to ffdhe8192.
        weak = [0x0015, 0x0013, 0x000E, 0x0016, 0x0100, 0x0101, 0x0102, 0x0103, 0x0104]
        for group in weak:
            with self.subTest(f"{group:04x}"):
                self.assertIsNone(agreed(exchange(hello(sorted(CODES_12), groups=[group]))))
                self.assertIsNone(agreed(exchange(hello(sorted(CODES_13), groups=[group], versions=[0x0304]))))

    def test_post_quantum(self):
        """A client that likes it best and sends no share for it is asked for one."""
        answer = agreed(exchange(hello(sorted(CODES_13), groups=[X25519MLKEM768, *GOOD_GROUPS], versions=[0x0304])))
        self.assertTrue(answer["retry"])
        self.assertEqual(answer["extensions"][51], numbers([X25519MLKEM768]))

    def test_signatures(self):
        # SHA-1, SHA-224 and MD5 with RSA and ECDSA.
        weak = [0x0201, 0x0203, 0x0301, 0x0303, 0x0101]
        self.assertIsNotNone(agreed(exchange(hello(sorted(CODES_12)))))
        records = exchange(hello(sorted(CODES_12), signatures=weak))
        self.assertIsNotNone(alert(records))
        share = numbers([0x001D]) + vector(2, os.urandom(32))
        records = exchange(hello(sorted(CODES_13), signatures=weak, versions=[0x0304], shares=share))
        self.assertIsNotNone(alert(records))


class Features(TLS):
    def test_no_renegotiation(self):
        with subprocess.Popen(
            ["openssl", "s_client", "-connect", f"{target.host}:{target.port}", "-CAfile", target.ca, "-tls1_2"], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=dict(os.environ, OPENSSL_CONF="/dev/null")) as client:
            time.sleep(0.5)
            client.stdin.write(b"R\n")
            client.stdin.flush()
            time.sleep(0.5)
            said = client.communicate(timeout=10)[0].decode(errors="replace")
        self.assertIn("Secure Renegotiation IS supported", said)
        self.assertIn("RENEGOTIATING", said)
        self.assertRegex(said, "no renegotiation|alert|unexpected eof")

    def test_no_compression_no_early_data(self):
        said = openssl("-tls1_2")
        self.assertIn("Compression: NONE", said)
        self.assertIn("Extended master secret: yes", said)
        self.assertNotIn("Early data was accepted", openssl("-tls1_3"))
        answer = agreed(exchange(hello(sorted(CODES_12), compression=b"\x01\x00")))
        self.assertTrue(answer is None or answer["suite"] in CODES_12)
        early = extension(42, b"") + extension(45, b"\x01\x01")
        with socket.create_connection((target.host, target.port), timeout=5) as connection:
            connection.sendall(hello(sorted(CODES_13), versions=[0x0304], more=early))
            self.assertNotEqual(connection.recv(5), b"")

    def test_protocols_in_alpn(self):
        self.assertIn("ALPN protocol: http/1.1", openssl("-alpn", "h2,http/1.1"))
        self.assertNotIn("ALPN protocol: h2", openssl("-alpn", "h2"))

    def test_plain_http_gets_no_answer(self):
        with socket.create_connection((target.host, target.port), timeout=5) as connection:
            connection.sendall(question())
            got = b""
            try:
                while part := connection.recv(65536):
                    got += part
            except OSError:
                pass
        self.assertNotIn(b"HTTP/", got)

    def test_resumption(self):
        """A resumed session is answered like the first: the certificate of the first still counts."""
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            with self.subTest(version):
                context = test_http.context()
                context.minimum_version = context.maximum_version = version
                context.load_cert_chain(target.client, target.client_key)
                session, statuses = None, []
                for turn in range(2):
                    raw = socket.create_connection((target.host, target.port), timeout=5)
                    with context.wrap_socket(raw, server_hostname="localhost", session=session) as connection:
                        self.assertEqual(connection.session_reused, turn == 1)
                        connection.sendall(question())
                        statuses.append(Reader(connection).response().status)
                        session = connection.session
                self.assertEqual(statuses[0], statuses[1])

    def test_noise(self):
        """Broken hellos end the connection and nothing else; the seed makes a failure repeatable."""
        chance = random.Random(2111)
        good = hello([*CODES_13, *CODES_12], versions=[0x0304, 0x0303])
        for _ in range(300):
            broken = bytearray(good)
            for _ in range(chance.randint(1, 12)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            cut = bytes(broken[: chance.choice([len(broken), chance.randrange(len(broken))])])
            with socket.create_connection((target.host, target.port), timeout=5) as connection:
                connection.sendall(cut)
                connection.shutdown(socket.SHUT_WR)
                try:
                    connection.recv(65536)
                except OSError:
                    pass

    def test_large_record_and_endless_hello(self):
        for message in (
            b"\x16\x03\x01\xff\xff" + b"a" * 65_535,
            b"\x16\x03\x01\x40\x00\x01\xff\xff\xff" + b"\0" * 0x3FFC + (b"\x16\x03\x01\x40\x00" + b"\0" * 0x4000) * 20,
            b"\x17\x03\x03\x00\x20" + os.urandom(32),
            b"\x14\x03\x03\x00\x01\x01" * 1_000,
        ):
            with socket.create_connection((target.host, target.port), timeout=5) as connection:
                try:
                    connection.sendall(message)
                    while connection.recv(65536):
                        pass
                except (ConnectionError, socket.timeout):
                    pass


class Clients(TLS):
    """Who shows a certificate must show a good one."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def run_openssl(self, *words):
        done = subprocess.run(["openssl", *words], capture_output=True, text=True, cwd=self.folder.name)
        self.assertEqual(done.returncode, 0, done.stderr)

    def make(self, name, subject="/serialNumber=00000001823288444000/CN=x", signer=None, extensions="extendedKeyUsage=clientAuth", key="ec",
             dates=("20200101000000Z", None), digest="-sha256"):
        """A certificate and its key; `signer` is a certificate and a key, or nothing for a self-signed one."""
        options = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"] if key == "ec" else ["-newkey", key]
        made, made_key = self.path(f"{name}.pem"), self.path(f"{name}.key")
        if signer is None:
            self.run_openssl("req", "-x509", *options, "-nodes", "-keyout", made_key, "-out", made, "-days", "5", "-subj", subject)
            return made, made_key
        with open(self.path("ext"), "w") as file:
            file.write(extensions + "\n")
        self.run_openssl("req", *options, "-nodes", "-keyout", made_key, "-out", self.path("csr"), "-subj", subject)
        with open(self.path("ca.cnf"), "w") as file:
            file.write("[ca]\ndefault_ca=x\n[x]\ndatabase=index\nserial=serial\nnew_certs_dir=.\npolicy=p\nunique_subject=no\n"
                       "preserve=yes\nemail_in_dn=no\n[p]\nserialNumber=optional\ncommonName=optional\n")
        open(self.path("index"), "w").close()
        with open(self.path("serial"), "w") as file:
            file.write("%016X\n" % random.getrandbits(60))
        start, end = dates
        self.run_openssl(
            "ca", "-batch", "-config", "ca.cnf", "-in", "csr", "-out", made, "-cert", signer[0], "-keyfile", signer[1], "-md", digest[1:],
            "-startdate", start, "-enddate", end or time.strftime("%Y%m%d%H%M%SZ", time.gmtime(time.time() + 432_000)), "-extfile", "ext",
            "-notext")
        return made, made_key

    def outcome(self, pair):
        """The status of an honest request with this certificate, or nothing when the connection was refused."""
        context = test_http.context()
        if pair:
            # So that this side takes what the other must refuse.
            context.set_ciphers("DEFAULT:@SECLEVEL=0")
            context.load_cert_chain(*pair)
        try:
            raw = socket.create_connection((target.host, target.port), timeout=5)
            with context.wrap_socket(raw, server_hostname="localhost") as connection:
                connection.sendall(question())
                return Reader(connection).response().status
        except (OSError, Closed):
            return None

    def test_good(self):
        self.assertEqual(self.outcome(None), 200)
        # Whether the organisation may ask is another matter: it gets an answer.
        self.assertIsNotNone(self.outcome((target.client, target.client_key)))
        self.assertIsNotNone(self.outcome(self.make("good", signer=(target.ca, target.ca_key))), "one made like the bad ones below")
        self.assertIsNotNone(self.outcome(self.make("rsa", signer=(target.ca, target.ca_key), key="rsa:2048")), "still taken")

    def test_strangers(self):
        other = self.make("other-ca", "/CN=Other CA")
        same_name = self.make("twin-ca", self.subject_of(target.ca))
        for name, pair in {
            "self-signed": self.make("self"),
            "another CA": self.make("stranger", signer=other),
            "another CA of the same name": self.make("twin", signer=same_name),
        }.items():
            with self.subTest(name):
                self.assertIsNone(self.outcome(pair))

    def subject_of(self, path):
        done = subprocess.run(["openssl", "x509", "-in", path, "-noout", "-subject", "-nameopt", "compat"], capture_output=True, text=True)
        return "/" + done.stdout.strip().split("=", 1)[1].strip().lstrip("/").replace(", ", "/").replace(" = ", "=")

    def test_bad_ones_of_our_own(self):
        signer = (target.ca, target.ca_key)
        leaf = self.make("leaf", signer=signer)
        for name, pair in {
            "expired": self.make("expired", signer=signer, dates=("20200101000000Z", "20200201000000Z")),
            "not yet valid": self.make("early", signer=signer, dates=("20990101000000Z", "20990201000000Z")),
            "for servers": self.make("server", signer=signer, extensions="extendedKeyUsage=serverAuth"),
            "signed with SHA-1": self.make("sha1", signer=signer, digest="-sha1"),
            "RSA of 1024 bits": self.make("short", signer=signer, key="rsa:1024"),
            "signed by a client": self.make("below", signer=leaf),
        }.items():
            with self.subTest(name):
                self.assertIsNone(self.outcome(pair))

    def test_key_of_another(self):
        """The certificate of one and the key of another: what a thief of a certificate has."""
        other = self.make("thief", signer=(target.ca, target.ca_key))
        context = test_http.context()
        with self.assertRaises(ssl.SSLError):
            context.load_cert_chain(target.client, other[1])
        said = openssl("-tls1_2", "-cert", target.client, "-key", other[1])
        self.assertIsNone(negotiated(said))
