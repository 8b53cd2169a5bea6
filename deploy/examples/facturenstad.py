"""Facturenstad bills by an SAP-like system, of which a nightly feed lands in two tables; what the tax department took over is in a third."""

import itertools

from citizens import Book, Dice, bsns
from tables import Table

NAME = "Facturenstad"
BOOK = Book()
dice = Dice(20251231)
NOTHING = '{"@null": true}'  # how the feed writes that there is no value

# The feed is JSON made of XML: every value is a text, amounts are decimal texts with a point.
zakenpartner = Table("zakenpartner", "zakenpartnernummer", ["idnummer"], {
    "zakenpartnernummer": "char(10)", "idnummer": "text", "naam": "text"})
post = Table("post", "fiscalyear, accountingdocument, accountingdocumentitem", ["zakenpartnernummer", "invoicereference"], {
    "fiscalyear": "integer", "accountingdocument": "bigint", "accountingdocumentitem": "integer", "zakenpartnernummer": "char(10)",
    "documenttype": "char(2)", "documentreferenceid": "text?", "amountinbalancetransaccrcy": "text", "postingdate": "date",
    "netduedate": "text", "clearingdate": "text", "iscleared": "text", "dunninglevel": "char(1)", "lastdunningdate": "text",
    "dunningblockingreason": "char(1)?", "reversedocument": "text", "paymentmethod": "char(1)?", "paymentterms": "char(4)?",
    "sepamandate": "text", "profitcentername": "text", "invoicereference": "char(10)?", "invoicereferencefiscalyear": "integer?",
    "invoiceitemreference": "integer?"}, {"zakenpartnernummer": "zakenpartner (zakenpartnernummer)"})
dossier = Table("dossier", "dossier", ["bsn"], {
    "dossier": "integer", "bsn": "bsn_number", "factuurnummer": "bigint", "boekjaar": "integer", "hoofdsom": "comma", "kosten": "comma",
    "ontvangen": "comma", "overgenomen": "yyyymmdd", "kosten_per": "yyyymmdd", "ontvangen_op": "yyyymmdd"})

DATABASES = {"sap": [zakenpartner, post], "invordering": [dossier]}

partners, documents, dossiers = itertools.count(4711), itertools.count(90001234), itertools.count(31)


def decimal(cents):
    return ("-" if cents < 0 else "") + f"{abs(cents) // 100}.{abs(cents) % 100:02d}"


class Person:
    """One citizen; `ids` are the numbers as the feed wrote them, each a business partner of its own."""

    def __init__(self, bsn, who, ids=None, name="Inwoner"):
        self.bsn, self.partners = BOOK.citizen(bsn, who), []
        for written in [bsn] if ids is None else ids:
            self.partners.append(f"{next(partners):010d}")
            zakenpartner.add(zakenpartnernummer=self.partners[-1], idnummer=written, naam=name)


