"""The promises: a record before every answer, no datum anywhere, a clean end, clear exit codes."""

import json
import os
import resource
import shutil
import signal
import socket
import ssl
import subprocess
import threading
import time
import unittest

import house
import shared


class Journal(unittest.TestCase):
    def test_every_exchange_has_one_record(self):
        made = house.House(shared.BINARY).start()
        self.addCleanup(made.remove)
        made.ask_json()
        made.ask_json("999990018")
        made.ask_json(key="wrong")
        made.ask_soap()
        made.ask_soap(change=lambda text: "x")
        made.request("GET", "/nowhere")
        records = [record for record in made.journal() if record["kind"] == "audit"]
        self.assertEqual([record["result"]["outcome"] for record in records],
                         ["answered", "refused", "refused", "answered", "refused", "refused"])
        references = [event["reference"] for event in made.events() if event["event"] == "exchanged"]
        self.assertEqual(sorted(record["reference"] for record in records), sorted(references))
        first = records[0]
        self.assertEqual(first["actor"]["name"], "portaal")
        self.assertTrue(first["purposes"])
        self.assertEqual({mapping["name"] for mapping in first["mappings"]}, {"heffingen", "sociaal"})
        self.assertRegex(first["object"]["subject"], r"^p1:[0-9a-f]{64}$")
        self.assertEqual(first["object"]["subject"], records[3]["object"]["subject"], "one citizen, one pseudonym")

    def test_no_record_no_answer(self):
        made = house.House(shared.BINARY).start()
        self.addCleanup(made.remove)
        self.assertEqual(made.ask_json().status, 200)
        size = sum(path.stat().st_size for path in (made.folder / "state/journal").iterdir())
        pid = made.process.pid
        before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, before[1]))
        answer = made.ask_json()
        self.assertEqual(answer.status, 503, answer.text)
        self.assertNotIn("financiele_zaken", answer.text)
        soap = made.ask_soap()
        self.assertEqual(soap.status, 503)
        self.assertIn("StUF049", soap.text)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
        until = time.time() + 5
        while made.ask_json().status != 200:
            self.assertLess(time.time(), until, "the journal must recover when there is room again")
            time.sleep(0.1)
        self.assertEqual([record["seq"] for record in made.journal()], list(range(1, len(made.journal()) + 1)))
        self.assertEqual(made.stop(), 0)
        made.start()
        self.assertEqual(made.ask_json().status, 200, "what was written is a chain that the next start accepts")

    def test_a_second_program_on_one_journal_is_refused(self):
        made = shared.sqlite_house()
        second = subprocess.run([shared.BINARY, "serve", "--root", str(made.folder)], capture_output=True, text=True, timeout=30)
        self.assertEqual(second.returncode, 3, second.stderr)


class Canaries(unittest.TestCase):
    def test_errors_about_a_citizen_do_not_name_him(self):
        """Traffic that is full of data and goes wrong. The search itself is `House.leaked`, over this and all other traffic of the run."""
        for made in (shared.sqlite_house(), shared.postgres_house()):
            for bsn in house.CANARIES[:11]:
                made.ask_json(bsn), made.ask_soap(bsn)
                errors = [
                    made.request("POST", "/v1/schuldenoverzicht", '{"bsn":"%s","x":1}' % bsn, {"Content-Type": "application/json"}),
                    made.request("POST", "/v1/schuldenoverzicht", '{"bsn":"%s","documentVersie":"%s"}' % (bsn, bsn), {"Content-Type": "application/json"}),
                    made.request("GET", f"/v1/schuldenoverzicht/{bsn}"),
                    made.request("GET", f"/v1/schuldenoverzicht?bsn={bsn}"),
                    made.request("GET", "/v1/schuldenoverzicht", headers={"X-BSN": bsn + "1", "X-Referentie": bsn}),
                    made.ask_json(key=bsn),
                    made.ask_soap(bsn, change=lambda text: text.replace("</BK:persoon>", "<BK:x/></BK:persoon>")),
                    made.ask_soap(bsn, change=lambda text: text.replace("demo-0001", bsn).replace(">Di02<", ">Xx99<")),
                    made.ask_soap(bsn, change=lambda text: text.replace(">0999<", f">{bsn}<").replace(">xml<", f">{bsn}<")),
                ]
                for error in errors:
                    self.assertGreaterEqual(error.status, 400)
            self.assertEqual(made.leaked(), [])

    def test_the_search_finds_what_it_looks_for(self):
        made = house.House(shared.BINARY).start()
        made.ask_json()
        self.assertEqual(made.leaked(), [])
        with open(made.log, "a") as log:
            log.write('{"event":"exchanged","bsn":"999990019"}\n')
        self.assertTrue(made.leaked())
        made.log.write_text("")
        made.remove()


