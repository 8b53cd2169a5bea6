"""Modelstad keeps its debts in the tables of the Gemeentelijk Gegevensmodel (GGM): social services and parking, in one database."""

import calendar

from citizens import Book, Dice, bsns
from tables import Table

NAME = "Modelstad"
BOOK = Book()
dice = Dice(20260228)

# In the GGM's own drawings the foreign keys stand on the "one" side: a VORDERING holds the id of its one AFLOSSING. No claim is paid like
# that, so Modelstad's supplier turned them round, as every real database has.

natuurlijk_persoon = Table("natuurlijk_persoon", "persoon_id", ["burgerservicenummer"], {
    "persoon_id": "integer", "burgerservicenummer": "bsn", "geslachtsnaam": "text"})
vordering = Table("vordering", "vordering_id", [], {
    "vordering_id": "integer", "categorie": "text", "subcategorie": "text?", "regeling": "text", "fiscaal": "char(1)?", "titel": "text?",
    "periode_startdatum": "date?", "periode_einddatum": "date?", "vaststeldatum_terugvordering": "date?", "verjaringsdatum": "date?",
    "verwerkingsstatus": "text"})
CLAIM = {"vordering_id": "vordering (vordering_id)"}


def accessory(name, column, target="vordering (vordering_id)"):
    return Table(name, "vordering_id", [column], {"vordering_id": "integer", column: "integer?"}, CLAIM | {column: target})


verwijtbare_vordering = Table("verwijtbare_vordering", "vordering_id", [], {"vordering_id": "integer"}, CLAIM)
leenbijstandvordering = Table("leenbijstandvordering", "vordering_id", [], {"vordering_id": "integer"}, CLAIM)
krediethypotheekvordering = Table("krediethypotheekvordering", "vordering_id", [], {"vordering_id": "integer"}, CLAIM)
verrekening = Table("verrekening", "vordering_id", [], {"vordering_id": "integer"}, CLAIM)
boetevordering = accessory("boetevordering", "verwijtbare_vordering_id", "verwijtbare_vordering (vordering_id)")
rentevordering = accessory("rentevordering", "hoofdvordering_id")
incassokostenvordering = accessory("incassokostenvordering", "hoofdvordering_id")
aflossingsplan = Table("aflossingsplan", "aflossingsplan_id", [], {
    "aflossingsplan_id": "integer", "aflossingskenmerk": "text", "startdatum": "date", "einddatum": "date?"})
debiteur = Table("debiteur", "debiteur_id", ["persoon_id", "vordering_id"], {
    "debiteur_id": "integer", "eigen_kenmerk": "text?", "soort_debiteur": "text", "persoon_id": "integer", "vordering_id": "integer",
    "aflossingsplan_id": "integer?"}, CLAIM | {
    "persoon_id": "natuurlijk_persoon (persoon_id)", "aflossingsplan_id": "aflossingsplan (aflossingsplan_id)"})
rechtmaand = Table("rechtmaand", "rechtmaand_id", [], {"rechtmaand_id": "integer", "jaar": "text", "maand": "text"})
betaalcomponent = Table("betaalcomponent", "betaalcomponent_id", ["rechtmaand_id"], {
    "betaalcomponent_id": "integer", "rechtmaand_id": "integer", "bedrag": "money", "boekingsdatum": "date"}, {
    "rechtmaand_id": "rechtmaand (rechtmaand_id)"})
vorderingscomponent = Table("vorderingscomponent", "vorderingscomponent_id", ["vordering_id"], {
    "vorderingscomponent_id": "integer", "vordering_id": "integer", "rechtmaand_id": "integer"}, CLAIM | {
    "rechtmaand_id": "rechtmaand (rechtmaand_id)"})


def booked(name, columns):
    return Table(name, f"{name}_id", ["vordering_id"], {f"{name}_id": "integer", "vordering_id": "integer", **columns}, CLAIM)


