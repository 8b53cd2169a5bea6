#!/usr/bin/env python3
"""Writes waterdam.sql: the dump that the quick start works with. Every person in it is invented; the BSNs pass the 11-proef and are not issued.

    python3 docs/dag/generate.py > docs/dag/waterdam.sql

A small collection system as they are found: Dutch abbreviations, dates as numbers, padded codes, a BSN without its leading zeros, credits with a
minus sign, technical entries that are nobody's debt, and a balance per claim that somebody else computed.
"""

import random

CODES = [("HB", "Hondenbelasting"), ("OZ", "Onroerendezaakbelasting"), ("AF", "Afvalstoffenheffing"), ("LG", "Leges")]


def numbers():
    """Test BSNs: 9999xxxxx, and one that begins with a nought."""
    yield 12345672
    for tail in range(100_000):
        digits = f"9999{tail:05d}"
        if (sum((9 - at) * int(digits[at]) for at in range(8)) - int(digits[8])) % 11 == 0:
            yield int(digits)


def rows():
    chance = random.Random(2026)
    people, claims, entries = [], [], []
    bsn = numbers()
    claim = entry = 0
    for number in range(1, 61):
        people.append((number, next(bsn), f"Proefpersoon {number}"))
        for _ in range([0, 1, 1, 2, 2, 3, 5][number % 7]):
            claim += 1
            kind = chance.choice(CODES)[0]
            year = chance.choice([2024, 2025, 2026])
            day = f"{year}{chance.randint(1, 6):02d}{chance.randint(1, 28):02d}"
            due = f"{year}{chance.randint(7, 9):02d}{chance.randint(1, 28):02d}" if claim % 9 else "0"
            amount = chance.randint(1_500, 95_000) if claim % 13 else 0
            open_ = amount
            booked = []
            for _ in range(chance.randint(0, 3)):
                part = min(open_, chance.randint(500, 30_000))
                if part:
                    open_ -= part
                    booked.append(("B", -part))
            if claim % 11 == 0 and open_:
                booked.append(("K", -open_))  # remitted
                open_ = 0
            if claim % 8 == 0:
                booked += [("T", 1_000), ("T", -1_000)]  # a technical entry and its reversal
            for what, cents in booked:
                entry += 1
                moment = f"{year}-{chance.randint(9, 12):02d}-{chance.randint(1, 28):02d} {chance.randint(8, 17):02d}:{chance.randint(0, 59):02d}:00"
                entries.append((entry, claim, what, cents, moment))
            claims.append((claim, number, f"{year}-{claim:06d}", kind, amount, int(day), int(due), open_))
    return people, claims, entries


def money(cents):
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def insert(table, columns, rows):
    print(f"INSERT INTO inn.{table} ({columns}) VALUES")
    print(",\n".join("  (" + ", ".join(row) + ")" for row in rows) + ";\n")


def text(value):
    return "'" + str(value).replace("'", "''") + "'"


def main():
    people, claims, entries = rows()
    print("""-- Waterdam: a small collection system, invented from end to end. Written by generate.py; do not edit.
CREATE SCHEMA inn;

CREATE TABLE inn.deb (
  debnr integer PRIMARY KEY,
  sofi numeric(9) NOT NULL,
  naam varchar(60) NOT NULL
);
COMMENT ON TABLE inn.deb IS 'debiteuren';
CREATE INDEX deb_sofi ON inn.deb (sofi);

CREATE TABLE inn.vrd (
  id integer PRIMARY KEY,
  debnr integer NOT NULL REFERENCES inn.deb (debnr),
  vrdnr char(14) NOT NULL,
  srt char(4) NOT NULL,
  bedrag numeric(11,2) NOT NULL,
  dat_opl integer NOT NULL,
  dat_verval integer NOT NULL,
  openst numeric(11,2) NOT NULL
);
COMMENT ON TABLE inn.vrd IS 'vorderingen';
COMMENT ON COLUMN inn.vrd.dat_verval IS '0 = geen';
CREATE INDEX vrd_debnr ON inn.vrd (debnr);

CREATE TABLE inn.mut (
  id integer PRIMARY KEY,
  vrd integer NOT NULL REFERENCES inn.vrd (id),
  wat char(1) NOT NULL,
  bedrag numeric(11,2) NOT NULL,
  geboekt timestamp NOT NULL
);
COMMENT ON TABLE inn.mut IS 'mutaties: B betaling, K kwijtschelding, T technisch';
CREATE INDEX mut_vrd ON inn.mut (vrd);

CREATE TABLE inn.srt (
  code char(4) PRIMARY KEY,
  oms varchar(40) NOT NULL
);
COMMENT ON TABLE inn.srt IS 'soorten vordering';
""")
    insert("srt", "code, oms", [(text(code), text(words)) for code, words in CODES])
    insert("deb", "debnr, sofi, naam", [(str(number), str(bsn), text(name)) for number, bsn, name in people])
    insert("vrd", "id, debnr, vrdnr, srt, bedrag, dat_opl, dat_verval, openst",
           [(str(i), str(d), text(nr), text(kind), money(amount), str(day), str(due), money(open_))
            for i, d, nr, kind, amount, day, due, open_ in claims])
    insert("mut", "id, vrd, wat, bedrag, geboekt",
           [(str(i), str(c), text(what), money(cents), text(moment)) for i, c, what, cents, moment in entries])
    print("ANALYZE inn.deb, inn.vrd, inn.mut, inn.srt;")


if __name__ == "__main__":
    main()
