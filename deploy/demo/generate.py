#!/usr/bin/env python3
"""Writes the databases of the demonstration municipality Voorbeeldstad: the same rows for SQLite and for PostgreSQL.

    python3 deploy/demo/generate.py            # rewrites *.sql and burgers.csv beside this file
    python3 deploy/demo/generate.py --check    # says whether they are what it would write; exit code 1 when not

Everything is made up: the BSNs are from the test range (or 012345672, for its leading zero) and pass the 11-proef, nobody has these debts.
The data is described once, below, in whole cents and ISO dates; `Table` knows how each kind of column is stored by each database, warts
included. burgers.csv is what the answers must come to, counted here from the description and not by the mappings: tests compare with it.
"""

import pathlib
import sys

from tables import Table

HERE = pathlib.Path(__file__).resolve().parent


# --- the citizens -----------------------------------------------------------------------------------------------------

MAIN, NONE, ONE, REMITTED, OVERPAID = "999990019", "999993653", "999991450", "999990032", "999990044"
ZERO, FORTY, PARTNER, BAD_DATE, BAD_AMOUNT = "012345672", "999990056", "999990068", "999990081", "999990093"

WHO = {
    MAIN: "zes zaken in twee systemen, met achterstand; staat bij sociale zaken dubbel",
    NONE: "bekend bij beide systemen, geen schulden",
    ONE: "een zaak, deels betaald",
    REMITTED: "kwijtschelding",
    OVERPAID: "te veel betaald na een vermindering: negatief saldo",
    ZERO: "bsn begint met een nul",
    FORTY: "veertig zaken",
    PARTNER: "medeschuldenaar van een vordering van 999990019",
    BAD_DATE: "onmogelijke datum in de bron: de bron faalt",
    BAD_AMOUNT: "bedrag met drie decimalen in de bron: de bron faalt",
}


def passes_elfproef(bsn):
    return len(bsn) == 9 and bsn != "0" * 9 and sum(int(d) * w for d, w in zip(bsn, (9, 8, 7, 6, 5, 4, 3, 2, -1))) % 11 == 0


assert all(passes_elfproef(bsn) for bsn in WHO)

# --- heffingen: taxes -------------------------------------------------------------------------------------------------

subject = Table("subject", "id", ["bsn"], {"id": "integer", "bsn": "bsn", "naam": "text"})
aanslag = Table("aanslag", "nr", ["subject"], {
    "nr": "integer", "subject": "integer", "zaak": "char(20)", "beschikking": "char(16)?", "soort": "char(4)", "bedrag": "money",
    "jaar": "integer", "dagtekening": "date", "hoofd": "char(1)", "status": "char(1)"})  # status: D definitive, C draft (not imposed yet)
betaalverzoek = Table("betaalverzoek", "nr", ["aanslag"], {
    "nr": "integer", "aanslag": "integer", "soort": "char(1)", "termijn": "integer?", "bedrag": "money", "kosten": "money",
    "dagtekening": "date", "vervaldatum": "date", "betalingskenmerk": "char(20)", "incasso": "char(1)", "ingetrokken_op": "date?"})
mutatie = Table("mutatie", "aanslag, volgnr", [], {
    "aanslag": "integer", "volgnr": "integer", "wat": "char(3)", "debet": "money?", "credit": "money?", "geboekt": "local",
    "valuta": "yyyymmdd", "betalingskenmerk": "char(20)?", "storno": "char(1)"})
stand = Table("stand", "zaak", ["subject"], {"subject": "integer", "zaak": "char(20)", "openstaand": "money"})

SUBJECTS = {bsn: 1001 + at for at, bsn in enumerate((MAIN, NONE, ONE, REMITTED, OVERPAID, ZERO, FORTY, BAD_DATE, BAD_AMOUNT))}
for bsn, number in SUBJECTS.items():
    subject.add(id=number, bsn=bsn, naam=f"Inwoner {number}")

# Counted while the rows are described: bsn -> [cases, events, imposed, settled].
expected = {bsn: [0, 0, 0, 0] for bsn in WHO}


def count(bsns, cases=0, events=0, imposed=0, settled=0):
    for bsn in bsns:
        for at, more in enumerate((cases, events, imposed, settled)):
            expected[bsn][at] += more