aflossing = booked("aflossing", {"aflossingskenmerk": "text?", "bedrag": "money", "boekingsdatum": "date", "ontvangstdatum": "date?"})
kwijtschelding = booked("kwijtschelding", {"bedrag": "money", "boekingsdatum": "date", "reden": "text"})
correctie = booked("correctie", {"bedrag": "money", "boekingsdatum": "date", "reden": "text"})
vermindering = booked("vermindering_terugvordering", {
    "bedrag": "money", "boekingsdatum": "date", "motivatie_vermindering": "text?", "vaststeldatum": "date", "verminderingtype": "text"})
restitutie = booked("restitutie", {"bedrag": "money", "betaaldatum": "date?", "boekingsdatum": "date"})
afschrijving = booked("afschrijving", {"aanmaakdatum": "date", "reden_afschrijving": "text"})
aflossingsafspraak = Table("aflossingsafspraak", "aflossingsafspraak_id", ["aflossingsplan_id"], {
    "aflossingsafspraak_id": "integer", "aflossingsplan_id": "integer", "vordering_id": "integer", "bedrag": "money", "periodiek": "char(1)",
    "startdatum": "date", "einddatum": "date"}, CLAIM | {"aflossingsplan_id": "aflossingsplan (aflossingsplan_id)"})
uitstel_aflossing = Table("uitstel_aflossing", "uitstel_aflossing_id", ["aflossingsplan_id"], {
    "uitstel_aflossing_id": "integer", "aflossingsplan_id": "integer", "aanmaakdatum": "date", "periode_startdatum": "date",
    "periode_einddatum": "date", "reden_uitstel": "text?"}, {"aflossingsplan_id": "aflossingsplan (aflossingsplan_id)"})
naheffing = Table("naheffing", "vorderingnummer", ["persoon_id"], {
    "vorderingnummer": "integer", "bonnummer": "integer", "persoon_id": "integer", "bedrag": "money", "fiscaal": "char(1)",
    "overtreding": "text?", "datumindiening": "date", "datumbetaling": "date?", "datumbezwaar": "date?", "bezwaartoegewezen": "date?",
    "datumgeseponeerd": "date?", "redenseponeren": "text?"}, {"persoon_id": "natuurlijk_persoon (persoon_id)"})

DATABASES = {"ggm": [
    natuurlijk_persoon, vordering, verwijtbare_vordering, leenbijstandvordering, krediethypotheekvordering, verrekening, boetevordering,
    rentevordering, incassokostenvordering, aflossingsplan, debiteur, rechtmaand, betaalcomponent, vorderingscomponent, aflossing,
    kwijtschelding, correctie, vermindering, restitutie, afschrijving, aflossingsafspraak, uitstel_aflossing, naheffing]}

ids = {}


def next_id(kind, first):
    ids[kind] = ids.get(kind, first - 1) + 1
    return ids[kind]


class Person:
    """One citizen; `records` are the numbers under which the database knows this person."""

    def __init__(self, bsn, who, name="Inwoner", records=1):
        self.bsn = BOOK.citizen(bsn, who)
        self.records = []
        for _ in range(records):
            self.records.append(next_id("persoon", 5001))
            natuurlijk_persoon.add(persoon_id=self.records[-1], burgerservicenummer=bsn, geslachtsnaam=name)


