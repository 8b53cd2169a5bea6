"""What real SOAP clients put on the wire, replayed: every row of what is sent, accepted and refused, with the answer it gets.

The rows are those of the reference on vendors' messages: what PHP, zeep, WCF, Open Formulieren and Amsterdam's client were seen to send, the policy
that follows from it, and the pitfalls others met. What is checked of every answer: status, content type, the version of its envelope, UTF-8
without a byte order mark, and the StUF code when it is a fault.
"""

import gzip
import re
import socket
import unittest
import xml.etree.ElementTree as xml

import house
import shared

SOAP11, SOAP12 = "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"
STUF = "{http://www.egem.nl/StUF/StUF0301}"
WSA = "http://www.w3.org/2005/08/addressing"
WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
FIN, BG = "http://www.egem.nl/StUF/sector/fin/0310", "http://www.egem.nl/StUF/sector/bg/0310"
BK = "http://voorbeeld.example/koppelvlak/bk0100"
PATHS = {
    "soap": "/soap/schuldenoverzicht", "stuf-fin": "/fin0310/BeantwoordVraag", "stuf-bg": "/bg0310/VrijeBerichten",
    "stuf-prs": "/bg0310/OntvangSynchroon",
}
OURS = "00000001001234567000"


def message(vendor):
    """What the vendor really sends, as its own cases have it."""
    case = "di02" if vendor == "soap" else "overview"
    text = (house.REPOSITORY / f"connectors/vendors/{vendor}/cases/{case}/request.xml").read_text()
    return re.sub(r"(<StUF:ontvanger>)\s+", r"\1", text)


def header(text, blocks):
    """The message with these blocks in its header."""
    if re.search(r"<\w+:Header\s*/>", text):
        return re.sub(r"<(\w+):Header\s*/>", lambda found: f"<{found[1]}:Header>{blocks}</{found[1]}:Header>", text, count=1)
    return re.sub(r"<(\w+):Body>", lambda found: f"<{found[1]}:Header>{blocks}</{found[1]}:Header><{found[1]}:Body>", text, count=1)


def envelope(text, version):
    return text.replace(SOAP11, version).replace(SOAP12, version)


def unprefixed(text):
    """Default namespaces on every child, as .NET writes them: no prefix at all below the Body."""
    spaces = dict(re.findall(r'xmlns:(\w+)="([^"]+)"', text))
    body = text.index("Body>") + 5
    head, rest = text[:body], text[body:]
    rest = re.sub(r' xmlns:\w+="[^"]+"', "", rest)

    def tag(found):
        slash, prefix, name, attributes, end = found.groups()
        if prefix in ("soapenv", "s", "env"):
            return found[0]
        attributes = re.sub(r'\b(\w+):(\w+)="', lambda at: f'p:{at[2]}="' if spaces[at[1]].endswith("StUF0301") else at[0], attributes)
        attributes = attributes.replace("xsi:nil", "i:nil")
        extra = "" if slash else f' xmlns="{spaces[prefix]}"'
        if "p:" in attributes:
            extra += f' xmlns:p="{spaces["StUF"]}"'
        if "i:nil" in attributes:
            extra += ' xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
        return f"<{slash}{name}{extra}{attributes}{end}>"

    return head + re.sub(r"<(/?)(\w+):([\w.-]+)([^<>]*?)(/?)>", tag, rest)