class Bill:
    """One tax case: its assessments under one case number, what was asked for, and what was booked."""

    number = 20000
    notice = 50000

    def __init__(self, bsn, zaak, jaar, dagtekening, parts, beschikking=True):
        self.bsn, self.zaak, self.open, self.bookings, self.kenmerken = bsn, zaak, 0, 0, 0
        self.first = Bill.number + 1
        for at, (soort, cents) in enumerate(parts):
            Bill.number += 1
            aanslag.add(nr=Bill.number, subject=SUBJECTS[bsn], zaak=zaak, beschikking=f"{jaar}-{Bill.number:07d}" if beschikking else None,
                        soort=soort, bedrag=cents, jaar=jaar, dagtekening=dagtekening, hoofd="J" if at == 0 else "N", status="D")
            self.open += cents
            count([bsn], events=1, imposed=cents)
        count([bsn], cases=1)

    def ask(self, cents, dagtekening, vervaldatum, soort="A", termijn=None, kosten=0, incasso="N", withdrawn=None):
        Bill.notice += 1
        self.kenmerken += 1
        self.kenmerk = f"{10000000 + self.first:08d}{self.kenmerken:08d}"
        betaalverzoek.add(nr=Bill.notice, aanslag=self.first, soort=soort, termijn=termijn, bedrag=cents, kosten=kosten,
                          dagtekening=dagtekening, vervaldatum=vervaldatum, betalingskenmerk=self.kenmerk, incasso=incasso,
                          ingetrokken_op=withdrawn)
        self.open += kosten
        count([self.bsn], events=1 + (kosten > 0) + (withdrawn is not None), imposed=kosten)
        return self.kenmerk

    def book(self, wat, cents, geboekt, valuta=0, kenmerk=None, storno="N", debet=False):
        self.bookings += 1
        mutatie.add(aanslag=self.first, volgnr=self.bookings, wat=wat, debet=cents if debet else None, credit=None if debet else cents,
                    geboekt=geboekt, valuta=valuta, betalingskenmerk=kenmerk, storno=storno)
        if storno == "J" or wat == "T" or cents == 0:
            return self  # left out by a rule of the mapping
        self.open -= cents
        # A reduction lowers the debt by a correction; whether that counts as less imposed or more settled is the standard's choice.
        count([self.bsn], events=1, settled=cents)
        return self

    def close(self):
        stand.add(subject=SUBJECTS[self.bsn], zaak=self.zaak, openstaand=self.open)


# 1. The combined bill of 2025: asked for once (K1), partly paid, then dunned: K1 withdrawn, K2 asks for the rest with costs. Arrears.
bill = Bill(MAIN, "BEL-2025-0004711", 2025, "2025-02-28", [("OZB", 31245), ("AFV", 38400), ("RIO", 21060)])
k1 = bill.ask(90705, "2025-02-28", "2025-04-30", withdrawn="2025-06-02")
bill.book("B", 40000, "2025-04-21 08:12:45", "2025-04-20", k1)
bill.ask(51605, "2025-06-02", "2025-06-16", soort="M", kosten=900)
bill.close()

# 2. The combined bill of 2026: ten monthly direct debits. September's came back from the bank, so that instalment is in arrears;
#    a technical booking and its reversal cancel out.
bill = Bill(MAIN, "BEL-2026-0005120", 2026, "2026-02-28", [("OZB", 32510), ("AFV", 39600), ("RIO", 21540)])
for term, due in enumerate(("2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31",
                            "2026-11-30", "2026-12-31"), 1):
    kenmerk = bill.ask(9365, "2026-02-28", due, soort="T", termijn=term, incasso="J")
    if term <= 8:
        bill.book("I", 9365, f"{due} 02:30:00", due if term != 3 else 0, kenmerk, storno="J" if term == 7 else "N")
    if term == 7:
        bill.book("ST", 9365, "2026-10-05 03:00:00", "2026-10-05", kenmerk, storno="J", debet=True)
bill.book("T", 1250, "2026-10-12 16:40:00").book("T", 1250, "2026-10-12 16:41:00", debet=True)
bill.close()

