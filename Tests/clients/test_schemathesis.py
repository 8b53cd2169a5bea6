"""schemathesis: hundreds of requests made from our OpenAPI, and answers that must be what it says."""

import json
import sys
import unittest

import server
from server import HERE, running

sys.path.insert(0, str(HERE.parent))
import interpreter  # noqa: E402

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,response_headers_conformance"


def installed():
    """The program, with what it needs."""
    return interpreter.python("clients", HERE / "requirements.txt").with_name("schemathesis")


class Schemathesis(unittest.TestCase):
    def tried(self, contract, folder):
        (folder / "openapi.json").write_text(json.dumps(contract))
        return running.run(
            installed(), "--no-color", "run", folder / "openapi.json", "--origin", running.address(""), "--tls-verify", running.authority,
            "--header", f"X-Api-Key: {server.house.API_KEY}", "--checks", CHECKS, "--phases", "examples,coverage,fuzzing", "--max-examples", "60",
            "--seed", "1", "--generation-database", "none", "--continue-on-failure", folder=folder)

    def test_our_answers_are_what_the_contract_says(self):
        for root in ("/v1", "/api/v1", "/haal-centraal/v1"):
            with self.subTest(root):
                contract = running.house.request("GET", f"{root}/openapi.json", key=None).json
                done = self.tried(contract, running.folder("openapi" + root.replace("/", "-")))
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_it_notices_another_answer(self):
        contract = running.house.request("GET", "/v1/openapi.json", key=None).json
        operations = [operation for path in contract["paths"].values() for operation in path.values() if "responses" in operation]
        for operation in operations:
            operation["responses"]["200"]["content"]["application/json"]["schema"] = {"type": "array"}
        done = self.tried(contract, running.folder("openapi-wrong"))
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        # In every operation: so each of them has been answered with 200 as well.
        self.assertEqual(done.stdout.count("- ST108 Response violates schema"), len(operations), done.stdout)
