"""What a vendor is promised takes everything its cases are and refuses what is broken, in the files and as it is served."""

import copy
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
import urllib.parse
from pathlib import Path
from xml.etree import ElementTree

import jsonschema

import shared

REPOSITORY = Path(__file__).resolve().parents[2]
BINARY = os.environ["BLAUWBRUG_BINARY"]
VENDORS = sorted(path.name for path in (REPOSITORY / "connectors/vendors").iterdir() if path.is_dir())
XSD = "{http://www.w3.org/2001/XMLSchema}"
WSDL = "{http://schemas.xmlsoap.org/wsdl/}"


def program(*words, root=REPOSITORY):
    return subprocess.run([BINARY, *map(str, words), "--root", str(root)], capture_output=True, text=True)


def parts(path):
    """First line, headers and body of a file `*.http`."""
    head, _, body = path.read_bytes().partition(b"\n\n")
    lines = head.decode().splitlines()
    return lines[0], dict(line.split(": ", 1) for line in lines[1:] if ": " in line), body.strip()


def message(envelope):
    """What stands in the Body of an envelope; of a fault the message in its detail. None when there is none."""
    root = ElementTree.fromstring(envelope)
    body = next((child for child in root if child.tag.endswith("}Body")), None)
    if body is None or len(body) != 1:
        return None
    if body[0].tag.endswith("}Fault"):
        return next((part for part in body[0].iter() if part.tag.endswith("}Fo02Bericht")), None)
    return body[0]


def qualified(element, namespace):
    """As our program takes attributes without a namespace, when the vendor's switch says so."""
    for part in element.iter():
        for name in [name for name in part.attrib if name in ("entiteittype", "functie")]:
            part.attrib[f"{{{namespace}}}{name}"] = part.attrib.pop(name)
    return element


class Contract:
    """The files of one vendor."""

    def __init__(self, folder, vendor):
        self.folder = Path(folder) / vendor
        self.vendor = vendor
        self.cases = sorted((REPOSITORY / "connectors/vendors" / vendor / "cases").iterdir())
        self.wsdl = self.folder / f"{vendor}.wsdl"
        self.is_soap = self.wsdl.exists()

    def schema_of(self, tag):
        namespace = tag[1:].split("}")[0] if tag.startswith("{") else None
        for path in self.folder.glob(f"{self.vendor}-*.xsd"):
            if ElementTree.parse(path).getroot().get("targetNamespace") == namespace:
                return path
        return None

    def complaint(self, element):
        """What xmllint says against a message; empty when it is as promised."""
        schema = self.schema_of(element.tag)
        if schema is None:
            return "no schema for its namespace"
        done = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", str(schema), "-"],
                              input=ElementTree.tostring(element), capture_output=True)
        return "" if done.returncode == 0 else done.stderr.decode()


def setUpModule():
    global FOLDER, CONTRACTS
    FOLDER = tempfile.mkdtemp(prefix="blauwbrug-contracts-")
    done = program("contracts", "--output", FOLDER)
    assert done.returncode == 0, done.stderr
    CONTRACTS = [Contract(FOLDER, vendor) for vendor in VENDORS]


def tearDownModule():
    shutil.rmtree(FOLDER, ignore_errors=True)