# 3. The dog tax of 2024: paid in full, six weeks late, after a reminder without costs. A booking of nothing came with a bank's message.
bill = Bill(MAIN, "HON-2024-0000931", 2024, "2024-04-15", [("HON", 9840)])
k1 = bill.ask(9840, "2024-04-15", "2024-05-31", withdrawn="2024-06-20")
k2 = bill.ask(9840, "2024-06-20", "2024-07-04", soort="H")
bill.book("B", 9840, "2024-07-15 11:03:20", "2024-07-14", k2).book("B", 0, "2024-07-16 02:00:00")
bill.close()

# 4. A parking surcharge of this month, not yet due; no number of a decision.
bill = Bill(MAIN, "PAR-2026-0030211", 2026, "2026-11-05", [("PAR", 7890)], beschikking=False)
bill.ask(7890, "2026-11-05", "2026-12-15")
bill.close()
# … and a draft of next year's bill, which is not a debt before it is imposed: a rule leaves it out.
aanslag.add(nr=99001, subject=SUBJECTS[MAIN], zaak="BEL-2027-0000001", soort="OZB", bedrag=33000, jaar=2027, dagtekening="2027-02-28",
            hoofd="J", status="C")

# One case, partly paid.
bill = Bill(ONE, "BEL-2026-0005121", 2026, "2026-02-28", [("OZB", 28800)])
kenmerk = bill.ask(28800, "2026-02-28", "2026-04-30")
bill.book("B", 10000, "2026-03-29 02:30:00", 0, kenmerk)  # a local time that does not exist: the clock went from 02:00 to 03:00
bill.close()

# Waste and sewer remitted, the rest paid.
bill = Bill(REMITTED, "BEL-2026-0005122", 2026, "2026-02-28", [("AFV", 39600), ("RIO", 21540), ("HON", 10020)])
kenmerk = bill.ask(71160, "2026-02-28", "2026-04-30")
bill.book("KW", 39600, "2026-05-20 10:00:00", "2026-05-20").book("B", 10020, "2026-05-28 09:30:00", "2026-05-27", kenmerk)
bill.book("B", 5000, "2026-06-28 09:30:00", "2026-06-27")
bill.close()

# Paid in full, then reduced after an objection: too much was paid.
bill = Bill(OVERPAID, "BEL-2026-0005123", 2026, "2026-02-28", [("OZB", 61200)])
kenmerk = bill.ask(61200, "2026-02-28", "2026-04-30")
bill.book("B", 61200, "2026-04-12 12:00:00", "2026-04-11", kenmerk).book("VM", 12240, "2026-09-01 15:20:10", "2026-09-01")
bill.close()

# A leading zero.
bill = Bill(ZERO, "BEL-2026-0005124", 2026, "2026-02-28", [("AFV", 39600), ("RIO", 21540)])
bill.ask(61140, "2026-02-28", "2026-04-30")
bill.close()

# Forty parking surcharges; every fourth paid.
for at in range(40):
    day = f"2026-{1 + at // 4:02d}-{3 + at % 4 * 7:02d}"
    bill = Bill(FORTY, f"PAR-2026-{31000 + at:07d}", 2026, day, [("PAR", 7430 + at % 5 * 60)])
    kenmerk = bill.ask(bill.open, day, f"2026-{2 + at // 4:02d}-{3 + at % 4 * 7:02d}")
    if at % 4 == 3:
        bill.book("B", bill.open, f"{day} 17:45:00", 0, kenmerk)
    bill.close()

# --- sociaal: social services -----------------------------------------------------------------------------------------

FOREVER = "9999-12-31"  # how this system says "no end"

client = Table("client", "clientnr", ["bsn"], {"clientnr": "integer", "bsn": "bsn_number", "naam": "text"})
vordering = Table("vordering", "vorderingnr", [], {
    "vorderingnr": "integer", "soort": "char(4)", "besluitnr": "char(16)?", "hoofdsom": "comma", "besluitdatum": "yyyymmdd",
    "kwijt_per": "yyyymmdd", "kwijt_bedrag": "comma?", "verzonden": "boolean"})