class Wire(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        made = shared.house_named("wire", vendors=("json", "soap", "stuf-fin", "stuf-bg", "stuf-prs"), known_as=("0999", OURS))
        if not made.process:
            cls.prepare(made)
            made.start()
        cls.made = made

    @staticmethod
    def prepare(made):
        """Two further vendors, which differ from shipped ones by a switch."""
        import shutil

        for name, vendor, changes in (
            ("latijn", "stuf-fin", {"quirks:\n": "quirks:\n  latin1: true\n", "/fin0310/BeantwoordVraag": "/latijn/BeantwoordVraag"}),
            ("streng", "stuf-fin", {
                "tenant: caller": "tenant: organisatie\nwsse: { header: forbid }", "quirks:\n": "quirks:\n  fault_http_status: 200\n",
                "/fin0310/BeantwoordVraag": "/streng/BeantwoordVraag"}),
            ("niets", "stuf-prs", {"empty: answer": "empty: fo02", "/bg0310/OntvangSynchroon": "/niets/OntvangSynchroon"}),
        ):
            folder = made.folder / "connectors/vendors" / name
            shutil.copytree(made.folder / "connectors/vendors" / vendor, folder)
            shutil.rmtree(folder / "cases")
            text = (folder / "connector.yaml").read_text().replace(f"vendor: {vendor}", f"vendor: {name}")
            for old, new in changes.items():
                assert old in text, old
                text = text.replace(old, new)
            (folder / "connector.yaml").write_text(text)
        made.settings = made.settings.replace("stuf-prs]", "stuf-prs, latijn, streng, niets]")
        made.write_settings()

    def send(self, vendor="stuf-fin", text=None, kind="text/xml; charset=utf-8", headers=None, path=None, certificate="eform", **options):
        text = message(vendor) if text is None else text
        sent = {"Content-Type": kind} if kind else {}
        sent.update(headers or {})
        body = text if isinstance(text, (bytes, list)) else text.encode()
        return self.made.request("POST", path or PATHS[vendor], body, sent, certificate=certificate, key=None, **options)

    def read(self, answer, version):
        """The content of the Body, after what holds for every answer."""
        self.assertEqual(answer.headers["content-type"], f"{'text/xml' if version == SOAP11 else 'application/soap+xml'}; charset=utf-8")
        self.assertEqual(int(answer.headers["content-length"]), len(answer.body))
        self.assertTrue(answer.body.startswith(b'<?xml version="1.0" encoding="UTF-8"?>'), answer.text[:80])
        self.assertEqual(answer.headers["cache-control"], "no-store")
        root = xml.fromstring(answer.body)
        self.assertEqual(root.tag, f"{{{version}}}Envelope", answer.text[:200])
        return root.find(f"{{{version}}}Body")[0]

    def taken(self, answer, version=SOAP11):
        self.assertEqual(answer.status, 200, answer.text)
        content = self.read(answer, version)
        self.assertFalse(content.tag.endswith("}Fault"), answer.text)
        return content

    def fault(self, answer, code, version=SOAP11, status=500, plain=None, plek=None):
        """A fault with this StUF code, or with this code of SOAP alone."""
        self.assertEqual(answer.status, status, answer.text)
        fault = self.read(answer, version)
        self.assertEqual(fault.tag, f"{{{version}}}Fault")
        body = fault.find(f".//{STUF}Fo02Bericht/{STUF}body")
        said = body.findtext(f"{STUF}code") if body is not None else None
        self.assertEqual(said, code, answer.text)
        if version == SOAP11:
            self.assertIsNotNone(fault.find("faultstring"))
            told = fault.findtext("faultcode").split(":")[1]
        else:
            self.assertEqual(fault.find(f"{{{SOAP12}}}Reason/{{{SOAP12}}}Text").get("{http://www.w3.org/XML/1998/namespace}lang"), "nl")
            told = {"Sender": "Client", "Receiver": "Server"}.get(
                (value := fault.findtext(f"{{{SOAP12}}}Code/{{{SOAP12}}}Value").split(":")[1]), value)
        if code:
            self.assertEqual(told, body.findtext(f"{STUF}plek").capitalize())
            self.assertIn("Referentie ", body.findtext(f"{STUF}details"))
            if plek:
                self.assertEqual(body.findtext(f"{STUF}plek"), plek)
        if plain:
            self.assertEqual(told, plain)
        self.assertNotRegex(answer.text, r"9999\d{5}")
        return fault

    # What clients send (§4.1).

    def test_clients(self):
        fin, bg = message("stuf-fin"), message("stuf-bg")
        action = f"{FIN}/vrdLv01"
        for name, options, version in (
            ("PHP 1.1", dict(headers={"SOAPAction": f'"{action}"'}), SOAP11),
            ("PHP 1.2", dict(text=envelope(fin, SOAP12), kind=f'application/soap+xml; charset=utf-8; action="{action}"'), SOAP12),
            ("PHP, attribute without its namespace", dict(text=fin.replace('StUF:entiteittype="VRD"', 'entiteittype="VRD"')), SOAP11),
            ("zeep", dict(headers={"SOAPAction": f'"{action}"', "Accept-Encoding": "gzip, deflate"}), SOAP11),
            ("Open Formulieren 1.2", dict(
                vendor="stuf-bg", text=envelope(bg, SOAP12), kind="application/soap+xml", headers={"SOAPAction": f"{BG}/npsLv01"}), SOAP12),
            ("Open Formulieren 1.1", dict(
                vendor="stuf-bg", text=envelope(bg, SOAP11), kind="text/xml", headers={"SOAPAction": f"{BG}/npsLv01"}), SOAP11),
            ("WCF", dict(text=unprefixed(header(fin, (
                '<Action soapenv:mustUnderstand="1" xmlns="http://schemas.microsoft.com/ws/2005/05/addressing/none">'
                f"{action}</Action><ActivityId CorrelationId=\"6f0a3f0e-5a0c-4c6e-8d3c-0f5f0b1f7c11\" "
                'xmlns="http://schemas.microsoft.com/2004/09/ServiceModel/Diagnostics">0b4f4c7a-2e57-4b39-9a1f-3a8e3b9f0f10</ActivityId>'))),
                headers={"SOAPAction": f'"{action}"', "Expect": "100-continue"}), SOAP11),
            ("Amsterdam", dict(kind="text/xml;charset=UTF-8"), SOAP11),
        ):
            with self.subTest(name):
                self.taken(self.send(**options), version)

    # What is accepted and refused (§4.2).

    def test_forms_of_a_message(self):
        for vendor in PATHS:
            text = message(vendor)
            version = SOAP12 if SOAP12 in text else SOAP11
            for name, changed in (
                ("as it is", text),
                ("byte order mark", "\ufeff" + text),
                ("no prolog", text.split("?>", 1)[1].lstrip()),
                ("default namespaces on every child", unprefixed(text)),
                ("comments and instructions everywhere", re.sub(r"(?<=>)(\s*)(?=<[\w/])", r"<!-- x --><?y z?>\1", text.split("?>", 1)[1])),
                ("comments around the envelope", text.split("?>", 1)[1] .strip() + "<!-- end --><?end?>"),
                ("CRLF", text.replace("\n", "\r\n")),
                ("on one line", re.sub(r">\s+<", "><", text)),
                ("spaces round the BSN", re.sub(r"(inp\.bsn>)(\d{9})", r"\1\n    \2\t", text)),
            ):
                with self.subTest(f"{vendor}: {name}"):
                    self.taken(self.send(vendor, changed), version)

    def test_version_and_content_type_may_disagree(self):
        for version in (SOAP11, SOAP12):
            for kind in ("text/xml", "text/xml; charset=utf-8", "application/soap+xml", 'application/soap+xml; charset="UTF-8"'):
                with self.subTest(f"{version} as {kind}"):
                    text = envelope(message("stuf-fin"), version)
                    self.taken(self.send(text=text, kind=kind), version)
                    self.fault(self.send(text=text.replace("Lv01<", "XX99<"), kind=kind), "StUF022", version)

    def test_actions(self):
        action = f"{FIN}/vrdLv01"
        for value in (f'"{action}"', action, '""', "", "vrdLv01", '"vrdLv01"', f"{FIN}/BeantwoordVraag/vrdLv01Request", None):
            with self.subTest(action=value):
                self.taken(self.send(headers={"SOAPAction": value} if value is not None else {}))
        for value in (f'"{FIN}/vrdLv02"', "npsLv01", f"{BG}/npsLv01", "urn:anders/vrdLv01"):
            with self.subTest(action=value):
                self.fault(self.send(headers={"SOAPAction": value}), "StUF055")
        for kind, code in ((f"application/soap+xml; action={action}", None), ('application/soap+xml; action="urn:x"', "StUF055")):
            with self.subTest(kind):
                answer = self.send(text=envelope(message("stuf-fin"), SOAP12), kind=kind)
                self.fault(answer, code, SOAP12) if code else self.taken(answer, SOAP12)

    def test_http(self):
        text = message("stuf-fin").encode()
        self.taken(self.send(text=[text[:100], text[100:]]))
        answer = self.send(text=gzip.compress(text), headers={"Content-Encoding": "gzip"})
        self.assertEqual(answer.status, 415, answer.text)
        self.assertEqual(self.read(answer, SOAP11).tag, f"{{{SOAP11}}}Fault")
        for kind in (None, "application/json", "application/xml", "multipart/related"):
            with self.subTest(kind):
                self.assertEqual(self.send(kind=kind).status, 415)

    def test_expect_continue(self):
        """The body is sent only after `100 Continue`, as .NET does."""
        body = message("stuf-fin").encode()
        plain = socket.create_connection(("127.0.0.1", self.made.port), timeout=20)
        with self.made.context("eform").wrap_socket(plain, server_hostname="localhost") as connection:
            connection.sendall((
                f"POST {PATHS['stuf-fin']} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
                "Expect: 100-continue\r\nConnection: close\r\n\r\n").encode())
            first = connection.recv(1024)
            self.assertTrue(first.startswith(b"HTTP/1.1 100"), first)
            connection.sendall(body)
            answer = b""
            while part := connection.recv(65536):
                answer += part
            self.assertTrue(answer.startswith(b"HTTP/1.1 200"), answer[:200])

    def test_what_is_not_read(self):
        text = message("stuf-fin")
        for name, body, kind in (
            ("DTD", text.replace("<soapenv:Envelope", "<!DOCTYPE x><soapenv:Envelope", 1), None),
            ("DTD with an entity", text.replace("<soapenv:Envelope", '<!DOCTYPE a [<!ENTITY b "c">]><soapenv:Envelope', 1), None),
            ("UTF-16 with a mark", text.replace("UTF-8", "UTF-16").encode("utf-16"), "text/xml"),
            ("UTF-16 without", text.replace("UTF-8", "UTF-16").encode("utf-16-le"), "text/xml"),
            ("UTF-32", text.encode("utf-32"), "text/xml"),
            ("Latin-1 by its declaration", text.replace("UTF-8", "ISO-8859-1").encode("latin-1"), "text/xml"),
            ("Latin-1 that says nothing", text.replace("EFORM", "EFORM\u00e9").encode("latin-1"), "text/xml"),
            ("second child in the Body", text.replace("</soapenv:Body>", "<x/></soapenv:Body>"), None),
            ("text in the Body", text.replace("</soapenv:Body>", "x</soapenv:Body>"), None),
            ("text in the Header", header(text, "x"), None),
            ("two Headers", text.replace("<soapenv:Body>", "<soapenv:Header/><soapenv:Header/><soapenv:Body>"), None),
            ("no Body", re.sub(r"<soapenv:Body>.*</soapenv:Body>", "", text, flags=re.S), None),
            ("empty Body", re.sub(r"<soapenv:Body>.*</soapenv:Body>", "<soapenv:Body/>", text, flags=re.S), None),
            ("no envelope", "<x/>", None), ("nothing", "", None), ("JSON", "{}", None),
        ):
            with self.subTest(name):
                self.fault(self.send(text=body, kind=kind or "text/xml; charset=utf-8"), "StUF055", plek="client")
        answer = self.send(text=text.encode("latin-1"), kind="text/xml; charset=ISO-8859-1")
        self.fault(answer, None, status=415, plain="Client")
        self.assertIn("UTF-8", answer.text)

    def test_unknown_envelope(self):
        for kind in ("text/xml", "application/soap+xml"):
            with self.subTest(kind):
                answer = self.send(text=envelope(message("stuf-fin"), "urn:unknown"), kind=kind)
                self.fault(answer, None, SOAP11, plain="VersionMismatch")

    def test_headers(self):
        text = message("stuf-fin")
        for name, block, code in (
            ("nothing demanded", '<x:y xmlns:x="urn:x">z</x:y>', None),
            ("demanded, not", '<x:y xmlns:x="urn:x" soapenv:mustUnderstand="0"/>', None),
            ("demanded", '<x:y xmlns:x="urn:x" soapenv:mustUnderstand="1"/>', "MustUnderstand"),
            ("demanded, misspelt", '<x:y xmlns:x="urn:x" soapenv:mustUnderstand="TRUE"/>', "MustUnderstand"),
            ("demanded of another", '<x:y xmlns:x="urn:x" soapenv:mustUnderstand="1" soapenv:actor="urn:other"/>', None),
            ("older addressing demanded",
             '<a:To xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" soapenv:mustUnderstand="1">x</a:To>', "MustUnderstand"),
            ("security", f'<w:Security xmlns:w="{WSSE}"/>', None),
            ("security demanded", f'<w:Security xmlns:w="{WSSE}" soapenv:mustUnderstand="1"/>', "MustUnderstand"),
        ):
            with self.subTest(name):
                answer = self.send(text=header(text, block))
                self.fault(answer, None, plain=code) if code else self.taken(answer)
        for hidden in ('<x:y xmlns:x="urn:x" bsn="999993653"/>', '<x:y xmlns:x="urn:x"><x:z x:peildatum="2026-01-01"/></x:y>'):
            with self.subTest(hidden):
                self.fault(self.send(text=header(text, hidden)), "StUF055")
        wcf = '<Action soapenv:mustUnderstand="1" xmlns="http://schemas.microsoft.com/ws/2005/05/addressing/none">{}</Action>'
        self.taken(self.send(text=header(text, wcf.format(f"{FIN}/vrdLv01"))))
        self.fault(self.send(text=header(text, wcf.format("urn:anders"))), "StUF055")

    def test_security_of_open_formulieren(self):
        """Its Timestamp has its children in the namespace of wsse instead of wsu: nobody looks at it."""
        block = f"""<wss:Security xmlns:wss="{WSSE}" soapenv:mustUnderstand="1"><wss:Timestamp><wss:Created>2026-11-21T19:30:12Z</wss:Created>
            <wss:Expires>2026-11-21T19:35:12Z</wss:Expires></wss:Timestamp><wss:UsernameToken><wss:Username>of</wss:Username>
            <wss:Password>geheim</wss:Password></wss:UsernameToken></wss:Security>"""
        text = header(envelope(message("stuf-bg"), SOAP12), block)
        block = block.replace("soapenv:", re.search(r"<(\w+):Envelope", text)[1] + ":")
        text = header(envelope(message("stuf-bg"), SOAP12), block)
        self.taken(self.send("stuf-bg", text, "application/soap+xml"), SOAP12)
        self.fault(self.send("stuf-bg", text.replace("</wss:Security>", "</wss:Security>" + block), "application/soap+xml"), "StUF055", SOAP12)
        # It proves nothing: without certificate or key nobody is known.
        self.fault(self.send("stuf-bg", text, "application/soap+xml", certificate=None), "StUF013", SOAP12)
        strict = header(message("stuf-fin"), f'<w:Security xmlns:w="{WSSE}"/>')
        self.fault(self.send(text=strict, path="/streng/BeantwoordVraag"), "StUF055", status=200)
        self.assertNotIn("geheim", self.made.log.read_text())

    # WS-Addressing, as Digikoppeling 2W-be sends it (§5).

    def addressed(self, **changes):
        parts = {
            "To": f"https://gateway.voorbeeld.example/fin0310/BeantwoordVraag?OIN={OURS}", "Action": f"{FIN}/vrdLv01",
            "MessageID": "urn:uuid:0a7f1c3e-7f0d-4a53-8a40-2d0f7b3c9e11", "ReplyTo": f"<wsa:Address>{WSA}/anonymous</wsa:Address>", **changes}
        return "".join(f'<wsa:{name} xmlns:wsa="{WSA}" soapenv:mustUnderstand="1">{value}</wsa:{name}>' for name, value in parts.items() if value)

    def mirrored(self, answer):
        found = xml.fromstring(answer.body).find(f"{{{SOAP11}}}Header")
        self.assertIsNotNone(found, answer.text[:300])
        return {block.tag.removeprefix(f"{{{WSA}}}"): block.text for block in found}

    def test_addressing_is_mirrored(self):
        text = message("stuf-fin")
        answer = self.send(text=header(text, self.addressed()))
        self.taken(answer)
        said = self.mirrored(answer)
        self.assertEqual(said["Action"], f"{FIN}/BeantwoordVraag/vrdLv01Response")
        self.assertEqual(said["RelatesTo"], "urn:uuid:0a7f1c3e-7f0d-4a53-8a40-2d0f7b3c9e11")
        self.assertRegex(said["MessageID"], r"^urn:uuid:[0-9a-f-]{36}$")
        self.assertNotEqual(said["MessageID"], said["RelatesTo"])
        self.assertEqual(said["MessageID"].removeprefix("urn:uuid:"), answer.headers["x-request-id"])
        again = self.mirrored(self.send(text=header(text, self.addressed())))
        self.assertNotEqual(again["MessageID"], said["MessageID"])
        self.assertNotIn("Header", self.send().text)
        wrong = self.send(text=header(text.replace("Lv01<", "XX99<"), self.addressed()))
        self.fault(wrong, "StUF022")
        self.assertEqual(self.mirrored(wrong)["RelatesTo"], said["RelatesTo"])
        self.assertEqual(self.mirrored(wrong)["Action"], f"{WSA}/soap/fault")
        # A fault of the caller, found before the message is read, mirrors too.
        unknown = self.send(text=header(text, self.addressed()), certificate=None)
        self.fault(unknown, "StUF013")
        self.assertEqual(self.mirrored(unknown)["RelatesTo"], said["RelatesTo"])
        self.assertNotIn("0a7f1c3e", self.made.log.read_text())
        self.assertFalse(any("0a7f1c3e" in str(record) for record in self.made.journal()))

    def test_addressing_refused(self):
        text = message("stuf-fin")
        for name, changes in {
            "reply elsewhere": {"ReplyTo": "<wsa:Address>https://elders.example/</wsa:Address>"},
            "faults elsewhere": {"FaultTo": "<wsa:Address>https://elders.example/</wsa:Address>"},
            "another action": {"Action": f"{FIN}/vrdLv02"}, "id too long": {"MessageID": "urn:" + "x" * 1_000}, "id of two words": {"MessageID": "a b"},
        }.items():
            with self.subTest(name):
                self.fault(self.send(text=header(text, self.addressed(**changes))), "StUF055")
        with self.subTest("twice"):
            self.fault(self.send(text=header(text, self.addressed() + self.addressed())), "StUF055")
        for name, changes in {
            "none": {"ReplyTo": f"<wsa:Address>{WSA}/none</wsa:Address>"}, "no reply address": {"ReplyTo": None}, "no id": {"MessageID": None},
            "default action": {"Action": f"{FIN}/BeantwoordVraag/vrdLv01Request"}, "no action": {"Action": None},
        }.items():
            with self.subTest(name):
                self.taken(self.send(text=header(text, self.addressed(**changes))))

    # Latin-1, for a vendor that may.

    def test_latin_1(self):
        text = message("stuf-fin").replace("EFORM", "Zaakdossiér €", 1)
        latin = text.replace("UTF-8", "ISO-8859-1").encode("cp1252")
        bare = text.split("?>", 1)[1].lstrip()
        for name, body, kind, taken in (
            ("said twice", latin, "text/xml; charset=ISO-8859-1", True),
            ("by the declaration", latin, "text/xml", True),
            ("windows-1252", text.replace("UTF-8", "windows-1252").encode("cp1252"), "text/xml; charset=windows-1252", True),
            ("by the media type", bare.encode("cp1252"), "text/xml; charset=iso-8859-1", True),
            ("UTF-8 all the same", text.encode(), "text/xml; charset=utf-8", True),
            ("UTF-8 says the media type", latin, "text/xml; charset=utf-8", False),
            ("UTF-8 says the declaration", text.encode("cp1252"), "text/xml; charset=iso-8859-1", False),
            ("with a mark", b"\xef\xbb\xbf" + latin, "text/xml", False),
            ("two character sets", latin, "text/xml; charset=iso-8859-1; charset=utf-8", None),
            ("a byte that is nothing", latin.replace(b"\x80", b"\x81"), "text/xml", False),
        ):
            with self.subTest(name):
                answer = self.send(text=body, kind=kind, path="/latijn/BeantwoordVraag")
                if taken is None:
                    self.fault(answer, None, status=415)
                elif taken:
                    self.taken(answer)
                    self.assertIn("Zaakdossiér €", answer.text)
                else:
                    self.fault(answer, "StUF055")
        for kind in ("text/xml; charset=utf-16", "text/xml; charset=iso-8859-15"):
            self.fault(self.send(text=bare.encode("cp1252"), kind=kind, path="/latijn/BeantwoordVraag"), None, status=415)

    # Who is meant and who speaks (§2.2, §2.6).

    def test_receiver(self):
        text = message("stuf-fin")
        ours = "<StUF:ontvanger><StUF:organisatie>0999</StUF:organisatie>"
        self.assertIn(ours, text)
        at = lambda organisation, administration="": text.replace(ours, ours.replace("0999", organisation), 1).replace(
            "</StUF:ontvanger>", f"{administration}</StUF:ontvanger>", 1)
        part = "<StUF:administratie>{}</StUF:administratie>".format
        for name, body, taken in (
            ("code", at("0999"), True), ("OIN", at(OURS), True), ("name, spaces, capitals", at(" VoorbeeldStad\n"), True),
            ("region with us inside", at("Regio Oost", part("0999")), True), ("empty", at(""), True),
            ("none", re.sub(r"<StUF:ontvanger>.*?</StUF:ontvanger>", "", text, flags=re.S), True),
            ("somebody else", at("0363"), False), ("region without us", at("Regio Oost", part("Belastingen")), False),
            ("our office", at("0999", part("Belastingen")), True),
        ):
            with self.subTest(name):
                answer = self.send(text=body)
                self.taken(answer) if taken else self.fault(answer, "StUF010")
                answer = self.send(text=body, path="/voorbeeldstad/fin0310/BeantwoordVraag")
                self.taken(answer) if taken else self.fault(answer, "StUF010")

    def test_tenant_from_the_message(self):
        text = message("stuf-fin")
        ours = "<StUF:ontvanger><StUF:organisatie>0999</StUF:organisatie>"
        for name, organisation, path, taken in (
            ("code", "0999", "/streng", True), ("folder", "VOORBEELDSTAD ", "/streng", True), ("unknown", "0363", "/streng", False),
            ("nothing", "", "/streng", False), ("path and message", OURS, "/voorbeeldstad/streng", True),
            ("path alone", "", "/voorbeeldstad/streng", True), ("path against message", "0363", "/voorbeeldstad/streng", False),
            ("message against path", "0999", "/elders/streng", False),
        ):
            with self.subTest(name):
                answer = self.send(text=text.replace(ours, ours.replace("0999", organisation)), path=f"{path}/BeantwoordVraag")
                self.taken(answer) if taken else self.fault(answer, "StUF010", status=200)

    def test_precedence(self):
        """When several faults apply, the first of the table is told."""
        text = message("stuf-fin")
        wrong = text.replace("<StUF:ontvanger><StUF:organisatie>0999", "<StUF:ontvanger><StUF:organisatie>0363", 1)
        number = re.compile(r"(inp\.bsn>)\d{9}")
        for name, body, options, code in (
            ("receiver before schema", number.sub(r"\g<1>1", wrong), {}, "StUF010"),
            ("receiver before berichtcode", wrong.replace(">Lv01<", ">XX99<"), {}, "StUF010"),
            ("version before receiver", wrong.replace(f"{FIN}", f"{FIN[:-4]}0312"), {}, "StUF007"),
            ("berichtcode before schema", number.sub(r"\g<1>1", text).replace(">Lv01<", ">XX99<"), {}, "StUF022"),
            ("not allowed before schema", number.sub(r"\g<1>1", text), {"certificate": "keten"}, "StUF052"),
            ("berichtcode before not allowed", text.replace(">Lv01<", ">XX99<"), {"certificate": "keten"}, "StUF022"),
            ("schema", number.sub(r"\g<1>1", text), {}, "StUF055"),
        ):
            with self.subTest(name):
                self.fault(self.send(text=body, **options), code)

    def test_another_kind_of_message(self):
        text = message("stuf-fin")
        for name, body, code in (
            ("asynchronous", text.replace("vrdLv01", "vrdLv02").replace(">Lv01<", ">Lv02<"), "StUF025"),
            ("another entity", text.replace("vrdLv01", "debLv01").replace(">VRD<", ">DEB<"), "StUF031"),
            ("unheard of", text.replace("vrdLv01", "vrdXx01").replace(">Lv01<", ">Xx01<"), "StUF022"),
            ("another StUF", text.replace("StUF/StUF0301", "StUF/StUF0204"), "StUF001"),
            ("another sector model", text.replace(FIN, "http://www.egem.nl/StUF/sector/ef/0310"), "StUF004"),
            ("another version of it", text.replace(FIN, f"{FIN[:-4]}0204"), "StUF007"),
            ("a sorting we do not do", text.replace("<StUF:sortering>0", "<StUF:sortering>7"), "StUF133"),
        ):
            with self.subTest(name):
                self.fault(self.send(text=body), code)

    def test_nothing_found(self):
        """A citizen without debts: an answer, or StUF064 for the vendor that asks for it."""
        empty = next(citizen["bsn"] for citizen in shared.citizens() if citizen["zaken"] == "0")
        text = re.sub(r"(inp\.bsn>)\d{9}", rf"\g<1>{empty}", message("stuf-prs"))
        self.taken(self.send("stuf-prs", text))
        fault = self.fault(self.send(text=text, path="/niets/OntvangSynchroon"), "StUF064", plek="server")
        self.assertEqual(fault.findtext("faultstring"), "Object niet gevonden")
        some = re.sub(r"(inp\.bsn>)\d{9}", rf"\g<1>{house.BSN}", message("stuf-prs"))
        self.taken(self.send(text=some, path="/niets/OntvangSynchroon"))
        self.taken(self.send(text=re.sub(r"(inp\.bsn>)\d{9}", rf"\g<1>{empty}", message("stuf-fin"))))


if __name__ == "__main__":
    unittest.main()