class SOAPContracts(unittest.TestCase):
    def messages(self):
        """Every message of every case: contract, name, element, whether the program took the question."""
        for contract in CONTRACTS:
            if not contract.is_soap:
                continue
            for case in contract.cases:
                is_answered = not (case / "reply.http").exists() or parts(case / "reply.http")[0].endswith(" 200")
                fault = "fault" in json.loads((case / "inquiry.json").read_text())
                for name in ("request.xml", "request.http", "reply.http"):
                    if not (case / name).exists():
                        continue
                    body = parts(case / name)[2] if name.endswith(".http") else (case / name).read_bytes()
                    try:
                        element = message(body)
                    except ElementTree.ParseError:
                        continue
                    if element is not None:
                        yield contract, f"{contract.vendor}/{case.name}/{name}", element, is_answered and not fault

    def test_every_message_of_every_case_is_as_promised(self):
        seen = 0
        for contract, name, element, is_answered in self.messages():
            if name.endswith("reply.http") or is_answered:
                seen += 1
                with self.subTest(name):
                    element = qualified(element, "http://www.egem.nl/StUF/StUF0301")
                    self.assertEqual("", contract.complaint(element))
        self.assertGreater(seen, 30)

    def test_a_broken_request_is_refused(self):
        """Each question that is answered, broken in every way that a schema can see."""
        seen = 0
        for contract, name, element, is_answered in self.messages():
            if not is_answered or name.endswith("reply.http") or not name.split("/")[1].startswith(("di02", "overview")):
                continue
            qualified(element, "http://www.egem.nl/StUF/StUF0301")
            # The ways below break StUF, which calls a person's number so.
            bsn = next((at for at, part in enumerate(element.iter()) if part.tag.endswith("}inp.bsn")), None)
            if bsn is None:
                continue
            for what, change in self.mutations(element, bsn):
                broken = copy.deepcopy(element)
                change(broken)
                seen += 1
                with self.subTest(f"{name}: {what}"):
                    self.assertNotEqual("", contract.complaint(broken))
        self.assertGreater(seen, 20)

    def mutations(self, element, bsn):
        def number(text):
            def change(broken):
                list(broken.iter())[bsn].text = text
            return change

        def stray(broken):
            ElementTree.SubElement(broken, broken.tag + "X")

        def lost(broken):
            parent = next(part for part in broken.iter() if any(child.tag.endswith("}inp.bsn") for child in part))
            parent.remove(next(child for child in parent if child.tag.endswith("}inp.bsn")))

        def turned(broken):
            broken[:] = list(reversed(list(broken)))

        def code(broken):
            next(part for part in broken.iter() if part.tag.endswith("}berichtcode")).text = "Xx99"

        def unmarked(broken):
            next(part for part in broken.iter() if any(key.endswith("}entiteittype") for key in part.attrib)).attrib.clear()

        return [("eight digits", number("99999001")), ("letters", number("99999001X")), ("an empty bsn", number("")),
                ("a stray element", stray), ("no bsn", lost), ("another order", turned), ("another berichtcode", code),
                ("no entiteittype", unmarked)]

    def test_one_document_for_each_namespace_and_nothing_from_elsewhere(self):
        for contract in CONTRACTS:
            if not contract.is_soap:
                continue
            namespaces = []
            for path in contract.folder.glob("*.xsd"):
                root = ElementTree.parse(path).getroot()
                namespaces.append(root.get("targetNamespace"))
                for found in root.iter(f"{XSD}import"):
                    self.assertTrue((contract.folder / found.get("schemaLocation")).exists(), f"{path}: {found.attrib}")
            self.assertEqual(len(namespaces), len(set(namespaces)), contract.vendor)
            wsdl = ElementTree.parse(contract.wsdl).getroot()
            messages = {part.get("element").split(":")[1] for part in wsdl.iter(f"{WSDL}part")}
            operations = {operation.get("name") for operation in wsdl.iter(f"{WSDL}operation")}
            # Some tools take an operation that is called like its element for a wrapper.
            self.assertFalse(messages & operations)
            self.assertEqual({"http://schemas.xmlsoap.org/wsdl/soap/", "http://schemas.xmlsoap.org/wsdl/soap12/"},
                             {part.tag[1:].split("}")[0] for part in wsdl.iter() if part.tag.endswith("}address")})