class Invoice:
    """One document; its items are instalments when there are several."""

    def __init__(self, person, parts, due=None, year=2025, partner=0, method=None, mandate=None, level=0, blocked=None, reversed_by=None,
                 number=None, broken=False, type="RV"):
        self.person, self.parts, self.year, self.partner = person, parts, year, partner
        self.number = number or next(documents)
        self.gone = bool(reversed_by) or broken
        self.rows, self.late = [], [True] * len(parts)
        for at, cents in enumerate(parts, 1):
            self.rows.append(post.add(
                fiscalyear=year, accountingdocument=self.number, accountingdocumentitem=at, zakenpartnernummer=person.partners[partner],
                documenttype=type, documentreferenceid=f"F{self.number}", amountinbalancetransaccrcy=decimal(cents),
                postingdate=f"{year}-02-14", netduedate=due or f"{year}-{2 + at:02d}-28", clearingdate=NOTHING, iscleared="false",
                dunninglevel=str(level), lastdunningdate=f"{year}-11-20" if level else NOTHING, dunningblockingreason=blocked,
                reversedocument=reversed_by or NOTHING, paymentmethod=method, paymentterms="B003" if len(parts) > 1 else "0030",
                sepamandate=mandate or NOTHING, profitcentername=UNITS[self.number % len(UNITS)]))
        if reversed_by:
            post.add(fiscalyear=year, accountingdocument=int(reversed_by), accountingdocumentitem=1,
                     zakenpartnernummer=person.partners[partner], documenttype="RV", amountinbalancetransaccrcy=decimal(-sum(parts)),
                     postingdate=f"{year}-02-20", netduedate=f"{year}-02-20", clearingdate=f"{year}-02-20", iscleared="true",
                     dunninglevel="0", lastdunningdate=NOTHING, reversedocument=str(self.number), sepamandate=NOTHING,
                     profitcentername=UNITS[0])
        if self.gone:
            return
        # The invoice, a notice for each instalment, and one more for each reminder: it takes the place of the notice before.
        BOOK.count([person.bsn], zaken=1, gebeurtenissen=1 + len(parts) * (2 if level else 1), verplicht=sum(parts),
                   achterstanden=0 if due else len(parts))
        if due:
            self.late = [False] * len(parts)
        self.open = list(parts)

    def settle(self, item, cents):
        self.open[item - 1] -= cents
        if self.late[item - 1] and self.open[item - 1] <= 0:
            self.late[item - 1] = False
            BOOK.count([self.person.bsn], achterstanden=-1)

    def refer(self, item, cents, type, date, cleared="false"):
        return post.add(
            fiscalyear=self.year, accountingdocument=next(documents), accountingdocumentitem=1,
            zakenpartnernummer=self.person.partners[self.partner], documenttype=type, amountinbalancetransaccrcy=decimal(cents),
            postingdate=date, netduedate=date, clearingdate=NOTHING, iscleared=cleared, dunninglevel="0", lastdunningdate=NOTHING,
            reversedocument=NOTHING, sepamandate=NOTHING, profitcentername=UNITS[0], invoicereference=f"{self.number:010d}",
            invoicereferencefiscalyear=self.year, invoiceitemreference=item)

    def part(self, item, cents, date="2025-06-03", type="AB"):
        """A partial payment: an item of its own, negative."""
        self.refer(item, -cents, type, date)
        BOOK.count([self.person.bsn], gebeurtenissen=1, vereffend=cents)
        self.settle(item, cents)
        return self

    def credit(self, cents, date="2025-07-01"):
        self.refer(1, -cents, "DG", date)
        BOOK.count([self.person.bsn], gebeurtenissen=1, vereffend=cents)
        self.credited = getattr(self, "credited", 0) + cents
        return self

    def clear(self, item, date=None, credited=0):
        """What was left of an item was paid; the payment itself is not in the feed."""
        reminded = self.rows[item - 1]["dunninglevel"] != "0"
        self.rows[item - 1].update(iscleared="true", clearingdate=date or ("2025-12-10" if reminded else "2025-08-15"))
        rest = self.open[item - 1] - credited
        if rest > 0:
            BOOK.count([self.person.bsn], gebeurtenissen=1, vereffend=rest)
        if self.late[item - 1]:
            self.late[item - 1] = False
            BOOK.count([self.person.bsn], achterstanden=-1)
        return self

    def transfer(self, costs=0, received=0):
        """Cleared here at dunning level 3, and still owed: the tax department took it over."""
        bsn = [self.person.bsn]
        for row in self.rows:
            row.update(iscleared="true", clearingdate="2025-12-01", dunninglevel="3", lastdunningdate="2025-11-20")
        # Nothing of it is counted here, and what the tax department says of it is.
        late = sum(self.late)
        BOOK.count(bsn, gebeurtenissen=-1 - len(self.parts), verplicht=-sum(self.parts), achterstanden=-late)
        dossier.add(dossier=next(dossiers), bsn=self.person.bsn, factuurnummer=self.number, boekjaar=self.year, hoofdsom=sum(self.parts),
                    kosten=costs, ontvangen=received, overgenomen="2025-12-01", kosten_per="2025-12-15" if costs else 0,
                    ontvangen_op="2026-01-09" if received else 0)
        BOOK.count(bsn, gebeurtenissen=1 + (costs > 0) + (received > 0), verplicht=sum(self.parts) + costs, vereffend=received)
        return self


UNITS = ["Begraafplaatsen", "Kinderopvang", "Marktgelden", "Haven & Werf", "Erfpacht"]
NEVER = "2099-12-31"