debiteur = Table("debiteur", "vorderingnr, clientnr", ["clientnr"], {"vorderingnr": "integer", "clientnr": "integer", "rol": "char(1)"})
termijn = Table("termijn", "vorderingnr, termijn", [], {
    "vorderingnr": "integer", "termijn": "integer", "bedrag_cent": "cents", "verstuurd": "yyyymmdd", "vervaldatum": "dd-mm-yyyy",
    "kenmerk": "char(20)", "vervallen_op": "yyyymmdd"})
boeking = Table("boeking", "boeknr", ["vorderingnr"], {
    "boeknr": "integer", "vorderingnr": "integer", "soort": "char(3)", "bedrag": "money", "ontvangen": "yyyymmdd", "tijdstip": "local",
    "verwerkt": "zoned?", "kenmerk": "char(20)?"})

CLIENTS = [(70001, MAIN), (70002, NONE), (70003, ZERO), (70004, PARTNER), (70005, BAD_DATE), (70006, BAD_AMOUNT), (70007, REMITTED),
           (70900, MAIN)]  # listed twice: a merger of two departments gave this person a second number
for number, bsn in CLIENTS:
    client.add(clientnr=number, bsn=bsn, naam=f"Client {number}")


class Claim:
    """One reclaim, loan or fine of social services, with its instalments and bookings."""

    booking = 800000

    def __init__(self, number, debtors, soort, hoofdsom, besluitdatum, besluitnr=None, remitted=None, sent=True):
        self.number = number
        self.bsns = sorted({bsn for at, bsn in CLIENTS if at in debtors})
        per, cents = remitted or (FOREVER, None)  # a day without an amount remits all of it
        vordering.add(vorderingnr=number, soort=soort, besluitnr=besluitnr, hoofdsom=hoofdsom, besluitdatum=besluitdatum, kwijt_per=per,
                      kwijt_bedrag=cents, verzonden=sent)
        for at, debtor in enumerate(debtors):
            debiteur.add(vorderingnr=number, clientnr=debtor, rol="H" if at == 0 else "M")
        if not sent:
            return  # a decision that lies in a drawer: left out by a rule of the mapping
        broken = isinstance(hoofdsom, str)
        settled = 0 if remitted is None else hoofdsom if cents is None else cents
        count(self.bsns, cases=1, events=2 if remitted else 1, imposed=0 if broken else hoofdsom, settled=settled)

    def term(self, at, cents, verstuurd, vervaldatum, withdrawn=0):
        kenmerk = f"{self.number:08d}{at:08d}"
        termijn.add(vorderingnr=self.number, termijn=at, bedrag_cent=cents, verstuurd=verstuurd, vervaldatum=vervaldatum, kenmerk=kenmerk,
                    vervallen_op=withdrawn)
        if verstuurd:
            count(self.bsns, events=1 + (withdrawn != 0))
        return kenmerk

    def book(self, soort, cents, tijdstip, ontvangen=0, verwerkt=None, kenmerk=None):
        """Negative is a repayment, positive is more debt."""
        Claim.booking += 1
        boeking.add(boeknr=Claim.booking, vorderingnr=self.number, soort=soort, bedrag=cents, ontvangen=ontvangen, tijdstip=tijdstip,
                    verwerkt=verwerkt, kenmerk=kenmerk)
        if soort not in ("TEC", "AFS"):
            count(self.bsns, events=1, imposed=max(cents, 0), settled=max(-cents, 0))
        return self


# 5. Assistance reclaimed, repaid by instalments, partly remitted; the January instalment came late, October's not, one is not sent yet.
#    The claim hangs on both numbers of this person: a join with the client list gives it twice.
claim = Claim(88123, [70001, 70900], "TIV", 120000, "2025-10-15", "PW-2025-88123", remitted=("2026-06-10", 20000))
for at, (sent, due, paid) in enumerate((
        ("2025-11-01", "2025-11-28", "2025-11-20"), ("2025-12-01", "2025-12-28", "2025-12-27"), ("2026-01-01", "2026-01-28", "2026-03-16"),
        ("2026-02-01", "2026-02-28", None), ("2026-09-01", "2026-09-28", "2026-09-25"), ("2026-10-01", "2026-10-28", None),
        ("2026-11-01", "2026-11-28", None), (0, "2026-12-28", None)), 1):
    kenmerk = claim.term(at, 5000, sent, due)
    if paid:
        # In half of the bookings the day of receipt was not kept; in some the moment of processing is known, with its zone.
        claim.book("AFL", -5000, f"{paid} 14:05:{at:02d}", paid if at % 2 else 0, f"{paid} 18:30:00+00" if at > 2 else None, kenmerk)