class JSONContracts(unittest.TestCase):
    def setUp(self):
        self.contracts = [contract for contract in CONTRACTS if not contract.is_soap]
        self.assertTrue(self.contracts)

    def test_every_message_of_every_case_is_as_promised(self):
        seen = 0
        for contract in self.contracts:
            api = json.loads((contract.folder / "openapi.json").read_text())
            for case in contract.cases:
                status, _, body = parts(case / "reply.http") if (case / "reply.http").exists() else ("HTTP/1.1 200", {}, b"")
                is_answered = "fault" not in json.loads((case / "inquiry.json").read_text())
                if (case / "request.json").exists():
                    schema = json.loads((contract.folder / f"{contract.vendor}-vraag.schema.json").read_text())
                    if is_answered:
                        with self.subTest(f"{contract.vendor}/{case.name}"):
                            jsonschema.Draft202012Validator(schema).validate(json.loads((case / "request.json").read_text()))
                            seen += 1
                if not body:
                    continue
                with self.subTest(f"{contract.vendor}/{case.name}/reply.http"):
                    seen += 1
                    if status.endswith(" 200") and body.startswith(b"%PDF-"):
                        responses = [operation["responses"]["200"] for path in api["paths"].values() for operation in path.values()]
                        self.assertTrue(any("application/pdf" in response["content"] for response in responses))
                    elif status.endswith(" 202"):
                        later = [operation["responses"]["202"] for path in api["paths"].values() for operation in path.values()]
                        self.assertTrue(later)
                        for response in later:
                            schema = response["content"]["application/json"]["schema"]
                            jsonschema.Draft202012Validator(schema).validate(json.loads(body))
                    elif is_answered:
                        schema = json.loads((contract.folder / f"{contract.vendor}-antwoord.schema.json").read_text())
                        jsonschema.Draft202012Validator(schema).validate(json.loads(body))
                    else:
                        self.validate(json.loads(body), api["components"]["schemas"]["probleem"], api)
                        self.assertTrue(all(status.split()[-1] in operation["responses"]
                                            for path in api["paths"].values() for operation in path.values()), status)
        self.assertGreater(seen, 10)

    def test_a_broken_request_is_refused(self):
        for contract in self.contracts:
            for path in contract.folder.glob("*-vraag.schema.json"):
                validator = jsonschema.Draft202012Validator(json.loads(path.read_text()))
                case = next(case for case in contract.cases
                            if (case / "request.json").exists() and "fault" not in json.loads((case / "inquiry.json").read_text()))
                good = json.loads((case / "request.json").read_text())
                text = json.dumps(good)
                bsn = re.search(r"\b9999\d{5}\b", text).group()
                for what, broken in [("eight digits", text.replace(bsn, bsn[1:])), ("letters", text.replace(bsn, "99999001X")),
                                     ("a number", text.replace(f'"{bsn}"', bsn)),
                                     ("a stray key", json.dumps(good | {"zomaar": 1})), ("nothing", "{}"), ("a list", "[]")]:
                    with self.subTest(f"{contract.vendor}: {what}"):
                        self.assertFalse(validator.is_valid(json.loads(broken)))

    def validate(self, value, schema, api):
        jsonschema.Draft202012Validator(schema, resolver=jsonschema.RefResolver("", api)).validate(value)

    def test_openapi(self):
        for contract in self.contracts:
            check_openapi(self, json.loads((contract.folder / "openapi.json").read_text()))


