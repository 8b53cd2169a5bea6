"""What Open Formulieren sends, replayed with its own library: prefill over StUF-BG, and the service fetch."""

import server
from server import HERE, running

SEND = ("python3", HERE / "openformulieren/send.py")


class OpenFormulieren(server.ClientTest):
    def test_prefill(self):
        for security in ([], ["security"]):
            for bsn in (server.FULL, server.EMPTY):
                with self.subTest(bsn=bsn, security=security):
                    printed = running.made(*SEND, "prefill", running.address("/bg0310/VrijeBerichten"), bsn, *security)
                    told = dict(line.split(" ", 1) for line in printed.splitlines())
                    lines = running.overview(bsn).splitlines()
                    self.assertEqual(told["schulden.aantalZaken"], str(len(lines) - 1))
                    self.assertEqual(told["schulden.totaalSaldo"], lines[-1].split()[1])
                    self.assertEqual(told["schulden.volledig"], "J")
                    self.assertRegex(told["schulden.totaalAchterstand"], r"\A[0-9]+\Z")
                    self.assertEqual(len(told), 6)
            self.faults(*SEND, "prefill", running.address("/bg0310/VrijeBerichten"), "BSN", *security, version="1.2")

    def test_service_fetch(self):
        def fetch(bsn):
            done = running.run(*SEND, "fetch", running.address("/v1/schuldenoverzicht"), bsn, API_KEY=server.house.API_KEY)
            return done.returncode, done.stdout, done.stderr

        for bsn in (server.FULL, server.EMPTY):
            self.assertEqual(fetch(bsn), (0, running.overview(bsn), ""))
        self.assertEqual(fetch(server.INVALID)[:2], (1, "status 400\napplication/problem+json\nHet burgerservicenummer is niet geldig.\n"))
        self.assertEqual(fetch(server.FAILING)[:2], (1, "status 503\napplication/problem+json\nEen bron heeft geen bruikbaar antwoord gegeven.\n"))
