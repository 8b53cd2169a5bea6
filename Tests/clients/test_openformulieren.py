"""What Open Formulieren sends, replayed with its own library: prefill over StUF-BG, the service fetch, and the generic JSON registration."""

import server
from server import HERE, running

SEND = ("python3", HERE / "openformulieren/send.py")


class OpenFormulieren(server.ClientTest):
    def test_prefill(self):
        for security in ([], ["security"]):
            for bsn in (server.FULL, server.EMPTY):
                with self.subTest(bsn=bsn, security=security):
                    printed = running.made(*SEND, "prefill", running.address("/bg0310/VrijeBerichten"), bsn, *security)
                    self.sums_up(bsn, printed)
            self.faults(*SEND, "prefill", running.address("/bg0310/VrijeBerichten"), "BSN", *security, version="1.2")

    def test_service_fetch(self):
        for bsn in (server.FULL, server.EMPTY):
            self.assertEqual(self.sent("fetch", "/api/v1/schuldenoverzicht", bsn), (0, running.overview(bsn), ""))
        self.refuses("fetch", "/api/v1/schuldenoverzicht")

    def test_registration(self):
        for bsn in (server.FULL, server.EMPTY):
            lines = running.overview(bsn).splitlines()
            code, printed, _ = self.sent("register", "/api/v1/registraties", bsn, f"OF-{bsn}")
            self.assertEqual((code, printed.split("\n", 1)[1]), (0, f"zaken {len(lines) - 1}\n{lines[-1]}\n"))
            # It sends a submission again until it has an answer; that is no other submission.
            again = self.sent("register", "/api/v1/registraties", bsn, f"OF-{bsn}")[1]
            self.assertEqual(again.split("\n", 1)[1], printed.split("\n", 1)[1])
        code, printed, _ = self.sent("register", "/api/v1/registraties", server.EMPTY, f"OF-{server.FULL}")
        self.assertEqual((code, printed.splitlines()[0]), (1, "status 409"))
        self.refuses("register", "/api/v1/registraties", "OF-1")

    def sent(self, what, path, *words):
        done = running.run(*SEND, what, running.address(path), *words, API_KEY=server.house.API_KEY)
        return done.returncode, done.stdout, done.stderr

    def refuses(self, what, path, *words):
        problem = "\napplication/problem+json\n"
        self.assertEqual(self.sent(what, path, server.INVALID, *words), (1, f"status 400{problem}Het burgerservicenummer is niet geldig.\n", ""))
        self.assertEqual(self.sent(what, path, server.FAILING, *words), (1, f"status 503{problem}Een bron heeft geen bruikbaar antwoord gegeven.\n", ""))