def check_openapi(test, api):
    """What every reader of OpenAPI counts on, and what the API Design Rules ask."""
    test.assertEqual("3.1.0", api["openapi"])

    def references(value):
        if isinstance(value, dict):
            if "$ref" in value:
                yield value["$ref"]
            for inner in value.values():
                yield from references(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from references(inner)

    for reference in references(api):
        found = api
        for key in reference.removeprefix("#/").split("/"):
            found = found[key]
    for schema in api["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    resolver = jsonschema.RefResolver("", api)
    ids = []
    for path, operations in api["paths"].items():
        test.assertRegex(path, r"\A(/[a-z0-9]+(-[a-z0-9]+)*)+\Z")
        for method, operation in operations.items():
            ids.append(operation["operationId"])
            contents = list(operation.get("requestBody", {}).get("content", {}).values())
            for status, response in operation["responses"].items():
                test.assertTrue(response["description"])
                test.assertIn("API-Version", response["headers"])
                if not status.startswith("2"):
                    test.assertEqual(["application/problem+json"], list(response["content"]))
                contents += response["content"].values()
            for content in contents:
                # A PDF has no schema.
                jsonschema.Draft202012Validator.check_schema(content.get("schema", True))
                for example in content.get("examples", {}).values():
                    jsonschema.Draft202012Validator(content["schema"], resolver=resolver).validate(example["value"])
            for status in ("400", "401", "403", "404", "405", "406", "413", "415", "503", "504"):
                test.assertIn(status, operation["responses"])
    test.assertEqual(len(ids), len(set(ids)))
    test.assertEqual({"apiKey", "mutualTLS"}, {scheme["type"] for scheme in api["components"]["securitySchemes"].values()})


class Published(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = shared.sqlite_house()

    def get(self, path, method="GET", headers=None, key=None):
        return self.house.request(method, path, headers=headers or {}, key=key)

    def records(self):
        return len(self.house.journal())

    def test_the_wsdl_and_its_schemas_are_what_the_files_say(self):
        before = self.records()
        for contract in CONTRACTS:
            if not contract.is_soap:
                continue
            api = json.loads((contract.folder / "contract.json").read_text())
            for address in api["addresses"]:
                path = address["path"].replace("{tenant}", "voorbeeldstad")
                reply = self.get(f"{path}?wsdl", headers={"X-Forwarded-Host": "elders.example", "X-Forwarded-Proto": "http"})
                self.assertEqual(200, reply.status, path)
                self.assertEqual("text/xml; charset=utf-8", reply.headers["content-type"])
                named = self.get(f"{path}?wsdl={contract.vendor}").text
                served = ElementTree.fromstring(named)
                locations = {part.get("location") for part in served.iter() if part.tag.endswith("}address")}
                self.assertEqual(1, len(locations))
                location = locations.pop()
                self.assertRegex(location, rf"\Ahttps://[^/]+:{self.house.port}{re.escape(path)}\Z")
                self.assertNotIn("elders.example", named)
                for found in served.iter(f"{XSD}import"):
                    self.follow(location + "?wsdl", found.get("schemaLocation"), set(), contract)
        self.assertEqual(before, self.records())

    def follow(self, base, reference, seen, contract):
        """Fetches a schema as a client does, and what it imports."""
        place = urllib.parse.urljoin(base, reference)
        if place in seen:
            return
        seen.add(place)
        parts = urllib.parse.urlsplit(place)
        reply = self.get(f"{parts.path}?{parts.query}")
        self.assertEqual(200, reply.status, place)
        name = parts.query.removeprefix("xsd=")
        file = (contract.folder / f"{name}.xsd").read_text()
        self.assertEqual(re.sub(r'schemaLocation="[^"]*"', "", file), re.sub(r'schemaLocation="[^"]*"', "", reply.text))
        for found in ElementTree.fromstring(reply.text).iter(f"{XSD}import"):
            self.follow(place, found.get("schemaLocation"), seen, contract)

    def test_openapi_schemas_and_dictionary(self):
        before = self.records()
        for root in ("/v1", "/voorbeeldstad/v1"):
            reply = self.get(f"{root}/openapi.json")
            self.assertEqual(200, reply.status)
            self.assertTrue(reply.headers["content-type"].startswith("application/json"))
            self.assertEqual("1.0.0", reply.headers["api-version"])
            self.assertEqual("no-store", reply.headers["cache-control"])
            api = reply.json
            check_openapi(self, api)
            self.assertRegex(api["servers"][0]["url"], rf"\Ahttps://[^/]+:{self.house.port}{root}\Z")
            for name in ("json.html", "json-vraag.schema.json", "json-antwoord.schema.json", "fcid-4.1.0.xsd"):
                reply = self.get(f"{root}/{name}")
                self.assertEqual(200, reply.status, name)
                self.assertEqual((Path(FOLDER) / "json" / name).read_text(), reply.text)
        page = self.get("/soap/soap.html")
        self.assertEqual((200, "text/html; charset=utf-8"), (page.status, page.headers["content-type"]))
        self.assertIn("style-src 'sha256-", page.headers["content-security-policy"])
        self.assertEqual("", self.get("/v1/openapi.json", method="HEAD").text)
        self.assertEqual(before, self.records())

    def test_what_is_not_published_is_refused_as_before(self):
        for path, method, status in [
            ("/soap/schuldenoverzicht", "GET", 405), ("/soap/schuldenoverzicht?x", "GET", 405), ("/v1/schuldenoverzicht?wsdl", "GET", 401),
            ("/soap/schuldenoverzicht?xsd=soap-Geen", "GET", 404), ("/soap/elders?wsdl", "GET", 404), ("/v1/openapi.json", "POST", 405),
            ("/v1/openapi.json?x=1", "GET", 400), ("/v1/openapi.json/", "GET", 404), ("/v1/anders.json", "GET", 404), ("/v2/openapi.json", "GET", 404),
        ]:
            with self.subTest(f"{method} {path}"):
                reply = self.get(path, method=method)
                self.assertEqual(status, reply.status)
                if status == 405:
                    self.assertEqual("GET, HEAD" if "openapi" in path else "POST", reply.headers["allow"])


class Against(unittest.TestCase):
    """`blauwbrug contracts --against`: what breaks a client, and what does not."""

    def setUp(self):
        self.root = Path(tempfile.mkdtemp(prefix="blauwbrug-against-"))
        self.addCleanup(shutil.rmtree, self.root, True)
        for part in ("mappings/standard", "connectors/vendors/soap", "connectors/vendors/json"):
            shutil.copytree(REPOSITORY / part, self.root / part)
        self.vendors = self.root / "connectors/vendors"

    def change(self, path, old, new):
        file = self.vendors / path
        text = file.read_text()
        self.assertIn(old, text)
        file.write_text(text.replace(old, new, 1))

    def compare(self):
        done = program("contracts", "--against", self.baseline, root=self.root)
        self.assertEqual("", done.stderr)
        return done.returncode, done.stdout

    def differs(self, path, old, new, code, *words):
        self.baseline = self.root / "baseline"
        program("contracts", "--output", self.baseline, root=self.root)
        self.assertEqual((0, f"2 vendors compared with {self.baseline}: 0 breaking, 0 compatible.\n"), self.compare())
        self.change(path, old, new)
        status, told = self.compare()
        self.assertEqual(code, status, told)
        for word in words:
            self.assertIn(word, told)

    def test_a_new_required_field_of_a_request_breaks(self):
        self.differs("soap/ask.xml", "<BK:inp.bsn>", "<BK:nieuw>{echo.nieuw}</BK:nieuw><BK:inp.bsn>", 1, "breaking", "BK:nieuw", "always there")

    def test_a_new_optional_field_of_a_request_does_not(self):
        self.differs("soap/ask.xml", "<BK:inp.bsn>", '<BK:nieuw a:optional="">{echo.nieuw}</BK:nieuw><BK:inp.bsn>', 0, "compatible", "a new field")

    def test_a_renamed_field_breaks(self):
        old = '<BK:transactieId a:optional="" a:any="">4711</BK:transactieId>'
        self.differs("soap/ask.xml", old, old.replace("transactieId", "transactie"), 1, "breaking", "BK:transactieId: the field is gone")

    def test_a_field_that_must_now_be_there_breaks(self):
        self.differs("json/ask.json", '{ "a:value": "{referentie}", "a:optional": true }', '"{referentie}"', 1, "must now be there")

    def test_another_address_breaks(self):
        self.differs("json/connector.yaml", "[/v1/schuldenoverzicht, ", "[/v2/schuldenoverzicht, ", 1, "POST /v1/schuldenoverzicht: the address is gone")

    def test_another_action_breaks(self):
        self.differs("soap/connector.yaml", "geefSchuldenoverzicht_Di02\n", "anders\n", 1, "SOAPAction")

    def test_another_prefix_is_no_difference(self):
        self.differs("soap/connector.yaml", "  BK: ", "  XX: ", 0, "0 breaking, 0 compatible")

    def test_a_field_of_the_reply_that_is_gone_breaks(self):
        self.differs("json/reply.json", '  "volledig": "{volledig}",\n', "", 1, "antwoord: volledig: the field is gone")

    def test_a_new_field_of_the_reply_does_not(self):
        self.differs("json/reply.json", '"volledig":', '"ons": "{reply.referentie}", "volledig":', 0, "antwoord: ons: a new field")

    def test_a_field_of_the_reply_of_another_type_breaks(self):
        self.differs("soap/reply.xml", ' a:step="yyyymmddhhmmss"', "", 1, "tijdstipBericht")

    def test_a_new_word_of_the_standard_breaks(self):
        file = self.root / "mappings/standard/fcid-3.0.0.yaml"
        text = file.read_text()
        self.assertIn("words: [Algemeen,", text)
        self.vendors = self.root
        self.differs("mappings/standard/fcid-3.0.0.yaml", "words: [Algemeen,", "words: [Nieuw, Algemeen,", 1, "`Nieuw`")


if __name__ == "__main__":
    unittest.main()
