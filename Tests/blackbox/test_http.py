"""Attacks the HTTP side of a running `blauwbrug serve` and checks that it stands.

It starts a house of its own with short limits. To aim it at another installation, say where that is and what its limits are:

    BLAUWBRUG_HOST, BLAUWBRUG_PORT    the service listener (TLS)
    BLAUWBRUG_ADMIN_PORT              the admin listener (plain HTTP on loopback)
    BLAUWBRUG_CA                      the CA of the server's certificate (PEM); BLAUWBRUG_CA_KEY its key, to make expired clients
    BLAUWBRUG_CLIENT_CERT, BLAUWBRUG_CLIENT_KEY    a client the installation knows
    BLAUWBRUG_KEY, BLAUWBRUG_BSN      an API key that may ask, and a synthetic citizen
    BLAUWBRUG_HANDSHAKE_TIME, BLAUWBRUG_HEADER_TIME, BLAUWBRUG_BODY_TIME, BLAUWBRUG_IDLE_TIME    seconds
    BLAUWBRUG_BODY_LIMIT, BLAUWBRUG_PER_ADDRESS    bytes, connections

Every response that any test reads must carry the security headers; after every attack the next honest request must be answered.
"""

import gzip
import os
import socket
import ssl
import time
import unittest


class Target:
    """The installation under attack."""

    def __init__(self):
        self.ready = False

    def prepare(self):
        if self.ready:
            return
        self.ready = True
        environment = os.environ.get
        if environment("BLAUWBRUG_PORT"):
            self.host = environment("BLAUWBRUG_HOST", "127.0.0.1")
            self.port = int(environment("BLAUWBRUG_PORT"))
            self.admin = int(environment("BLAUWBRUG_ADMIN_PORT"))
            self.ca, self.ca_key = environment("BLAUWBRUG_CA"), environment("BLAUWBRUG_CA_KEY")
            self.client, self.client_key = environment("BLAUWBRUG_CLIENT_CERT"), environment("BLAUWBRUG_CLIENT_KEY")
            self.key, bsn = environment("BLAUWBRUG_KEY", ""), environment("BLAUWBRUG_BSN", "999990019")
        else:
            import house
            import shared

            limits = "limits: { handshake_ms: 1500, header_ms: 2000, body_ms: 4000, keep_alive_ms: 3000 }\n"
            made = shared.house_named("http", limits=limits).start()
            self.host, self.port, self.admin = "127.0.0.1", made.port, made.admin_port
            self.ca, self.ca_key = str(made.certificates.authority), str(made.certificates.key("ca"))
            self.client, self.client_key = str(made.certificates.certificate("keten")), str(made.certificates.key("keten"))
            self.key, bsn = house.API_KEY, house.BSN
        own = not environment("BLAUWBRUG_PORT")
        self.handshake_time = 1.5 if own else float(environment("BLAUWBRUG_HANDSHAKE_TIME", "5"))
        self.header_time = 2.0 if own else float(environment("BLAUWBRUG_HEADER_TIME", "10"))
        self.body_time = 4.0 if own else float(environment("BLAUWBRUG_BODY_TIME", "15"))
        self.idle_time = 3.0 if own else float(environment("BLAUWBRUG_IDLE_TIME", "60"))
        self.body_limit = int(environment("BLAUWBRUG_BODY_LIMIT", "1048576"))
        self.per_address = int(environment("BLAUWBRUG_PER_ADDRESS", "200"))
        self.authority = f"{self.host}:{self.port}"
        self.body = ('{"bsn": "%s"}' % bsn).encode()
        self.smuggled = f"GET /smuggled HTTP/1.1\r\nHost: {self.authority}\r\n\r\n".encode()


target = Target()


def setUpModule():
    target.prepare()


PATH = "/v1/schuldenoverzicht"
# How much later than its limit a time-out may come: the clock looks four times per second, and the machine may be busy.
SLACK = 3.0

SECURITY_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "api-version": "1.0.0",
}


class Closed(Exception):
    """The server ended the connection where a response was expected."""


