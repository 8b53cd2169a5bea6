"""The NL API Design Rules 2.x on our own JSON API, asked from outside: one table of requests, and what holds of every answer."""

import json
import re
import socket
import ssl
import unittest

import house
import shared

PATH = "/v1/schuldenoverzicht"
SECURITY = {
    "cache-control": r"no-store",
    "content-security-policy": r".*frame-ancestors 'none'.*",
    "strict-transport-security": r"max-age=\d{8}.*",
    "x-content-type-options": r"nosniff",
    "x-frame-options": r"DENY",
}
JSON = {"Content-Type": "application/json"}
ASK = json.dumps({"bsn": house.BSN})
# What it is, method, path, headers, body, the status it must get. A key of None is left out.
TABLE = [
    ("a question in a body", "POST", PATH, JSON, ASK, 200),
    ("the same for a named municipality", "POST", "/voorbeeldstad" + PATH, JSON, ASK, 200),
    ("a question in headers", "GET", PATH, {"X-BSN": house.BSN}, None, 200),
    ("any form will do", "GET", PATH, {"X-BSN": house.BSN, "Accept": "*/*"}, None, 200),
    ("an empty Accept says nothing", "GET", PATH, {"X-BSN": house.BSN, "Accept": ""}, None, 200),
    ("not JSON, says the client", "GET", PATH, {"X-BSN": house.BSN, "Accept": "text/html"}, None, 406),
    ("JSON with weight nought", "POST", PATH, {**JSON, "Accept": "application/json;q=0"}, ASK, 406),
    ("a body of another type", "POST", PATH, {"Content-Type": "application/xml"}, "<x/>", 415),
    ("a body that does not say what it is", "POST", PATH, {"Content-Type": ""}, ASK, 415),
    ("another charset", "POST", PATH, {"Content-Type": "application/json; charset=latin1"}, ASK, 415),
    ("a body that is packed", "POST", PATH, {**JSON, "Content-Encoding": "gzip"}, ASK, 415),
    ("no JSON", "POST", PATH, JSON, "{", 400),
    ("no object", "POST", PATH, JSON, "[]", 400),
    ("wrong in several places", "POST", PATH, JSON, '{"bsn":"1","x":1,"documentVersie":7}', 400),
    ("anything in the query", "POST", PATH + "?taal=nl", JSON, '{"bsn":"1"}', 400),
    ("a BSN in the query", "GET", PATH + "?bsn=999990019", {}, None, 400),
    ("a slash at the end", "POST", PATH + "/", JSON, ASK, 404),
    ("a slash twice", "POST", "/" + PATH, JSON, ASK, 404),
    ("capitals", "POST", PATH.upper(), JSON, ASK, 404),
    ("no version", "POST", "/schuldenoverzicht", JSON, ASK, 404),
    ("a version there is not", "POST", "/v2/schuldenoverzicht", JSON, ASK, 404),
    ("nothing at all", "GET", "/", {}, None, 404),
    ("another municipality", "POST", "/elders" + PATH, JSON, ASK, 404),
    *((f"{method} is not for questions", method, PATH, {}, None, 405) for method in ("PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE")),
    ("a body without end", "POST", PATH, JSON, "{" + " " * 2_000_000 + "}", 413),
    ("nobody", "POST", PATH, {**JSON, "X-Api-Key": None}, ASK, 401),
    ("somebody else", "POST", PATH, {**JSON, "X-Api-Key": "raad-maar"}, ASK, 401),
]