claim.book("VRR", -5000, "2026-02-27 06:00:00", "2026-02-27", None, f"{88123:08d}{4:08d}")  # the fourth: set off against assistance
claim.book("TEC", -2500, "2026-07-02 06:00:00").book("TEC", 2500, "2026-07-02 06:05:00")
claim.book("RNT", 1840, "2026-08-03 00:00:00")

# 6. A loan for furnishing that two people owe together; filed under this person's second number. A first plan was withdrawn.
claim = Claim(90210, [70900, 70004], "LEEN", 75000, "2026-03-02", "PW-2026-90210")
claim.term(1, 12500, "2026-04-01", "2026-04-28", withdrawn="2026-04-20")
claim.term(2, 6250, "2026-05-01", "2026-05-28")
claim.term(3, 6250, "2026-06-01", "2026-06-28")
claim.book("AFL", -6250, "2026-05-26 09:00:00", "2026-05-25", None, f"{90210:08d}{2:08d}")
claim.book("AFS", -500, "2026-10-01 00:00:00")  # written off in the books: the debt goes on, so it is no event

# … and a decision that was taken but not sent.
Claim(90399, [70001], "BOE", 45000, "2026-11-18", "PW-2026-90399", sent=False)

# A fine, known under a BSN that lost its leading zero.
claim = Claim(90311, [70003], "BOE", 30000, "2026-09-14", "PW-2026-90311")
claim.term(1, 30000, "2026-09-14", "2026-10-26")
claim.book("KST", 1700, "2026-11-02 00:00:00")

# A reclaim that was remitted whole.
claim = Claim(90312, [70007], "TOV", 15000, "2025-05-05", remitted=("2026-01-12", None))

# 31 February; and a third decimal. Neither is a debt we may guess at: these sources fail.
Claim(90401, [70005], "TOV", 10000, "2026-02-31")
Claim(90402, [70006], "TOV", "100,505", "2026-02-02")


# --- writing ----------------------------------------------------------------------------------------------------------

def script(name, title, dialect, tables):
    database = "SQLite" if dialect == "sqlite" else "PostgreSQL"
    load = f"sqlite3 {name}.sqlite < {name}.sqlite.sql" if dialect == "sqlite" else f"psql -d {name} -f {name}.postgresql.sql"
    yield f"-- Voorbeeldstad, {title}: made-up rows for {database}. Written by deploy/demo/generate.py; change that and run it again."
    yield f"--   {load}"
    yield "BEGIN;"
    for table in tables:
        yield from table.sql(dialect)
    yield "COMMIT;"
    if dialect == "postgresql":
        yield "ANALYZE;"


def files():
    for name, title, tables in (("heffingen", "taxes", (subject, aanslag, betaalverzoek, mutatie, stand)),
                                ("sociaal", "social services", (client, vordering, debiteur, termijn, boeking))):
        for dialect in ("sqlite", "postgresql"):
            yield f"{name}.{dialect}.sql", "\n".join(script(name, title, dialect, tables)) + "\n"
    rows = ["bsn;zaken;gebeurtenissen;verplicht;vereffend;saldo;wie"]
    for bsn, (cases, events, imposed, settled) in expected.items():
        figures = ["", "", "", "", ""] if bsn in (BAD_DATE, BAD_AMOUNT) else [cases, events, imposed, settled, imposed - settled]
        rows.append(";".join(map(str, [bsn, *figures, WHO[bsn]])))
    yield "burgers.csv", "\n".join(rows) + "\n"


def main():
    stale = []
    for name, text in files():
        path = HERE / name
        if path.exists() and path.read_text() == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.write_text(text)
    for name in stale:
        print(("out of date: " if "--check" in sys.argv else "wrote ") + name)
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