class Plan:
    """A repayment plan of one debtor. Its instalments share one reference, and fall due on the 28th of each month."""

    def __init__(self, number):
        self.number, self.reference = number, f"7{number:09d}"

    def agree(self, claim, debtor, cents, first, months, paid=0, postponed=None):
        """`paid`: instalments that money came in for; `postponed`: (first, last) month number that need not be paid yet."""
        year, month = map(int, first.split("-"))
        last = month + months - 2
        end = f"{year + last // 12}-{last % 12 + 1:02d}-28"
        aflossingsafspraak.add(
            aflossingsafspraak_id=next_id("afspraak", 301), aflossingsplan_id=self.number, vordering_id=claim.number, bedrag=cents,
            periodiek="J" if months > 1 else "N", startdatum=f"{first}-01", einddatum=end)
        BOOK.count([debtor.bsn], gebeurtenissen=months)
        if postponed:
            covered = postponed[1] - postponed[0] + 1
            at = [(year + (month + n - 2) // 12, (month + n - 2) % 12 + 1) for n in postponed]
            uitstel_aflossing.add(
                uitstel_aflossing_id=next_id("uitstel", 91), aflossingsplan_id=self.number, aanmaakdatum=f"{at[0][0]}-{at[0][1]:02d}-10",
                periode_startdatum=f"{at[0][0]}-{at[0][1]:02d}-01",
                periode_einddatum=f"{at[1][0]}-{at[1][1]:02d}-{calendar.monthrange(*at[1])[1]}")
            BOOK.count([debtor.bsn], gebeurtenissen=covered)
        # All months lie in the past: an instalment no money came in for, and that was not postponed, is in arrears.
        BOOK.count([debtor.bsn], achterstanden=months - paid - (covered if postponed else 0))


class Claim:
    """One VORDERING: its debtors, its kind, the months it is made of, and what was booked on it."""

    def __init__(self, debtors, soort, parts, date="2025-03-14", main=None, draft=False, named=True, broken=False):
        self.number = next_id("vordering", 88001)
        self.debtors = sorted({person.bsn for person, _ in debtors})
        regeling, categorie, subcategorie = SOORTEN[soort]
        vordering.add(
            vordering_id=self.number, categorie=categorie, subcategorie=subcategorie, regeling=regeling, fiscaal="N",
            vaststeldatum_terugvordering=None if draft else date, verwerkingsstatus="Concept" if draft else "Definitief")
        if soort in SUBTYPES:
            SUBTYPES[soort](self.number, main)
        # An accessory claim (interest, costs) does not always have a debtor of its own.
        for at, (person, record) in enumerate(debtors if named else []):
            debiteur.add(debiteur_id=next_id("debiteur", 1), soort_debiteur="Hoofddebiteur" if at == 0 else "Medeschuldenaar",
                         persoon_id=person.records[record], vordering_id=self.number, eigen_kenmerk=f"DEB{self.number}")
        for cents in parts:
            month = next_id("rechtmaand", 40001)
            rechtmaand.add(rechtmaand_id=month, jaar="2024", maand=f"{month % 12 + 1}")
            vorderingscomponent.add(vorderingscomponent_id=next_id("component", 60001), vordering_id=self.number, rechtmaand_id=month)
            # A month of assistance is paid in two components: the norm and the holiday allowance.
            for part in (cents - cents // 20, cents // 20):
                betaalcomponent.add(betaalcomponent_id=next_id("betaal", 90001), rechtmaand_id=month, bedrag=part, boekingsdatum="2024-12-20")
        if not draft and not broken:
            BOOK.count(self.debtors, zaken=0 if main else 1, gebeurtenissen=1, verplicht=sum(parts))

    def plan(self, person, **agreement):
        plan = Plan(next_id("plan", 701))
        aflossingsplan.add(aflossingsplan_id=plan.number, aflossingskenmerk=plan.reference, startdatum=f"{agreement['first']}-01")
        for row in debiteur.rows:
            if row["vordering_id"] == self.number and row["persoon_id"] in person.records:
                row["aflossingsplan_id"] = plan.number
        plan.agree(self, person, **agreement)
        return plan

    def pay(self, cents, date, received=True, reference=None):
        aflossing.add(aflossing_id=next_id("aflossing", 200001), vordering_id=self.number, aflossingskenmerk=reference, bedrag=cents,
                      boekingsdatum=date, ontvangstdatum=date if received else None)
        if cents > 0:
            BOOK.count(self.debtors, gebeurtenissen=1, vereffend=cents)
        return self

    def book(self, table, cents, date="2025-11-03", **more):
        row = {f"{table.name}_id": next_id(table.name, 1), "vordering_id": self.number, "bedrag": cents, "boekingsdatum": date, **more}
        table.add(**row)
        if table in (kwijtschelding, vermindering):
            BOOK.count(self.debtors, gebeurtenissen=1, vereffend=cents)
        elif cents:
            # A refund and a correction upwards make the balance grow; a correction downwards settles.
            BOOK.count(self.debtors, gebeurtenissen=1, verplicht=max(cents, 0), vereffend=max(-cents, 0))
        return self

    def write_off(self):
        afschrijving.add(afschrijving_id=next_id("afschrijving", 1), vordering_id=self.number, aanmaakdatum="2026-01-05",
                         reden_afschrijving="Oninbaar")
        return self


SOORTEN = {
    "schuldig": ("Participatiewet", "Terugvordering", "Inlichtingenplicht"),
    "overig": ("Participatiewet", "Terugvordering", None),
    "lening": ("Participatiewet", "Leenbijstand", None),
    "krediet": ("Participatiewet", "Krediethypotheek", None),
    "ioaw": ("IOAW", "Terugvordering", None),
    "boete": ("Participatiewet", "Boete", None),
    "rente": ("Participatiewet", "Rente", None),
    "kosten": ("Participatiewet", "Incassokosten", None),
    "vreemd": ("Participatiewet", "Onbekend", None),
}
SUBTYPES = {
    "schuldig": lambda number, main: verwijtbare_vordering.add(vordering_id=number),
    "lening": lambda number, main: leenbijstandvordering.add(vordering_id=number),
    "krediet": lambda number, main: krediethypotheekvordering.add(vordering_id=number),
    "boete": lambda number, main: boetevordering.add(vordering_id=number, verwijtbare_vordering_id=main and main.number),
    "rente": lambda number, main: rentevordering.add(vordering_id=number, hoofdvordering_id=main.number),
    "kosten": lambda number, main: incassokostenvordering.add(vordering_id=number, hoofdvordering_id=main.number),
}


def ticket(person, cents, paid=None, objection=None, dropped=None, fiscal=True, number=None):
    """One parking surcharge: paid, annulled after an objection, dropped, or not ours (a Mulder fine goes to the CJIB)."""
    naheffing.add(vorderingnummer=number or next_id("naheffing", 510001), bonnummer=next_id("bon", 7700001), persoon_id=person.records[0],
                  bedrag=cents, fiscaal="J" if fiscal else "N", overtreding="Zonder geldig kaartje", datumindiening="2026-02-11",
                  datumbetaling=paid, datumbezwaar=objection and "2026-02-20", bezwaartoegewezen=objection, datumgeseponeerd=dropped,
                  redenseponeren=dropped and "Kaartje alsnog getoond")
    if fiscal:
        annulled = objection or dropped
        BOOK.count([person.bsn], zaken=1, gebeurtenissen=1 + bool(paid) + bool(annulled), verplicht=cents,
                   vereffend=cents * (bool(paid) + bool(annulled)))


# --- the citizens, one for each thing that can go wrong ---------------------------------------------------------------

number = bsns(999990000)
main = Person(next(number), "hoofdvordering met boete, rente en kosten in een zaak, afbetaling met een gedeeld kenmerk")
claim = Claim([(main, 0)], "schuldig", [95000, 95000, 60000])
fine = Claim([(main, 0)], "boete", [30000], main=claim)
Claim([(main, 0)], "rente", [1240], main=claim, named=False)
Claim([(main, 0)], "kosten", [1700], main=claim, named=False)
plan = claim.plan(main, cents=10000, first="2025-06", months=9, paid=4, postponed=(7, 8))
for month in range(4):
    claim.pay(10000, f"2025-{6 + month:02d}-27", received=month != 2, reference=plan.reference)
ticket(main, 7890, paid="2026-03-01")
ticket(main, 7890, number=claim.number)  # the number of a claim: two systems count for themselves

Person(next(number), "bekend, geen schulden")

twice = Person(next(number), "staat dubbel in de administratie", name="Çelik-van 't Hoff", records=2)
Claim([(twice, 0), (twice, 1)], "overig", [41217]).pay(1217, "2025-05-01")
Claim([(twice, 1)], "ioaw", [10001])

one, other = Person(next(number), "hoofdelijk schuldenaar met een eigen plan"), Person(next(number), "medeschuldenaar met een ander plan")
claim = Claim([(one, 0), (other, 0)], "lening", [75000])
claim.plan(one, cents=2500, first="2025-10", months=6, paid=1)
claim.plan(other, cents=5000, first="2025-11", months=3, paid=0)
claim.pay(2500, "2025-10-27")
# Who paid is not known: the payment counts for both, and settles part of the partner's first instalment, which stays in arrears.
verrekening.add(vordering_id=claim.number)

mild = Person(next(number), "kwijtschelding, vermindering, correcties en een restitutie")
claim = Claim([(mild, 0)], "overig", [50000])
claim.book(kwijtschelding, 12500, reden="Schrijnend").book(vermindering, 5000, vaststeldatum="2025-10-30", verminderingtype="Brutering")
claim.book(correctie, -1000, reden="Telfout").book(correctie, 333, reden="Telfout").book(correctie, 0, reden="Nulregel")
claim.pay(35000, "2025-12-01").book(restitutie, 3167, "2025-12-20", betaaldatum="2025-12-22")

gone = Person(next(number), "afgeschreven: de vordering blijft bestaan")
Claim([(gone, 0)], "krediet", [250000]).write_off()

draft = Person(next(number), "alleen een concept: nog geen schuld")
Claim([(draft, 0)], "overig", [99900], draft=True)

parker = Person(next(number), "naheffingen: betaald, bezwaar, geseponeerd, Mulder")
ticket(parker, 7430)
ticket(parker, 7430, paid="2026-02-27")
ticket(parker, 7430, objection="2026-05-12")
ticket(parker, 7430, paid="2026-02-27", objection="2026-05-12", dropped="2026-05-13")
ticket(parker, 12900, fiscal=False)

once = Person(next(number), "betaling ineens onder een eigen kenmerk, en een nulbetaling")
claim = Claim([(once, 0)], "overig", [20000])
plan = claim.plan(once, cents=20000, first="2025-09", months=1, paid=0)
claim.pay(15000, "2025-09-12", reference=plan.reference).pay(0, "2025-09-13")

zero = Person("012345672", "bsn begint met een nul, vordering van nul euro")
Claim([(zero, 0)], "overig", [0])

bare = Person(next(number), "een vordering zonder componenten heeft geen bedrag: de bron faalt")
Claim([(bare, 0)], "overig", [], broken=True)
BOOK.fails(bare.bsn)
strange = Person(next(number), "een soort die niemand kent: de bron faalt")
Claim([(strange, 0)], "vreemd", [100], broken=True)
BOOK.fails(strange.bsn)
bounced = Person(next(number), "een negatieve aflossing: de bron faalt")
Claim([(bounced, 0)], "overig", [100]).pay(-100, "2025-05-05")
BOOK.fails(bounced.bsn)

# … and a crowd.
NAMES = ["Jansen", "de Vries", "Groß", "Łukasiewicz", "d'Ançe", "van Wijngaarden-van der Meer tot Oudekerk aan den Amstel"]
for at in range(50):
    person = Person(next(number), f"menigte {at + 1}", name=dice.pick(NAMES), records=1 + (dice.throw(8) == 0))
    for _ in range(dice.throw(5)):
        soort = dice.pick(["schuldig", "overig", "lening", "krediet", "ioaw"])
        claim = Claim([(person, dice.throw(len(person.records)))], soort, [dice.cents(1, 120000) for _ in range(1 + dice.throw(6))])
        if dice.throw(3) == 0:
            Claim([(person, 0)], dice.pick(["rente", "kosten"]), [dice.cents(1, 5000)], main=claim, named=dice.throw(2) == 0)
        if soort == "schuldig" and dice.throw(2) == 0:
            Claim([(person, 0)], "boete", [dice.cents(100, 90000)], main=claim)
        for month in range(dice.throw(6)):
            claim.pay(dice.cents(100, 900), f"2025-{4 + month:02d}-{1 + dice.throw(28):02d}", received=dice.throw(2) == 0)
        if dice.throw(4) == 0:
            claim.book(kwijtschelding, dice.cents(1, 90), reden="Minima")
        if dice.throw(4) == 0:
            claim.book(correctie, dice.cents(-90, 90), reden="Telfout")
        if dice.throw(6) == 0:
            claim.write_off()
    for _ in range(dice.throw(3)):
        ticket(person, dice.cents(6000, 9000), paid=dice.pick([None, "2026-03-01"]), dropped=dice.pick([None, None, "2026-04-01"]))
