"""Broken messages by the hundred, to every vendor over one connection each: always an answer, never about somebody else.

What is sent are the vendors' own cases with something wrong in them. What must hold of every answer: it comes, it is well-formed, its status is one
that is meant for it, and when it is an overview it is about the person of whom the journal says so.
"""

import collections
import http.client
import json
import os
import random
import re
import time
import unittest
import xml.etree.ElementTree as xml

import house
import shared

VENDORS = house.REPOSITORY / "connectors/vendors"
PATHS = {
    "soap": "/soap/schuldenoverzicht", "stuf-fin": "/fin0310/BeantwoordVraag", "stuf-bg": "/bg0310/VrijeBerichten",
    "stuf-prs": "/bg0310/OntvangSynchroon", "json": "/v1/schuldenoverzicht", "open-formulieren-ophalen": "/api/v1/schuldenoverzicht",
    "open-formulieren-registratie": "/api/v1/registraties", "haal-centraal": "/haal-centraal/v1/schuldenoverzicht",
    # Others than the shipped ones, which differ from them by a switch.
    "streng": "/streng/BeantwoordVraag", "negeer": "/negeer/BeantwoordVraag", "latijn": "/latijn/BeantwoordVraag", "uit": "/uit/schuldenoverzicht",
}
SWITCHED = {
    "streng": ("stuf-fin", "fault_style: fo02", "fault_style: fo02\nvalidate: strict"),
    "negeer": ("stuf-fin", "unknown: refuse", "unknown: ignore"),
    "latijn": ("stuf-fin", "quirks:\n", "quirks:\n  latin1: true\n"),
    "uit": ("soap", "validate: lenient", 'validate: "off"'),
}
STATUSES = {200, 400, 401, 403, 404, 405, 406, 409, 413, 414, 415, 431, 500}
SELF, OTHER = house.BSN, "999993653"
SECONDS = 8
PIECES = [
    b"\x00", b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xef\xbb\xbf", b"]]>", b"<![CDATA[", b"<!DOCTYPE a>", b"&x;", b"&#0;", b"&#xD800;",
    b"&#xFFFFFFFFFFFF;", b'"', b"'", b"<", b">", b"&", b"{", b"}", b"[", b"]", b",", b":", b"\\u0000", b"\\ud800", b"\\", b"1e999999999", b"-0", b"9" * 400,
    b"<?x?>", b"<!-- -- -->", b' xmlns=""', b' xmlns:a="urn:a"', b' xsi:nil="true"', b' xsi:type="x:y"', b' mustUnderstand="1"', b"true", b"null", b"[]", b"{}",
    b'""', OTHER.encode(), SELF.encode(), b"000000000", "\u202e\U0001f4a9e\u0301\u2028\u0085".encode(), b"<a" * 40, b"</a>" * 10, b"[" * 70, b'{"a":' * 70,
    b"A" * 5_000, b" " * 3_000,
]
HEADERS = [
    ("Content-Type", ""), ("Content-Type", "text/xml; charset=iso-8859-1"), ("Content-Type", 'text/xml; charset="'), ("Content-Type", "text/xml;;;="),
    ("Content-Type", "application/soap+xml; action="), ("Content-Type", "application/json; charset=UTF-7"), ("Content-Type", "/"), ("Accept", "*/*;q=x"),
    ("Accept", ",,,"), ("Accept", "application/json;q=0"), ("SOAPAction", '"'), ("SOAPAction", '"x'), ("SOAPAction", '""'), ("X-BSN", OTHER),
    ("X-BSN", ""), ("X-Vertegenwoordigde", OTHER), ("X-LoA", "\xe9"), ("X-Peildatum", "x"), ("X-Niets", "A" * 6_000),
]
LEAF = re.compile(rb'<([\w:.]{1,60})(?: [^<>/]{0,200})?>[^<]{0,200}</\1>|"[^"]{0,60}": *"[^"]{0,200}"')
VALUE = re.compile(rb'(?<=>)[^<]{1,200}(?=</)|(?<=: ")[^"]{0,200}(?=")')
ATTRIBUTE = re.compile(rb' [\w:]{1,60}="[^"]{0,200}"')
NUMBER = re.compile(rb"\d{9}")


def requests(vendor):
    """What the cases of a vendor send: method, path, headers, body."""
    found = []
    for file in sorted((VENDORS / SWITCHED.get(vendor, (vendor,))[0] / "cases").glob("*/request.*")):
        body = file.read_bytes()
        if file.suffix == ".http":
            head, _, body = body.replace(b"\r\n", b"\n").partition(b"\n\n")
            lines = head.decode().split("\n")
            method, path, _ = lines[0].split(" ")
            headers = dict(re.split(r": *", line, maxsplit=1) for line in lines[1:] if line)
            kept = {name: value for name, value in headers.items() if name.lower() not in ("host", "x-api-key", "authorization", "content-length")}
            found.append((method, path if vendor not in SWITCHED else PATHS[vendor], kept, body))
        elif file.suffix == ".xml":
            kind = "application/soap+xml" if b"2003/05/soap-envelope" in body else "text/xml"
            found.append(("POST", PATHS[vendor], {"Content-Type": kind}, body))
        else:
            found.append(("POST", PATHS[vendor], {"Content-Type": "application/json"}, body))
    return found


def broken(body, dice):
    """The same with one or a few things wrong in it."""
    for _ in range(dice.choice((1, 1, 1, 2, 4))):
        at = dice.randrange(len(body) + 1)
        until = min(len(body), at + dice.choice((0, 0, 1, 2, 5, 20, 200)))
        kind = dice.randrange(8)
        if kind == 0:
            body = body[:at] + dice.choice(PIECES) + body[until:]
        elif kind == 1:
            body = body[:at] + body[until:]
        elif kind == 2 and at < len(body):
            body = body[:at] + bytes([body[at] ^ 1 << dice.randrange(8)]) + body[at + 1:]
        elif kind == 3:
            body = body[:at] + body[at:until] * dice.choice((2, 50)) + body[until:]
        elif kind == 4:
            body = body[:at]
        elif kind >= 5:
            shape = {5: LEAF, 6: dice.choice((VALUE, NUMBER)), 7: ATTRIBUTE}[kind]
            places = list(shape.finditer(body))
            if places:
                place = dice.choice(places)
                new = dice.choice(places)[0] * dice.choice((1, 2)) if kind != 6 else dice.choice(PIECES + [b"", b"99999001", b"s00000000:" + SELF.encode()])
                body = body[:place.start()] + new + body[place.end():]
    return body


class Fuzz(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        spoken = ", ".join(PATHS)
        caller = f'  alles: {{ key_sha256: "{house.sha256("alles")}", tenants: [voorbeeldstad], vendors: [{spoken}], questions: [schuldenoverzicht], assurance: midden }}\n'
        cls.made = house.House(shared.BINARY, vendors=tuple(PATHS), extra_callers=caller)
        for name, (vendor, old, new) in SWITCHED.items():
            folder = cls.made.folder / "connectors/vendors" / name
            folder.mkdir()
            for file in (VENDORS / vendor).iterdir():
                if file.is_file():
                    (folder / file.name).write_bytes(file.read_bytes())
            text = (folder / "connector.yaml").read_text()
            own, others = PATHS[name], PATHS[vendor]
            assert old in text and others in text
            if name == "uit":
                text = re.sub(r"\n  unknown: refuse[^\n]*", "", text)
            text = text.replace(f"vendor: {vendor}", f"vendor: {name}").replace(old, new).replace(others, own)
            (folder / "connector.yaml").write_text(text)
        # Who asks for another gets an overview too: then it counts about whom.
        cls.made.settings = cls.made.settings.replace("    incomplete: refuse\n", "    incomplete: refuse\n    representation: allow\n")
        cls.made.write_settings()
        cls.made.start()

    @classmethod
    def tearDownClass(cls):
        cls.made.remove()

    def subjects(self):
        """By the pseudonym of the journal: whose it is."""
        found = {}
        for bsn in (SELF, OTHER):
            answer = self.made.ask_json(bsn)
            self.assertEqual(answer.status, 200, answer.text)
            found[self.record(answer.headers["x-request-id"])["object"]["subject"]] = bsn
        return found

    def record(self, reference):
        return next(record for record in self.made.journal() if record.get("reference") == reference)

    def test_every_broken_message_is_answered(self):
        subjects = self.subjects()
        seed = int(os.environ.get("BLAUWBRUG_FUZZ_SEED", "4"))
        dice = random.Random(seed)
        answered, statuses = {}, collections.Counter()
        for vendor in PATHS:
            sent = requests(vendor)
            self.assertTrue(sent, vendor)
            connection = self.made.connection(timeout=10)
            connection.connect()
            until = time.monotonic() + SECONDS / len(PATHS)
            while time.monotonic() < until:
                method, path, headers, body = dice.choice(sent)
                headers = dict(headers, **{"X-Api-Key": "alles"})
                if method == "GET":
                    name = dice.choice(list(headers))
                    if name != "X-Api-Key":
                        headers[name] = re.sub(r"[\x00-\x1f\x7f]", "", broken(headers[name].encode(), dice).decode("latin-1"))[:3_000]
                else:
                    body = broken(body, dice)
                if dice.random() < 0.2:
                    headers.update([dice.choice(HEADERS)])
                told = f"seed {seed}, {vendor}: {method} {path} {headers} {body!r}"
                try:
                    connection.request(method, path, body=body or None, headers=headers)
                    reply = connection.getresponse()
                    answer = reply.read()
                except (OSError, http.client.HTTPException) as error:
                    self.fail(f"no answer ({error!r}, exit {self.made.process.poll()}) to {told}")
                statuses[reply.status] += 1
                self.assertIn(reply.status, STATUSES, told)
                if answer[:1] == b"<":
                    xml.fromstring(answer)
                else:
                    json.loads(answer)
                if reply.status == 200:
                    # The person of the answer, not what it repeats of the message.
                    about = {bsn for bsn in (SELF, OTHER) if re.search(rb'(?:bsn>|bsn": ?")' + bsn.encode(), answer)}
                    answered[reply.headers["X-Request-Id"]] = (about, told)
                else:
                    # What a message calls itself comes back in RelatesTo, whatever it is.
                    self.made.errors.append(re.sub(r"<wsa:RelatesTo>.*?</wsa:RelatesTo>", "", answer.decode(errors="replace"), flags=re.S))
            connection.close()
        records = {record.get("reference"): record for record in self.made.journal()}
        for reference, (about, told) in answered.items():
            self.assertIn(reference, records, told)
            subject = subjects.get(records[reference]["object"]["subject"])
            self.assertTrue(about <= {subject}, f"an overview about another than the journal says: {told}")
        self.assertTrue(answered and statuses[400] and statuses[500], statuses)
        self.assertEqual(self.made.ask_json().status, 200)


if __name__ == "__main__":
    unittest.main()