class Response:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    def all(self, name):
        return [value for key, value in self.headers if key.lower() == name]

    def one(self, name):
        values = self.all(name)
        if len(values) != 1:
            raise AssertionError(f"{self.status}: {len(values)} headers {name}")
        return values[0]

    @property
    def closes(self):
        return [value.lower() for value in self.all("connection")] == ["close"]


def context():
    made = ssl.create_default_context(cafile=target.ca)
    made.check_hostname = False
    return made


def connect(timeout=10.0):
    raw = socket.create_connection((target.host, target.port), timeout=timeout)
    raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        return context().wrap_socket(raw, server_hostname="localhost")
    except BaseException:
        raw.close()
        raise


class Reader:
    """Reads responses from a connection, one after another."""

    def __init__(self, connection):
        self.connection = connection
        self.buffer = b""

    def more(self):
        try:
            got = self.connection.recv(65536)
        except (ConnectionError, ssl.SSLError, OSError) as error:
            if isinstance(error, (socket.timeout, TimeoutError)):
                raise
            got = b""
        if not got:
            raise Closed()
        self.buffer += got

    def response(self, bodiless=False):
        while b"\r\n\r\n" not in self.buffer:
            self.more()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        lines = head.decode("ascii").split("\r\n")
        version, status, _ = lines[0].split(" ", 2)
        if version != "HTTP/1.1":
            raise AssertionError(f"version {version}")
        headers = [tuple(line.split(": ", 1)) for line in lines[1:]]
        answer = Response(int(status), headers, b"")
        if answer.status == 100:
            return answer
        check(answer)
        length = 0 if bodiless else int(answer.one("content-length"))
        while len(self.buffer) < length:
            self.more()
        answer.body, self.buffer = self.buffer[:length], self.buffer[length:]
        return answer

    def rest(self):
        """All that still comes until the server closes; a timeout when it does not close."""
        while True:
            try:
                self.more()
            except Closed:
                return self.buffer


def check(answer):
    """What must be so on every response of any kind."""
    for name, value in SECURITY_HEADERS.items():
        if answer.all(name) != [value]:
            raise AssertionError(f"{answer.status}: {name} is {answer.all(name)}")
    answer.one("content-type")
    answer.one("date")
    int(answer.one("content-length"))
    for name in ("server", "x-powered-by", "transfer-encoding", "content-encoding", "set-cookie"):
        if answer.all(name):
            raise AssertionError(f"{answer.status}: has {name}")


ITS_OWN = object()


def head(method="POST", path=PATH, headers=(), host=ITS_OWN, key=ITS_OWN, kind="application/json"):
    lines = [f"{method} {path} HTTP/1.1"]
    host = target.authority if host is ITS_OWN else host
    key = target.key if key is ITS_OWN else key
    if host is not None:
        lines.append(f"Host: {host}")
    if key:
        lines.append(f"X-Api-Key: {key}")
    if kind:
        lines.append(f"Content-Type: {kind}")
    lines += headers
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def question(headers=(), body=None, **more):
    body = target.body if body is None else body
    return head(headers=[f"Content-Length: {len(body)}", *headers], **more) + body


def ask(raw, timeout=10.0):
    """One connection, one message, one response."""
    with connect(timeout) as connection:
        connection.sendall(raw)
        return Reader(connection).response()


def chunked(body, size=None, extension=b""):
    size = size or len(body)
    out = b""
    for at in range(0, len(body), size):
        part = body[at : at + size]
        out += b"%x" % len(part) + extension + b"\r\n" + part + b"\r\n"
    return out


class HTTP(unittest.TestCase):
    def setUp(self):
        self.assertEqual(ask(question()).status, 200, "the honest request before the attack")

    def tearDown(self):
        self.assertEqual(ask(question()).status, 200, "the honest request after the attack")

    def refused(self, raw, statuses=(400,), timeout=10.0):
        """Exactly one response, with one of these statuses, and then the connection is closed. It may be closed while we still send."""
        with connect(timeout) as connection:
            try:
                connection.sendall(raw)
            except (ConnectionError, ssl.SSLError):
                pass
            reader = Reader(connection)
            answer = reader.response()
            self.assertIn(answer.status, statuses)
            self.assertTrue(answer.closes, f"{answer.status} without Connection: close")
            self.assertEqual(reader.rest(), b"", "a second response")
            return answer