class APIDesignRules(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = shared.sqlite_house()

    def ask(self, method, path, headers, body):
        headers = {"X-Api-Key": house.API_KEY, **headers}
        sent = {name: value for name, value in headers.items() if value is not None}
        return self.house.request(method, path, body, sent, key=None)

    def test_every_answer(self):
        for name, method, path, headers, body, status in TABLE:
            with self.subTest(name):
                answer = self.ask(method, path, headers, body)
                self.assertEqual(answer.status, status, answer.text)
                self.check_headers(answer)
                if status >= 400:
                    self.check_problem(answer, method)
                    self.assertNotIn(house.BSN, answer.text)
                else:
                    self.assertEqual(answer.headers["content-type"], "application/json; charset=utf-8")
                    self.assertEqual(sorted(answer.json), ["documenten", "meldingen", "volledig"])

    def check_headers(self, answer):
        # /core/version-header, /core/transport/security-headers
        self.assertRegex(answer.headers["api-version"], r"^1\.\d+\.\d+$")
        for name, value in SECURITY.items():
            self.assertRegex(answer.headers.get(name, ""), f"^{value}$", name)
        # /core/transport/cors: not needed, so not there; and nothing about what runs here.
        for name in ("access-control-allow-origin", "server", "x-powered-by", "location"):
            self.assertNotIn(name, answer.headers)

    def check_problem(self, answer, method):
        """/core/error-handling/problem-details"""
        self.assertEqual(answer.headers["content-type"], "application/problem+json")
        if answer.status == 405:
            # Ours is the whole table of the address; a question is never asked by looking whether it can be.
            self.assertEqual(answer.headers["allow"], "POST, GET")
        self.assertEqual("allow" in answer.headers, answer.status == 405)
        if answer.status == 401:
            self.assertEqual(answer.headers["www-authenticate"], "ApiKey")
        if method == "HEAD":
            return self.assertEqual(answer.body, b"")
        problem = answer.json
        self.assertEqual(problem["status"], answer.status)
        for member in ("type", "title", "detail", "instance"):
            self.assertTrue(problem[member], member)
        self.assertRegex(problem["instance"], r"^urn:uuid:[0-9a-f-]{36}$")

    def test_all_mistakes_are_told_at_once(self):
        """/core/error-handling/invalid-input"""
        answer = self.ask("POST", PATH + "?taal=nl", {**JSON, "X-Peildatum": "2025-01-01"}, '{"bsn":"1","x":1,"documentVersie":7}')
        found = {(param["name"], param["code"]) for param in answer.json["invalidParams"]}
        self.assertEqual(found, {("bsn", "pattern"), ("x", "unknown"), ("documentVersie", "type"), ("query", "unknown"),
                                 ("X-Peildatum", "unsupported")})

    def test_what_the_gateway_itself_refuses_is_told_the_same_way(self):
        heads = {
            400: f"POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
            414: f"GET /{'a' * 70_000} HTTP/1.1\r\nHost: localhost\r\n\r\n",
            431: f"GET {PATH} HTTP/1.1\r\nHost: localhost\r\nX-A: {'a' * 60_000}\r\n\r\n",
            501: "CONNECT localhost:443 HTTP/1.1\r\nHost: localhost\r\n\r\n",
            505: f"GET {PATH} HTTP/1.0\r\nHost: localhost\r\n\r\n",
        }
        for status, head in heads.items():
            with self.subTest(status):
                with socket.create_connection(("localhost", self.house.port), timeout=20) as raw:
                    with self.house.context().wrap_socket(raw, server_hostname="localhost") as tls:
                        tls.sendall(head.encode())
                        text = b""
                        try:
                            while part := tls.recv(65_536):
                                text += part
                        except (ssl.SSLError, ConnectionError):
                            pass
                start, _, body = text.decode().partition("\r\n\r\n")
                lines = start.split("\r\n")
                found = int(lines[0].split()[1])
                self.assertEqual(found, status, lines[0])
                self.check_headers(house.Answer(found, {line.split(": ", 1)[0].lower(): line.split(": ", 1)[1] for line in lines[1:]}, body.encode()))
                for member in ("title", "status", "detail", "instance"):
                    self.assertTrue(json.loads(body).get(member), f"{member} in {body}")

    def test_addresses_are_kebab_case_and_hold_no_variable_but_the_municipality(self):
        """/core/naming-resources, /core/uri-version, /core/no-trailing-slash"""
        for path in (house.REPOSITORY / "connectors/vendors").glob("*/connector.yaml"):
            text = path.read_text()
            if "dialect: json" not in text:
                continue
            for found in re.findall(r"paths: \[(.*)\]", text):
                for address in found.replace('"', "").split(", "):
                    self.assertRegex(address, r"^(/\{tenant\})?(/[a-z0-9]+(-[a-z0-9]+)*)*/v1(/[a-z0-9]+(-[a-z0-9]+)*)+$")


if __name__ == "__main__":
    unittest.main()