class Ending(unittest.TestCase):
    def test_sigterm_finishes_what_is_in_flight(self):
        made = house.House(shared.BINARY).start()
        self.addCleanup(made.remove)
        connection = made.connection()
        connection.request("POST", "/v1/schuldenoverzicht", iter([b'{"bsn":"', b'999990019"}']),
                           {"Content-Type": "application/json", "X-Api-Key": house.API_KEY, "Transfer-Encoding": "chunked"}, encode_chunked=True)
        first = connection.getresponse()
        self.assertEqual(first.status, 200)
        first.read()
        # Half a request, the signal, then the other half.
        plain = made.context().wrap_socket(socket.create_connection(("127.0.0.1", made.port)), server_hostname="localhost")
        body = b'{"bsn":"999990019"}'
        plain.sendall(b"POST /v1/schuldenoverzicht HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Api-Key: "
                      + house.API_KEY.encode() + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body[:5])
        time.sleep(0.3)
        made.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        with self.assertRaises(OSError):
            socket.create_connection(("127.0.0.1", made.port), timeout=2).close()
        plain.sendall(body[5:])
        plain.settimeout(10)
        self.assertTrue(plain.recv(100).startswith(b"HTTP/1.1 200"))
        self.assertEqual(made.process.wait(20), 0)

    def test_a_stuck_client_does_not_hold_it(self):
        made = house.House(shared.BINARY, limits="limits: { drain_ms: 2000 }\n").start()
        self.addCleanup(made.remove)
        stuck = made.context().wrap_socket(socket.create_connection(("127.0.0.1", made.port)), server_hostname="localhost")
        stuck.sendall(b"POST /v1/schuldenoverzicht HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")
        time.sleep(0.2)
        started = time.time()
        self.assertEqual(made.stop(), 0)
        self.assertLess(time.time() - started, 10)

    def test_kill_leaves_a_journal_that_goes_on(self):
        made = house.House(shared.BINARY).start()
        self.addCleanup(made.remove)
        answered = []

        def ask():
            while True:
                try:
                    answer = made.ask_json(timeout=5)
                except OSError:
                    return
                if answer.status == 200:
                    answered.append(1)

        clients = [threading.Thread(target=ask) for _ in range(4)]
        for client in clients:
            client.start()
        time.sleep(1)
        made.process.kill()
        made.process.wait()
        made.process = None
        for client in clients:
            client.join()
        self.assertGreater(len(answered), 0)
        made.start()
        self.assertEqual(made.ask_json().status, 200)
        recorded = [record for record in made.journal() if record["kind"] == "audit" and record["result"]["outcome"] == "answered"]
        self.assertGreaterEqual(len(recorded), len(answered) + 1)


class Commands(unittest.TestCase):
    def run_command(self, *words):
        return subprocess.run([shared.BINARY, *words], capture_output=True, text=True, timeout=60)

    def test_exit_codes(self):
        self.assertEqual(self.run_command("--version").returncode, 0)
        self.assertRegex(self.run_command("--version").stdout, r"^\d+\.\d+\.\d+\n$")
        self.assertEqual(self.run_command("--nonsense").returncode, 2)
        self.assertEqual(self.run_command("nonsense").returncode, 2)
        for command in ("serve", "check", "test", "demo"):
            shown = self.run_command(command, "--help")
            self.assertEqual(shown.returncode, 0)
            self.assertIn(f"blauwbrug {command}", shown.stdout)
            self.assertIn("Examples", shown.stdout)
            self.assertIn("--root", shown.stdout)

    def test_serve_refuses_what_check_refuses(self):
        made = house.House(shared.BINARY)
        self.addCleanup(made.remove)
        self.assertEqual(self.run_command("check", "--root", str(made.folder)).returncode, 0)
        path = made.folder / "mappings/voorbeeldstad/heffingen.yaml"
        text = path.read_text()
        path.write_text(text.replace("bedrag: credit", "bedrga: credit", 1))
        line = text.splitlines().index(next(line for line in text.splitlines() if "bedrag: credit" in line)) + 1
        for command in ("check", "serve"):
            refused = self.run_command(command, "--root", str(made.folder))
            self.assertEqual(refused.returncode, 1, refused.stderr)
            self.assertIn(f"mappings/voorbeeldstad/heffingen.yaml:{line}:5: error[MAP", refused.stderr)
            self.assertIn("did you mean 'bedrag'?", refused.stderr)

    def test_a_missing_secret_is_the_environments_fault(self):
        made = house.House(shared.BINARY)
        self.addCleanup(made.remove)
        os.remove(made.folder / "secrets/kenmerk")
        refused = self.run_command("serve", "--root", str(made.folder))
        self.assertEqual(refused.returncode, 3, refused.stderr)
        self.assertIn("kenmerk", refused.stderr)

    def test_check_needs_no_database_and_no_secret(self):
        made = house.House(shared.BINARY)
        self.addCleanup(made.remove)
        shutil.rmtree(made.folder / "secrets")
        shutil.rmtree(made.folder / "state")
        self.assertEqual(self.run_command("check", "--root", str(made.folder)).returncode, 0)
        self.assertEqual(self.run_command("test", "--root", str(made.folder)).returncode, 0)

    def test_another_root_needs_no_swift(self):
        made = house.House(shared.BINARY)
        self.addCleanup(made.remove)
        for folder in ("mappings", "connectors/sources"):
            (made.folder / folder / "voorbeeldstad").rename(made.folder / folder / "elders")
        house.restyle(made.folder / "mappings/elders")
        made.settings = made.settings.replace("voorbeeldstad", "elders")
        made.write_settings()
        made.start()
        self.assertEqual(made.ask_json().status, 200)


if __name__ == "__main__":
    unittest.main()