class Smuggling(HTTP):
    """Where two readings of a message are possible, the message is refused and the connection ends."""

    def attacks(self, table, statuses=(400,)):
        for name, raw in table.items():
            with self.subTest(name):
                self.refused(raw, statuses)
                self.assertEqual(ask(question()).status, 200)

    def test_length_and_encoding_together(self):
        ends = b"0\r\n\r\n" + target.smuggled
        self.attacks({
            "length then encoding": head(headers=["Content-Length: 5", "Transfer-Encoding: chunked"]) + ends,
            "encoding then length": head(headers=["Transfer-Encoding: chunked", "Content-Length: 5"]) + ends,
            "length 0 and encoding": head(headers=["Content-Length: 0", "Transfer-Encoding: chunked"]) + ends,
        })

    def test_length_that_is_none(self):
        body = target.body + target.smuggled
        size = len(target.body)
        self.attacks({
            name: head(headers=lines) + body
            for name, lines in {
                "twice, equal": [f"Content-Length: {size}", f"Content-Length: {size}"],
                "twice, different": [f"Content-Length: {size}", "Content-Length: 0"],
                "a list": [f"Content-Length: {size}, {size}"],
                "plus": [f"Content-Length: +{size}"],
                "minus": ["Content-Length: -1"],
                "hexadecimal": [f"Content-Length: 0x{size:x}"],
                "two words": ["Content-Length: 1 1"],
                "empty": ["Content-Length:"],
                "a fraction": [f"Content-Length: {size}.0"],
                "an exponent": ["Content-Length: 1e1"],
                "an overflow": ["Content-Length: 18446744073709551632"],
                "space before the colon": [f"Content-Length : {size}"],
            }.items()
        })

    def test_encoding_that_is_not_chunked(self):
        body = chunked(target.body) + b"0\r\n\r\n" + target.smuggled
        self.attacks({
            name: head(headers=[line] if isinstance(line, str) else line) + body
            for name, line in {
                "another word": "Transfer-Encoding: xchunked",
                "identity": "Transfer-Encoding: identity",
                "chunked, identity": "Transfer-Encoding: chunked, identity",
                "gzip, chunked": "Transfer-Encoding: gzip, chunked",
                "chunked, chunked": "Transfer-Encoding: chunked, chunked",
                "twice": ["Transfer-Encoding: chunked", "Transfer-Encoding: chunked"],
                "identity first": ["Transfer-Encoding: identity", "Transfer-Encoding: chunked"],
                "space before the colon": "Transfer-Encoding : chunked",
                "vertical tab": "Transfer-Encoding: \x0bchunked",
                "quoted": 'Transfer-Encoding: "chunked"',
                "with a parameter": "Transfer-Encoding: chunked;q=1",
                "folded": "Transfer-Encoding:\r\n chunked",
                "empty": "Transfer-Encoding:",
                "a space before the name": " Transfer-Encoding: chunked",
            }.items()
        }, (400, 501))

    def test_chunks_that_are_none(self):
        start = head(headers=["Transfer-Encoding: chunked"])
        size = b"%x" % len(target.body)
        self.attacks({
            "hexadecimal mark": start + b"0x" + size + b"\r\n" + target.body + b"\r\n0\r\n\r\n" + target.smuggled,
            "minus": start + b"-5\r\n" + target.body + b"\r\n0\r\n\r\n" + target.smuggled,
            "plus": start + b"+5\r\n" + target.body + b"\r\n0\r\n\r\n" + target.smuggled,
            "overflow": start + b"FFFFFFFFFFFFFFFFF\r\n" + target.body + b"\r\n0\r\n\r\n" + target.smuggled,
            "no digits": start + b"\r\n" + target.body + b"\r\n0\r\n\r\n" + target.smuggled,
            "space": start + size + b" \r\n" + target.body + b"\r\n0\r\n\r\n" + target.smuggled,
            "line feed only": start + size + b"\n" + target.body + b"\n0\n\n" + target.smuggled,
            "data longer than said": start + size + b"\r\n" + target.body + b"XX\r\n0\r\n\r\n" + target.smuggled,
            "data shorter than said": start + b"5\r\nabc\r\n0\r\n\r\n" + target.smuggled,
            "control character in the extension": start + size + b";a=\x01\r\n" + target.body + b"\r\n0\r\n\r\n" + target.smuggled,
            "line feed in the extension": start + size + b";a\n" + target.body + b"\r\n0\r\n\r\n" + target.smuggled,
        })

    def test_lines_that_are_none(self):
        size = f"Content-Length: {len(target.body)}"
        host = f"Host: {target.authority}".encode()
        good = question()
        self.attacks({
            "line feeds only": good.replace(b"\r\n", b"\n"),
            "a line feed in the head": good.replace(b"\r\nX-Api", b"\nX-Api").replace(host + b"\r\n", host + b"\n"),
            "a carriage return in a value": question(headers=["X-A: a\rX-B: b"]),
            "NUL in a value": question(headers=["X-A: a\x00b"]),
            "control character in a value": question(headers=["X-A: a\x01b"]),
            "DEL in a value": question(headers=["X-A: a\x7fb"]),
            "NUL in a name": question(headers=["X-\x00A: a"]),
            "space in a name": question(headers=["X A: a"]),
            "no colon": question(headers=["X-A"]),
            "no name": question(headers=[": a"]),
            "folded": question(headers=["X-A: a\r\n b"]),
            "high bytes in a name": question(headers=["X-\xe9: a"]),
            "tab": good.replace(b"POST ", b"POST\t", 1),
            "no target": good.replace(b" " + PATH.encode(), b"", 1),
            "control character in the target": good.replace(PATH.encode(), PATH.encode() + b"\x01", 1),
            "high byte in the target": good.replace(PATH.encode(), PATH.encode() + b"\xe9", 1),
            "space in the target": good.replace(PATH.encode(), PATH.encode() + b" x", 1),
            "target without a slash": good.replace(PATH.encode(), b"v1", 1),
            "lower case version": good.replace(b"HTTP/1.1", b"http/1.1", 1),
            "lower case method": good.replace(b"POST", b"post", 1),
            "not HTTP": b"\x00\x01\x02\x03" * 16 + b"\r\n\r\n",
            "size in another name": good.replace(size.encode(), size.encode() + b"\r\n" + size.encode(), 1),
        }, (400, 501, 505))

    def test_versions(self):
        good = question()
        for version in (b"HTTP/1.0", b"HTTP/2.0", b"HTTP/0.9", b"HTTP/1.2", b"HTTP/11", b"HTCPCP/1.0"):
            with self.subTest(version):
                self.refused(good.replace(b"HTTP/1.1", version, 1), (400, 505))

    def test_preface_of_http2(self):
        self.refused(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", (400, 505))

    def test_a_refusal_ends_a_pipeline(self):
        bad = question(headers=["Transfer-Encoding: chunked"])
        with connect() as connection:
            connection.sendall(question() + bad + question() + target.smuggled)
            reader = Reader(connection)
            self.assertEqual(reader.response().status, 200)
            answer = reader.response()
            self.assertEqual((answer.status, answer.closes), (400, True))
            self.assertEqual(reader.rest(), b"")


class Hosts(HTTP):
    def test_exactly_one_that_is_one(self):
        for name, lines in {
            "none": [],
            "two": [f"Host: {target.authority}", f"Host: {target.authority}"],
            "two, different": [f"Host: {target.authority}", "Host: elsewhere.example"],
            "two, in another case": [f"Host: {target.authority}", "hOST: elsewhere.example"],
            "empty": ["Host:"],
            "spaces": ["Host:    "],
            "a list": [f"Host: {target.authority}, elsewhere.example"],
            "user": [f"Host: user@{target.host}"],
            "path": [f"Host: {target.host}/v1"],
            "bad port": [f"Host: {target.host}:99999"],
            "no port": [f"Host: {target.host}:"],
            "a port that is a word": [f"Host: {target.host}:https"],
            "brackets": ["Host: [::1"],
            "a letter in brackets": ["Host: [::g]"],
            "percent": ["Host: local%68ost"],
            "high bytes": ["Host: \xe9.example"],
        }.items():
            with self.subTest(name):
                self.refused(question(headers=lines, host=None))

    def test_good_ones(self):
        named = ("localhost", "LOCALHOST", "adapter.voorbeeldstad.example:8443", "a_b.internal")
        for host in (*named, target.host, target.authority, "[::1]:8443", "[::1]"):
            with self.subTest(host):
                self.assertEqual(ask(question(host=host)).status, 200)

    def test_absolute_form(self):
        self.assertEqual(ask(question(path=f"https://{target.authority}{PATH}")).status, 200)
        self.assertEqual(ask(question(path=f"https://{target.authority}")).status, 404)
        for form in (
            f"https://elsewhere.example{PATH}", f"http://elsewhere.example{PATH}", f"https://user@{target.authority}{PATH}",
            f"ftp://{target.authority}{PATH}", f"https://{PATH}", f"//{target.authority}@elsewhere.example",
        ):
            with self.subTest(form):
                answer = ask(question(path=form))
                self.assertIn(answer.status, (400, 404))


class Limits(HTTP):
    """At the limit, one over, and far above."""

    def test_body(self):
        padded = target.body[:-1] + b" " * (target.body_limit - len(target.body)) + b"}"
        self.assertEqual(len(padded), target.body_limit)
        self.assertNotEqual(ask(question(body=padded), 30).status, 413)
        self.refused(question(body=padded + b" "), (413,), 30)
        self.refused(head(headers=["Content-Length: 9999999999"]) + target.body, (413,))
        self.refused(head(headers=[f"Content-Length: {target.body_limit + 1}", "Expect: 100-continue"]), (413,))

    def test_body_in_chunks(self):
        padded = target.body[:-1] + b" " * (target.body_limit - len(target.body)) + b"}"
        start = head(headers=["Transfer-Encoding: chunked"])
        self.assertNotEqual(ask(start + chunked(padded, 60_000) + b"0\r\n\r\n", 30).status, 413)
        self.refused(start + chunked(padded + b" ", 60_000) + b"0\r\n\r\n", (413,), 30)
        self.refused(start + b"%x\r\n" % (target.body_limit * 100) + b" " * (target.body_limit + 100_000), (413,), 30)

    def test_number_of_headers(self):
        present = question().split(b"\r\n\r\n")[0].count(b"\r\n")
        fill = [f"X-{i}: {i}" for i in range(100 - present)]
        self.assertEqual(ask(question(headers=fill)).status, 200)
        self.refused(question(headers=[*fill, "X-One-More: 1"]), (431,))
        self.refused(question(headers=["a: b"] * 2_000), (431,))

    def test_size_of_a_header(self):
        fits = "X-F: " + "a" * (8_192 - 3)
        self.assertEqual(ask(question(headers=[fits])).status, 200)
        self.refused(question(headers=[fits + "a"]), (431,))
        self.refused(question(headers=["X-F: " + "a" * 1_000_000]), (431,))
        self.refused(question(headers=["a" * 1_000_000 + ": x"]), (431,))

    def test_size_of_all_headers(self):
        few = [f"X-{i}: " + "a" * 4_000 for i in range(4)]
        self.assertEqual(ask(question(headers=few[:3])).status, 200)
        self.refused(question(headers=[*few, "X-5: " + "a" * 1_000]), (431,))
        self.refused(question(headers=[f"X-{i}: " + "a" * 8_000 for i in range(50)]), (431,))

    def test_size_of_the_target(self):
        self.assertEqual(ask(head("GET", "/" + "a" * 2_047)).status, 404)
        self.refused(head("GET", "/" + "a" * 2_048), (414,))
        self.refused(head("GET", "/" + "a" * 7_000), (414,))
        self.refused(head("GET", "/" + "a" * 100_000), (414,))
        self.refused(head("GET", "/?" + "a" * 1_000_000), (414,))

    def test_wrapping_without_content(self):
        start = head(headers=["Transfer-Encoding: chunked"])
        self.refused(start + chunked(target.body, extension=b";a=" + b"x" * 100_000) + b"0\r\n\r\n")
        self.refused(start + chunked(target.body, 1, b";a=" + b"x" * 250) + b"0\r\n\r\n")
        self.refused(start + chunked(target.body) + b"0\r\n" + b"X-T: " + b"a" * 100_000 + b"\r\n\r\n", (400, 431))
        self.refused(start + chunked(target.body) + b"0\r\n" + b"".join(b"X-%d: a\r\n" % i for i in range(5_000)) + b"\r\n", (400, 431))
        self.refused(b"\r\n" * 200_000 + question(), (400, 431))

    def test_connections_of_one_address(self):
        opened = []
        try:
            for _ in range(target.per_address + 20):
                opened.append(socket.create_connection((target.host, target.port), timeout=5))
            with self.assertRaises((OSError, Closed)):
                with connect(5) as connection:
                    connection.sendall(question())
                    Reader(connection).response()
        finally:
            for connection in opened:
                connection.close()
        deadline = time.monotonic() + 5
        while True:
            try:
                self.assertEqual(ask(question()).status, 200)
                return
            except (OSError, Closed):
                if time.monotonic() > deadline:
                    raise


class Reading(HTTP):
    """What a strict reader must still accept."""

    def test_headers_on_every_status(self):
        statuses = {
            200: question(),
            404: head("GET", "/nowhere"),
            405: head("DELETE"),
            413: head(headers=["Content-Length: 9999999999"]),
            414: head("GET", "/" + "a" * 3_000),
            415: question(kind="text/plain"),
            417: question(headers=["Expect: 200-ok"]),
            431: question(headers=["a: b"] * 200),
            400: question(body=b"{"),
            505: question().replace(b"HTTP/1.1", b"HTTP/1.0", 1),
            501: head("CONNECT", target.authority),
        }
        if target.key:
            statuses[401] = question(key="")
        for status, raw in statuses.items():
            with self.subTest(status):
                answer = ask(raw)
                self.assertEqual(answer.status, status)
                if status != 200:
                    self.assertTrue(answer.one("content-type").startswith("application/problem+json"))
                    self.assertIn(b'"status":%d' % status, answer.body.replace(b" ", b""))
                if status == 405:
                    answer.one("allow")

    def test_chunked(self):
        start = head(headers=["Transfer-Encoding: chunked"])
        for name, body in {
            "one chunk": chunked(target.body) + b"0\r\n\r\n",
            "a chunk per byte": chunked(target.body, 1) + b"0\r\n\r\n",
            "an extension": chunked(target.body, extension=b";name=value") + b"0\r\n\r\n",
            "leading zeros": b"000" + chunked(target.body) + b"0000\r\n\r\n",
            "a trailer": chunked(target.body) + b"0\r\nX-Checksum: abc\r\n\r\n",
        }.items():
            with self.subTest(name):
                self.assertEqual(ask(start + body).status, 200)
        with self.subTest("a trailer sets nothing"):
            trailer = f"0\r\nX-Api-Key: {target.key}\r\n\r\n".encode()
            self.assertEqual(ask(head(headers=["Transfer-Encoding: chunked"], key="") + chunked(target.body) + trailer).status, 401)
        with self.subTest("upper case"):
            self.assertEqual(ask(head(headers=["TRANSFER-ENCODING: CHUNKED"]) + chunked(target.body) + b"0\r\n\r\n").status, 200)

    def test_a_byte_at_a_time(self):
        with connect() as connection:
            for byte in question():
                connection.sendall(bytes([byte]))
            self.assertEqual(Reader(connection).response().status, 200)

    def test_many_on_one_connection(self):
        with connect() as connection:
            reader = Reader(connection)
            for _ in range(50):
                connection.sendall(question())
                answer = reader.response()
                self.assertEqual((answer.status, answer.closes), (200, False))

    def test_pipelining_keeps_the_order(self):
        with connect(30) as connection:
            kinds = [question(), head("GET", "/nowhere"), head("DELETE"), question(kind="text/plain")]
            expected = [200, 404, 405, 415]
            connection.sendall(b"".join(kinds) * 25)
            reader = Reader(connection)
            self.assertEqual([reader.response().status for _ in range(100)], expected * 25)

    def test_pipelining_small_requests(self):
        with connect(30) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nHost:a\r\n\r\n" * 3_000)
            reader = Reader(connection)
            for _ in range(3_000):
                self.assertEqual(reader.response().status, 404)

    def test_a_last_request_ends_the_connection(self):
        with connect() as connection:
            connection.sendall(question(headers=["Connection: close"]) + question())
            reader = Reader(connection)
            answer = reader.response()
            self.assertEqual((answer.status, answer.closes), (200, True))
            self.assertEqual(reader.rest(), b"")

    def test_an_upgrade_is_answered_and_not_made(self):
        for words in (["Connection: Upgrade", "Upgrade: h2c", "HTTP2-Settings: AAMAAABk"], ["Connection: upgrade", "Upgrade: websocket"]):
            with self.subTest(words[1]), connect() as connection:
                connection.sendall(question(headers=words) + question())
                reader = Reader(connection)
                self.assertEqual(reader.response().status, 200)
                self.assertEqual(reader.rest(), b"")

    def test_continue(self):
        with connect() as connection:
            connection.sendall(head(headers=[f"Content-Length: {len(target.body)}", "Expect: 100-continue"]))
            reader = Reader(connection)
            self.assertEqual(reader.response().status, 100)
            connection.sendall(target.body)
            self.assertEqual(reader.response().status, 200)
            connection.sendall(question())
            self.assertEqual(reader.response().status, 200)

    def test_continue_waits_for_its_turn(self):
        with connect() as connection:
            connection.sendall(question() + head(headers=[f"Content-Length: {len(target.body)}", "Expect: 100-continue"]))
            reader = Reader(connection)
            self.assertEqual(reader.response().status, 200)
            self.assertEqual(reader.response().status, 100)
            connection.sendall(target.body)
            self.assertEqual(reader.response().status, 200)

    def test_another_expectation(self):
        self.refused(question(headers=["Expect: the-unexpected"]), (417,))

    def test_compressed(self):
        for coding in ("gzip", "deflate", "br", "identity", "x-gzip"):
            with self.subTest(coding):
                self.refused(question(headers=[f"Content-Encoding: {coding}"], body=gzip.compress(target.body)), (415,))
        self.assertEqual(ask(question(headers=["Accept-Encoding: gzip, br"])).all("content-encoding"), [])

    def test_methods(self):
        for method in ("TRACE", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"):
            with self.subTest(method):
                answer = ask(head(method))
                self.assertIn(answer.status, (405, 501))
                self.assertNotIn(b"X-Api-Key", answer.body)
        for method in ("CONNECT", "FROB", "G" * 1_000):
            with self.subTest(method[:8]):
                self.refused(head(method, target.authority if method == "CONNECT" else PATH), (400, 405, 501))
        with self.subTest("override"):
            self.assertEqual(ask(question(headers=["X-HTTP-Method-Override: DELETE"])).status, 200)

    def test_head_has_no_body(self):
        with connect() as connection:
            connection.sendall(head("HEAD", "/nowhere"))
            reader = Reader(connection)
            self.assertEqual(reader.response(bodiless=True).status, 404)
            connection.sendall(question())
            self.assertEqual(reader.response().status, 200)

    def test_paths_that_are_almost_right(self):
        for path in (
            "/v1/../v1/schuldenoverzicht", "//v1/schuldenoverzicht", "/v1//schuldenoverzicht", "/v1/schuldenoverzicht/",
            "/v1/%73chuldenoverzicht", "/%2e%2e/v1/schuldenoverzicht", "/v1/schuldenoverzicht%00", "/v1/schuldenoverzicht;x=1",
            "/v1/schuldenoverzicht#deel", "/V1/schuldenoverzicht", "/v1/./schuldenoverzicht", "/v1\\schuldenoverzicht", "/",
            "/livez", "/readyz",
        ):
            with self.subTest(path):
                answer = ask(question(path=path))
                self.assertIn(answer.status, (404,) if "#" not in path else (400, 404))
                self.assertEqual(answer.all("location"), [])


class Slow(HTTP):
    """Who is slow is told so where that is possible, and loses the connection; others do not notice."""

    def drip(self, connection, parts, pause, limit):
        """Sends a part, then another, until the server ends it; how long it took, and the status it said."""
        began = time.monotonic()
        reader = Reader(connection)
        connection.settimeout(pause)
        for part in parts:
            if time.monotonic() - began > limit + SLACK:
                self.fail("still open")
            try:
                connection.sendall(part)
            except OSError:
                return time.monotonic() - began, None
            try:
                answer = reader.response()
                return time.monotonic() - began, answer.status
            except (socket.timeout, TimeoutError):
                continue
            except Closed:
                return time.monotonic() - began, None
        self.fail("nothing left to send")

    def test_head(self):
        with connect() as connection:
            lines = [f"POST {PATH} HTTP/1.1\r\nHost: {target.authority}\r\n".encode()] + [b"X-A: a\r\n"] * 10_000
            spent, status = self.drip(connection, lines, 0.3, target.header_time)
            self.assertEqual(status, 408)
            self.assertGreater(spent, target.header_time * 0.8)

    def test_nothing_after_the_handshake(self):
        with connect(target.header_time + SLACK) as connection:
            began = time.monotonic()
            self.assertEqual(Reader(connection).rest(), b"")
            self.assertGreater(time.monotonic() - began, target.header_time * 0.8)

    def test_body_too_slow(self):
        with connect() as connection:
            connection.sendall(head(headers=["Content-Length: 100000"]))
            _, status = self.drip(connection, [b" "] * 10_000, 0.2, min(target.body_time, 4))
            self.assertEqual(status, 408)

    def test_body_that_stops(self):
        with connect() as connection:
            connection.sendall(head(headers=["Content-Length: 1000"]) + b" " * 500)
            _, status = self.drip(connection, [b""] * 10_000, 0.3, target.body_time)
            self.assertEqual(status, 408)

    def test_body_fast_enough_but_too_long(self):
        with connect() as connection:
            connection.sendall(head(headers=["Content-Length: 1000000"]))
            spent, status = self.drip(connection, [b" " * 1_000] * 10_000, 0.2, target.body_time)
            self.assertEqual(status, 408)
            self.assertGreater(spent, min(target.body_time, 10) * 0.8)

    def test_chunk_extension_that_does_not_end(self):
        with connect() as connection:
            connection.sendall(head(headers=["Transfer-Encoding: chunked"]) + b"5;a=")
            _, status = self.drip(connection, [b"x"] * 10_000, 0.2, min(target.body_time, 4))
            self.assertIn(status, (400, 408))

    def test_no_hello(self):
        with socket.create_connection((target.host, target.port), timeout=target.handshake_time + SLACK) as connection:
            began = time.monotonic()
            self.assertEqual(connection.recv(100), b"")
            self.assertGreater(time.monotonic() - began, target.handshake_time * 0.8)

    def test_idle(self):
        if target.idle_time > 20:
            self.skipTest("run with a short BLAUWBRUG_IDLE_TIME")
        with connect(target.idle_time + SLACK) as connection:
            connection.sendall(question())
            reader = Reader(connection)
            self.assertEqual(reader.response().status, 200)
            began = time.monotonic()
            self.assertEqual(reader.rest(), b"")
            self.assertGreater(time.monotonic() - began, target.idle_time * 0.8)

    def test_many_slow_ones(self):
        slow = []
        try:
            for _ in range(min(target.per_address, 200) - 20):
                connection = connect()
                connection.sendall(f"POST {PATH} HTTP/1.1\r\n".encode())
                slow.append(connection)
            for _ in range(20):
                began = time.monotonic()
                self.assertEqual(ask(question()).status, 200)
                self.assertLess(time.monotonic() - began, 2)
        finally:
            for connection in slow:
                connection.close()

    def test_gone_before_the_answer(self):
        for _ in range(50):
            connection = connect()
            connection.sendall(question())
            connection.close()


class Admin(HTTP):
    """The admin listener is another door, and neither serves what is the other's."""

    def ask(self, raw):
        with socket.create_connection((target.host, target.admin), timeout=5) as connection:
            connection.sendall(raw)
            return Reader(connection).response()

    def test_probes(self):
        for path in ("/livez", "/readyz"):
            with self.subTest(path):
                self.assertEqual(self.ask(head("GET", path, host="localhost", key="", kind="")).status, 200)
                self.assertEqual(self.ask(head("POST", path, ["Content-Length: 0"], key="")).status, 405)

    def test_no_service(self):
        self.assertEqual(self.ask(question()).status, 404)
        self.assertEqual(self.ask(head("GET", "/livez", host=None)).status, 400)