# --- the citizens -----------------------------------------------------------------------------------------------------

number = bsns(999960000)
main = Person(next(number), "termijnen met een nummer, deelbetalingen, een creditnota en een overgedragen factuur")
Invoice(main, [12000, 12000, 12001]).clear(1, "2025-04-01").part(2, 5000)
Invoice(main, [45000]).credit(5000).part(1, 10000).clear(1, credited=5000)
Invoice(main, [8750]).transfer(costs=2100, received=3000)
Invoice(main, [6610], due=NEVER, method="E", mandate="M0001")

Person(next(number), "bekend, geen facturen")

reminded = Person(next(number), "herinnerd en aangemaand, een factuur in geschil")
Invoice(reminded, [7777], level=1)
Invoice(reminded, [1999], level=2).part(1, 999, type="BA")
Invoice(reminded, [100000], blocked="R")

gone = Person(next(number), "gestorneerd: nooit verschuldigd geweest")
Invoice(gone, [5150], reversed_by=str(next(documents)))

again = Person(next(number), "een nummer dat elk boekjaar opnieuw begint")
first = Invoice(again, [1000], year=2024)
Invoice(again, [2000], year=2025, number=first.number).part(1, 700)

zero = Person("012345672", "het bsn staat er met en zonder voorloopnul: twee zakenpartners", ids=["012345672", "12345672"])
Invoice(zero, [3300], partner=0).clear(1)
Invoice(zero, [4400], partner=1)

rich = Person(next(number), "een creditnota zonder factuur is geen schuld")
row = Invoice(rich, [2500], due=NEVER).refer(1, -9900, "DG", "2025-05-05")
row.update(invoicereference=None, invoicereferencefiscalyear=None, invoiceitemreference=None)

over = Person(next(number), "te veel betaald: een negatief saldo")
Invoice(over, [2500]).credit(2500, "2025-04-01").part(1, 2500, "2025-03-20")

nought = Person(next(number), "een factuur van nul, en statistische posten")
Invoice(nought, [0], due=NEVER)
Invoice(nought, [99999], broken=True, type="ST")

split = Person(next(number), "half overgedragen: de bron faalt")
Invoice(split, [100, 200], broken=True).rows[0].update(dunninglevel="3", iscleared="true", clearingdate="2025-12-01")
BOOK.fails(split.bsn)
odd = Person(next(number), "een documentsoort die niemand kent: de bron faalt")
Invoice(odd, [100], broken=True, type="ZZ")
BOOK.fails(odd.bsn)
back = Person(next(number), "een deelbetaling die terugkwam: de bron faalt")
Invoice(back, [100]).refer(1, 50, "AB", "2025-05-05")
BOOK.fails(back.bsn)
loose = Person(next(number), "een deelbetaling zonder factuur: de bron faalt")
Invoice(loose, [100]).refer(1, -50, "AB", "2025-05-05").update(invoicereference="0000000001")
BOOK.fails(loose.bsn)

# … and a crowd.
for at in range(50):
    bsn = next(number)
    person = Person(bsn, f"menigte {at + 1}", ids=[bsn] * (1 + (dice.throw(6) == 0)))
    for _ in range(dice.throw(6)):
        parts = [dice.cents(1, 50000) for _ in range(dice.pick([1, 1, 1, 3, 10]))]
        invoice = Invoice(person, parts, partner=dice.throw(len(person.partners)), due=dice.pick([None, None, NEVER]),
                          method=dice.pick([None, "E", "B"]), mandate=dice.pick([None, "M0002"]), level=dice.pick([0, 0, 0, 1, 2]))
        kind = dice.throw(4)
        for item in range(1, len(parts) + 1):
            if kind == 1 and dice.throw(2) == 0:
                invoice.part(item, 1 + dice.throw(parts[item - 1]), type=dice.pick(["AB", "BA"]))
            if kind in (1, 2) and dice.throw(3) > 0:
                invoice.clear(item)
        if kind == 3 and not any(row["dunninglevel"] != "0" for row in invoice.rows):
            invoice.transfer(costs=dice.pick([0, 700]), received=dice.pick([0, 1]))
