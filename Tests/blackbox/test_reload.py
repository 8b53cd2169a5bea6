"""Reload without fear: files change under a program that serves, and nobody who asks notices but by the better answer."""

import http.client
import json
import os
import shutil
import signal
import socket
import sqlite3
import ssl
import threading
import time
import unittest

import house
import shared

QUICK = "reload: { every_ms: 300, recheck_ms: 300 }\n"
# A line of the demonstration's tax mapping in which a mark can be put that shows in the answer.
MARKED = "omschrijving: { text: "


def await_that(test, what, seconds=20):
    """Waits until something holds, and gives what it gave."""
    until = time.time() + seconds
    while True:
        found = what()
        if found:
            return found
        test.assertLess(time.time(), until, "it did not come about")
        time.sleep(0.02)


class Asking:
    """Clients that ask without a pause on connections they keep, and look at every answer."""

    def __init__(self, made, workers=3, bsn=house.BSN, allowed=(200,)):
        self.made, self.bsn, self.allowed = made, bsn, allowed
        self.stop, self.wrong, self.answers, self.seen = threading.Event(), [], 0, {}
        self.threads = [threading.Thread(target=self.ask) for _ in range(workers)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def ask(self):
        connection = self.made.connection(timeout=20)
        body = json.dumps({"bsn": self.bsn, "documentVersie": "4.1.0"})
        while not self.stop.is_set():
            try:
                connection.request("POST", "/v1/schuldenoverzicht", body, {"Content-Type": "application/json", "X-Api-Key": house.API_KEY})
                answer = connection.getresponse()
                text = answer.read().decode()
            except (OSError, http.client.HTTPException) as error:
                self.wrong.append(f"{type(error).__name__} {error}")
                connection.close()
                continue
            self.answers += 1
            if answer.status not in self.allowed:
                self.wrong.append(f"{answer.status} {text[:300]}")
            elif answer.status == 200:
                marks = marks_in(text)
                self.seen[marks] = self.seen.get(marks, 0) + 1
        connection.close()


def marks_in(text):
    """The marks of the sets an answer was made with: one for each mapping that was marked."""
    descriptions = set()
    for document in json.loads(text)["documenten"]:
        for case in document["body"]["financiele_zaken"]:
            for event in case["gebeurtenissen"]:
                words = event.get("omschrijving", "").split(" ")
                descriptions.add(words[0] if words[0].startswith("SET") else "plain")
    return tuple(sorted(descriptions - {"plain"}))


class Reload(unittest.TestCase):
    def setUp(self):
        self.made = house.House(shared.BINARY, limits=QUICK)
        self.addCleanup(self.made.remove)
        self.mapping = self.made.folder / "mappings/voorbeeldstad/heffingen.yaml"
        self.plain = self.mapping.read_text()
        self.assertIn(MARKED, self.plain, "what the tests stand on")

    def status(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.made.admin_port, timeout=10)
        connection.request("GET", "/status")
        answer = connection.getresponse()
        self.assertEqual(answer.status, 200)
        found = json.loads(answer.read())
        connection.close()
        return found

    def reloads(self):
        return [event for event in self.made.events() if event.get("event") == "reloaded"]

    def put(self, path, text):
        """Whole or not at all, as editors and deploy tools write."""
        beside = path.with_name("." + path.name)
        beside.write_text(text)
        if path.exists():
            shutil.copymode(path, beside)
        beside.rename(path)

    def mark(self, mark):
        return self.plain.replace(MARKED + '"', MARKED + f'"{mark} ')

    def marks(self):
        answer = self.made.ask_json(version="4.1.0")
        self.assertEqual(answer.status, 200, answer.text)
        return marks_in(answer.text)

    def after(self, change, outcome="swapped", signal_too=False):
        """Makes a change and waits for what comes of it; the event that tells."""
        before = len(self.reloads())
        change()
        if signal_too:
            self.made.process.send_signal(signal.SIGHUP)
        event = await_that(self, lambda: self.reloads()[before:])[0]
        self.assertEqual(event["outcome"], outcome, event)
        return event

    # What is reloaded.

    def test_a_changed_mapping_is_taken_and_a_broken_one_is_not(self):
        self.made.start()
        first = self.status()
        self.assertEqual((first["reloads"], first["refused"], first["last_reload"]),
                         ({"swapped": 0, "refused": 0, "unchanged": 0}, None, None))
        self.assertEqual(self.marks(), ())
        event = self.after(lambda: self.put(self.mapping, self.mark("SET1")))
        self.assertEqual(event["cause"], "watch")
        self.assertEqual(self.marks(), ("SET1",))
        self.assertNotEqual(event["catalogue"], first["catalogue"])
        self.assertEqual(self.status()["catalogue"], event["catalogue"])
        # Two mistakes: the log tells each, the page shows line and caret, and what served goes on.
        broken = self.mark("SET2").replace("bedrag: credit", "bedrga: credit", 1).replace("each: aanslagen", "each: aanslagn", 1)
        line = next(number for number, text in enumerate(broken.splitlines(), 1) if "bedrga" in text)
        event = self.after(lambda: self.put(self.mapping, broken), "refused")
        self.assertGreaterEqual(event["errors"], 2)
        self.assertTrue(event["place"].startswith("mappings/voorbeeldstad/heffingen.yaml:"), event)
        told = await_that(self, lambda: [one for one in self.made.events() if one.get("event") == "diagnosed" and "bedrga" in one["message"]])[0]
        self.assertEqual((told["place"], told["hint"]), (f"mappings/voorbeeldstad/heffingen.yaml:{line}:5", "did you mean 'bedrag'?"))
        self.assertEqual(self.marks(), ("SET1",))
        page = self.status()
        self.assertEqual(page["refused"]["errors"], event["errors"])
        self.assertIn("^^^^^^ not in the standard", page["refused"]["text"])
        self.assertIn(told["code"], [one["code"] for one in page["refused"]["diagnostics"]])
        self.assertNotEqual(page["catalogue"], first["catalogue"])
        # Back to what serves: nothing is refused any more, and nothing was swapped.
        self.after(lambda: self.put(self.mapping, self.mark("SET1")), "unchanged")
        self.assertIsNone(self.status()["refused"])
        self.assertEqual(self.status()["reloads"], {"swapped": 1, "refused": 1, "unchanged": 1})
        self.assertEqual(self.made.stop(), 0)

    def test_a_set_is_swapped_whole(self):
        """The folder is a link that is renamed, as Kubernetes and deploy tools do; both mappings carry the mark of their set."""
        folder = self.made.folder
        for number in range(3):
            release = folder / f"releases/{number}"
            shutil.copytree(folder / "mappings", release)
            for name in ("heffingen", "sociaal"):
                text = (folder / f"mappings/voorbeeldstad/{name}.yaml").read_text()
                self.assertIn(MARKED + '"', text)
                (release / f"voorbeeldstad/{name}.yaml").write_text(text.replace(MARKED + '"', MARKED + f'"SET{number}{name[0]} '))
        shutil.rmtree(folder / "mappings")
        os.symlink("releases/0", folder / "mappings")
        self.made.start()
        self.assertEqual(self.marks(), ("SET0h", "SET0s"))

        def swap(number):
            os.symlink(f"releases/{number}", folder / "mappings.new")
            (folder / "mappings.new").rename(folder / "mappings")

        with Asking(self.made) as asking:
            for number in (1, 2, 0, 1, 2, 0):
                self.after(lambda: swap(number))
        self.assertEqual(asking.wrong, [])
        self.assertLessEqual(set(asking.seen), {("SET0h", "SET0s"), ("SET1h", "SET1s"), ("SET2h", "SET2s")}, "an answer of two sets")
        self.assertEqual(len(asking.seen), 3)

    def test_twenty_reloads_under_load(self):
        self.made.start()
        with Asking(self.made) as asking:
            for number in range(20):
                if number % 2:
                    self.after(lambda: self.put(self.mapping, self.mark("SETx").replace("each: ", "eahc: ", 1) + f"# {number}\n"), "refused", True)
                else:
                    self.after(lambda: self.put(self.mapping, self.mark(f"SET{number}")), "swapped", True)
        self.assertEqual(asking.wrong, [])
        self.assertGreater(asking.answers, 20)
        page = self.status()
        self.assertEqual((page["reloads"]["swapped"], page["reloads"]["refused"]), (10, 10))
        self.assertEqual(self.made.stop(), 0)

    def test_without_watching_only_the_signal(self):
        self.made.arguments = ["--no-watch"]
        self.made.start()
        self.put(self.mapping, self.mark("SET1"))
        time.sleep(1.5)
        self.assertEqual((self.reloads(), self.marks()), ([], ()))
        self.made.process.send_signal(signal.SIGHUP)
        event = await_that(self, self.reloads)[0]
        self.assertEqual((event["outcome"], event["cause"]), ("swapped", "signal"))
        self.assertEqual(self.marks(), ("SET1",))
        self.made.process.send_signal(signal.SIGHUP)
        await_that(self, lambda: len(self.reloads()) == 2)
        self.assertEqual(self.reloads()[1]["outcome"], "unchanged")

    # Certificates, keys and callers.

    def served_certificate(self):
        with self.made.context().wrap_socket(socket.create_connection(("127.0.0.1", self.made.port)),
                                             server_hostname="localhost") as connection:
            return connection.getpeercert(binary_form=True)

    def test_a_certificate_is_renewed_under_load(self):
        self.made.start()
        tls = self.made.certificates
        before = self.served_certificate()
        with Asking(self.made) as asking:
            tls.make("fresh", "/O=Test/CN=localhost", "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n")
            # The certificate of one key with the key of another is refused, and what was served stays.
            refused = self.after(lambda: self.put(tls.certificate("server"), tls.certificate("fresh").read_text()), "refused")
            self.assertIn("its key is not its certificate's", refused["because"])
            self.assertEqual(self.served_certificate(), before)
            self.after(lambda: self.put(tls.key("server"), tls.key("fresh").read_text()))
        self.assertEqual(asking.wrong, [])
        self.assertNotEqual(self.served_certificate(), before)
        self.assertEqual(self.served_certificate(), ssl.PEM_cert_to_DER_cert("-----BEGIN" + tls.certificate("fresh").read_text().split("-----BEGIN", 1)[1]))

    def test_keys_in_the_folder_of_secrets(self):
        self.made.start()
        pseudonym = self.made.folder / "secrets/pseudonym"
        subject = lambda: self.made.journal()[-1]["object"]["subject"]
        self.assertEqual(self.made.ask_json().status, 200)
        first = subject()
        self.put(pseudonym, "f" * 64)
        await_that(self, lambda: [event for event in self.reloads() if event["outcome"] == "swapped"])
        self.assertEqual(self.made.ask_json().status, 200)
        second = subject()
        self.assertNotEqual(first, second)
        # A secret that is too short, and one that everybody may read, are told and not taken.
        event = self.after(lambda: self.put(pseudonym, "short"), "refused")
        self.assertIn("at least 32 bytes", event["because"])
        self.assertNotIn("short", event["because"].replace("shorter", ""))
        self.after(lambda: self.put(pseudonym, "f" * 64), "unchanged")
        event = self.after(lambda: pseudonym.chmod(0o644), "refused")
        self.assertIn("chmod 600", event["because"])
        self.assertEqual(self.made.ask_json().status, 200)
        self.assertEqual(subject(), second)

    def test_a_callers_key_that_is_taken_away_ends_on_open_connections(self):
        self.made.start()
        connection = self.made.connection()
        self.addCleanup(connection.close)

        def ask():
            connection.request("POST", "/v1/schuldenoverzicht", json.dumps({"bsn": house.BSN}),
                               {"Content-Type": "application/json", "X-Api-Key": house.API_KEY})
            answer = connection.getresponse()
            answer.read()
            return answer.status

        self.assertEqual(ask(), 200)
        before = connection.sock
        settings = self.made.folder / "deploy/blauwbrug.yaml"
        self.after(lambda: self.put(settings, self.made.settings.replace(house.sha256(house.API_KEY), house.sha256("another"))))
        self.assertEqual(ask(), 401)
        self.assertIs(connection.sock, before, "what the test stands on: it is the same connection")
        self.after(lambda: self.put(settings, self.made.settings))
        self.assertEqual(ask(), 200)

    def test_a_tenant_comes_and_goes(self):
        self.made.start()
        folder, key = self.made.folder, "nieuwstad-portaal"
        ask = lambda: self.made.ask_json(key=key).status
        self.assertEqual(ask(), 401)
        shutil.copytree(folder / "mappings/voorbeeldstad", folder / "mappings/nieuwstad")
        house.restyle(folder / "mappings/nieuwstad")
        shutil.copytree(folder / "connectors/sources/voorbeeldstad", folder / "connectors/sources/nieuwstad")
        tenant = """\
  nieuwstad:
    kenmerk: { id: k2, secret: kenmerk-nieuwstad }
    vendors: [json]
    sources: { heffingen: { file: state/heffingen.sqlite }, sociaal: { file: state/sociaal.sqlite } }
callers:
""" + f"""  nieuw: {{ key_sha256: "{house.sha256(key)}", tenants: [nieuwstad], vendors: [json], questions: [schuldenoverzicht], assurance: midden }}
"""
        with Asking(self.made) as asking:
            settings = folder / "deploy/blauwbrug.yaml"
            self.put(settings, self.made.settings.replace("callers:\n", tenant))
            # Its secret is not there yet: it is waited for.
            await_that(self, lambda: [event for event in self.reloads() if "kenmerk-nieuwstad" in event.get("because", "")])
            self.assertEqual(ask(), 401)
            secret = folder / "secrets/kenmerk-nieuwstad"
            descriptor = os.open(secret, os.O_CREAT | os.O_WRONLY, 0o600)
            os.write(descriptor, b"a" * 64)
            os.close(descriptor)
            await_that(self, lambda: ask() == 200)
            self.put(settings, self.made.settings)
            await_that(self, lambda: ask() == 401)
        self.assertEqual(asking.wrong, [])

    def test_what_waits_for_a_restart_is_told(self):
        self.made.start()
        port = house.free_port()
        text = self.made.settings.replace('service: { address: "127.0.0.1:0"', f'service: {{ address: "127.0.0.1:{port}"')
        text = text.replace(QUICK, QUICK + "limits: { connections: 77 }\n")
        event = self.after(lambda: self.put(self.made.folder / "deploy/blauwbrug.yaml", text))
        self.assertEqual(event["restart_needed_for"], "listeners.service.address limits")
        self.assertEqual(self.status()["restart_needed_for"], ["listeners.service.address", "limits"])
        self.assertEqual(self.made.ask_json().status, 200)
        self.after(lambda: self.put(self.made.folder / "deploy/blauwbrug.yaml", self.made.settings))
        self.assertEqual(self.status()["restart_needed_for"], [])

    # Pools.

    def test_a_request_keeps_its_pool_to_the_end(self):
        """The database of a source is locked while a reload takes the source away: who was asking still gets the answer."""
        self.made.start()
        writer = sqlite3.connect(self.made.folder / "state/heffingen.sqlite", isolation_level=None)
        self.addCleanup(writer.close)
        writer.execute("BEGIN EXCLUSIVE")
        found = []
        asking = threading.Thread(target=lambda: found.append(self.made.ask_json().status))
        asking.start()
        time.sleep(0.4)
        moved = self.made.settings.replace("state/heffingen.sqlite", "state/heffingen-2.sqlite")
        self.after(lambda: self.put(self.made.folder / "deploy/blauwbrug.yaml", moved), "swapped", True)
        # Twice, so that a generation in which nobody asked goes before the first would.
        self.after(lambda: self.put(self.made.folder / "deploy/blauwbrug.yaml", moved + "# again\n"), "swapped", True)
        self.assertEqual(self.made.ask_json().status, 503, "the new set has no such file")
        writer.execute("COMMIT")
        asking.join()
        self.assertEqual(found, [200])


class Drift(unittest.TestCase):
    """A database that is no longer what its mapping declares takes that mapping out of service, and no other."""

    ALTER = "ALTER TABLE vordering RENAME COLUMN hoofdsom TO hoofdsom_oud"
    BACK = "ALTER TABLE vordering RENAME COLUMN hoofdsom_oud TO hoofdsom"

    def status(self, made):
        connection = http.client.HTTPConnection("127.0.0.1", made.admin_port, timeout=10)
        connection.request("GET", "/status")
        found = json.loads(connection.getresponse().read())
        connection.close()
        return found

    def sql(self, made, text):
        with sqlite3.connect(made.folder / "state/sociaal.sqlite") as database:
            database.execute(text)
        database.close()

    def told(self, made, name):
        return [event for event in made.events() if event.get("event") == name]

    def test_while_it_serves(self):
        made = house.House(shared.BINARY, incomplete="mark", limits=QUICK).start()
        self.addCleanup(made.remove)
        self.assertTrue(made.ask_json().json["volledig"])
        self.sql(made, self.ALTER)
        answer = made.ask_json()
        self.assertEqual((answer.status, answer.json["volledig"]), (200, False))
        event = await_that(self, lambda: self.told(made, "mapping_out_of_service") if not made.ask_json().json["volledig"] else None)[0]
        self.assertEqual((event["tenant"], event["plan"], event["source"]), ("voorbeeldstad", "sociaal", "sociaal"))
        away = self.status(made)["out_of_service"]
        self.assertEqual([(one["tenant"], one["mapping"], one["class"]) for one in away], [("voorbeeldstad", "sociaal", "drift")])
        self.assertIn("row set", away[0]["because"])
        # The others answer, the answer says what is not in it, and readiness stays.
        answer = made.ask_json()
        self.assertFalse(answer.json["volledig"])
        self.assertIn("sociaal", json.dumps(answer.json["meldingen"]))
        self.assertTrue([case for document in answer.json["documenten"] for case in document["body"]["financiele_zaken"]])
        connection = http.client.HTTPConnection("127.0.0.1", made.admin_port, timeout=10)
        connection.request("GET", "/readyz")
        self.assertEqual(connection.getresponse().status, 200)
        connection.close()
        # Told once, however many ask.
        for _ in range(5):
            made.ask_json()
        self.assertEqual(len(self.told(made, "mapping_out_of_service")), 1)
        self.sql(made, self.BACK)
        await_that(self, lambda: self.told(made, "mapping_in_service"))
        self.assertTrue(made.ask_json().json["volledig"])
        self.assertEqual(self.status(made)["out_of_service"], [])

    def test_at_the_start_and_refused(self):
        made = house.House(shared.BINARY, incomplete="refuse", limits=QUICK)
        self.addCleanup(made.remove)
        self.sql(made, self.ALTER)
        made.start()
        # Nobody has asked yet.
        await_that(self, lambda: self.told(made, "mapping_out_of_service"))
        answer = made.ask_json()
        self.assertEqual(answer.status, 503)
        self.assertNotIn("financiele_zaken", answer.text)
        # The mapping is mended instead of the database.
        mapping = made.folder / "mappings/voorbeeldstad/sociaal.yaml"
        text = mapping.read_text()
        self.assertEqual(text.count("v.hoofdsom"), 1, "what the test stands on")
        mapping.write_text(text.replace("v.hoofdsom", "v.hoofdsom_oud AS hoofdsom"))
        await_that(self, lambda: made.ask_json().status == 200)
        self.assertEqual(self.status(made)["out_of_service"], [])

    def test_it_comes_back_under_load(self):
        """Also when requests that began while it was away end after it came back."""
        made = house.House(shared.BINARY, incomplete="mark", limits=QUICK).start()
        self.addCleanup(made.remove)
        with Asking(made, workers=6) as asking:
            for number in range(3):
                self.sql(made, self.ALTER)
                await_that(self, lambda: self.status(made)["out_of_service"])
                self.sql(made, self.BACK)
                await_that(self, lambda: len(self.told(made, "mapping_in_service")) > number)
        self.assertEqual(asking.wrong, [])
        await_that(self, lambda: made.ask_json().json["volledig"])
        self.assertLessEqual(len(self.told(made, "mapping_out_of_service")), 6, "it flaps")

    def test_a_server_is_not_asked_by_a_mapping_that_is_out_of_service(self):
        made = house.House(shared.BINARY, postgres=shared.postgres(), incomplete="mark",
                           limits="reload: { every_ms: 300, recheck_ms: 600000 }\n").start()
        self.addCleanup(made.remove)
        self.assertTrue(made.ask_json().json["volledig"])
        alter = [statement.replace("vordering", self.table()) for statement in (self.ALTER, self.BACK)]
        shared.postgres().sql(alter[0], "sociaal")
        try:
            made.process.send_signal(signal.SIGHUP)
            await_that(self, lambda: self.told(made, "mapping_out_of_service"))
            log = shared.postgres().folder / "log"
            asked = lambda: log.read_text(errors="replace").count("hoofdsom")
            before = asked()
            for _ in range(5):
                self.assertFalse(made.ask_json().json["volledig"])
            self.assertEqual(asked(), before)
        finally:
            shared.postgres().sql(alter[1], "sociaal")
        # The operator need not wait for the next look.
        made.process.send_signal(signal.SIGHUP)
        await_that(self, lambda: made.ask_json().json["volledig"])

    def table(self):
        text = (house.REPOSITORY / "deploy/demo/sociaal.postgresql.sql").read_text()
        return next(word for word in ("sociaal.vordering", "uitkering.vordering", "vordering") if f"CREATE TABLE {word}" in text)


if __name__ == "__main__":
    unittest.main()
