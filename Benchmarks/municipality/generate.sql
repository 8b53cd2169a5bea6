-- The benchmark's municipality: people, tax cases and social-services cases made from whole numbers, so that two machines get the
-- same rows. Nothing here is about anybody. Load it with:  psql -v citizens=100000 -f generate.sql
-- Per citizen on average 3 cases (2 tax, 1 social services) and 25 events; `Benchmarks/bench.py` checks the answers against these tables.
\set ON_ERROR_STOP on
\if :{?citizens}
\else
  \set citizens 100000
\endif

BEGIN;
SET client_min_messages = warning;
DROP SCHEMA IF EXISTS heffing CASCADE;
DROP SCHEMA IF EXISTS sociaal CASCADE;
CREATE SCHEMA heffing;
CREATE SCHEMA sociaal;

-- The BSN of the i-th citizen. Eight digits 10000000 + 10·i, then the check digit of the 11-proef; where that would be 10, the eighth
-- digit becomes 1, which makes the check digit 1. The pgbench script of bench.py counts the same way; wrk gets a list.
CREATE FUNCTION pg_temp.bsn(i integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN s.som % 11 = 10 THEN (s.n + 1) * 10 + 1 ELSE s.n * 10 + s.som % 11 END
  FROM (SELECT d.n,
               9 * (d.n / 10000000 % 10) + 8 * (d.n / 1000000 % 10) + 7 * (d.n / 100000 % 10) + 6 * (d.n / 10000 % 10)
             + 5 * (d.n / 1000 % 10) + 4 * (d.n / 100 % 10) + 3 * (d.n / 10 % 10) + 2 * (d.n % 10) AS som
        FROM (SELECT 10000000 + 10 * i AS n) d) s
$$;

-- Tax -------------------------------------------------------------------------------------------------------------------------

CREATE TABLE heffing.persoon (
  id   integer NOT NULL,
  bsn  char(9) NOT NULL,
  naam varchar(60) NOT NULL
);
INSERT INTO heffing.persoon
SELECT i, pg_temp.bsn(i)::text, 'Persoon ' || i FROM generate_series(1, :citizens) i ORDER BY i;

-- Three assessments per case: a combined bill for property, waste and sewer. One, two or three cases per citizen.
CREATE TABLE heffing.aanslag (
  nr          integer NOT NULL,
  persoon     integer NOT NULL,
  zaak        char(20) NOT NULL,
  beschikking varchar(24),
  soort       char(3) NOT NULL,
  bedrag      numeric(10,2) NOT NULL,
  jaar        integer NOT NULL,
  dagtekening date NOT NULL,
  hoofd       char(1) NOT NULL
);
INSERT INTO heffing.aanslag
SELECT z * 3 + r + 1, i, 'BEL-' || 2024 + c || '-' || lpad(z::text, 8, '0'),
       'B-' || lpad((z * 3 + r + 1)::text, 8, '0'),
       (ARRAY['OZB', 'AFV', 'RIO'])[r + 1], (10000 + (z::bigint * 7919 + r * 104729) % 60000)::numeric / 100,
       2024 + c, make_date(2024 + c, 2, 28), CASE r WHEN 0 THEN 'J' ELSE 'N' END
FROM generate_series(1, :citizens) i, generate_series(0, i % 3) c, LATERAL (SELECT (i - 1) * 3 + c AS z) n, generate_series(0, 2) r
ORDER BY i, c, r;

-- The bill asks for the three together; every second case was dunned: the first notice is withdrawn and a second one asks for all,
-- with costs.
CREATE TABLE heffing.betaalverzoek (
  nr               integer NOT NULL,
  aanslag          integer NOT NULL,   -- the case's first assessment
  soort            char(1) NOT NULL,   -- A: bill, M: dunning letter
  bedrag           numeric(10,2) NOT NULL,
  kosten           numeric(10,2) NOT NULL,
  dagtekening      date NOT NULL,
  vervaldatum      date NOT NULL,
  betalingskenmerk char(16) NOT NULL,
  ingetrokken_op   date
);
ALTER TABLE heffing.aanslag ADD PRIMARY KEY (nr);
INSERT INTO heffing.betaalverzoek
SELECT a.nr * 2 + k, a.nr, CASE k WHEN 0 THEN 'A' ELSE 'M' END, s.bedrag + 9 * k, 9 * k,
       a.dagtekening + 120 * k, a.dagtekening + 61 + 90 * k, lpad((a.nr * 2 + k)::text, 16, '1000000000000000'),
       CASE WHEN k = 0 AND a.nr / 3 % 2 = 0 THEN a.dagtekening + 120 END
FROM heffing.aanslag a
CROSS JOIN LATERAL (SELECT sum(d.bedrag) AS bedrag FROM heffing.aanslag d WHERE d.nr BETWEEN a.nr AND a.nr + 2) s
CROSS JOIN LATERAL generate_series(0, CASE WHEN a.nr / 3 % 2 = 0 THEN 1 ELSE 0 END) k
WHERE a.hoofd = 'J'
ORDER BY a.nr, k;

-- One, two or three payments per case; one case in ten has a pair of technical bookings that cancel out and that a rule leaves out.
CREATE TABLE heffing.mutatie (
  aanslag integer NOT NULL,
  volgnr  integer NOT NULL,
  wat     char(2) NOT NULL,            -- B: payment, T: technical
  bedrag  numeric(10,2) NOT NULL,      -- payments are negative
  geboekt timestamp NOT NULL,
  valuta  integer NOT NULL,            -- yyyymmdd, 0 for none
  kenmerk char(16)
);
INSERT INTO heffing.mutatie
SELECT a.nr, v, CASE WHEN v <= n.betalingen THEN 'B' ELSE 'T' END,
       CASE WHEN v <= n.betalingen THEN -(5000 + (a.nr::bigint * 31 + v * 17) % 20000)::numeric / 100
            ELSE ((v - n.betalingen) * 2 - 3) * 12.50 END,
       a.dagtekening + v * 30 + interval '1 second' * (a.nr % 86400),
       CASE WHEN v = 2 THEN 0 ELSE to_char(a.dagtekening + v * 30 - 1, 'YYYYMMDD')::integer END,
       CASE WHEN v = 1 THEN lpad((a.nr * 2)::text, 16, '1000000000000000') END
FROM heffing.aanslag a
CROSS JOIN LATERAL (SELECT (a.nr / 81 + a.nr / 3) % 3 + 1 AS betalingen) n
CROSS JOIN LATERAL generate_series(1, n.betalingen + CASE WHEN a.nr / 3 % 10 = 0 THEN 2 ELSE 0 END) v
WHERE a.hoofd = 'J'
ORDER BY a.nr, v;

-- Social services -------------------------------------------------------------------------------------------------------------

CREATE TABLE sociaal.client (
  nr   integer NOT NULL,
  bsn  integer NOT NULL,               -- a number: leading zeros are lost
  naam varchar(60) NOT NULL
);
INSERT INTO sociaal.client
SELECT i + 500000, pg_temp.bsn(i), 'Persoon ' || i FROM generate_series(1, :citizens) i ORDER BY i;

-- No, one or two reclaims of assistance per citizen.
CREATE TABLE sociaal.vordering (
  nr          integer NOT NULL,
  client      integer NOT NULL,
  besluit     varchar(24),
  soort       char(4) NOT NULL,
  hoofdsom    varchar(14) NOT NULL,    -- as the screens show it: 1.234,50
  vastgesteld integer NOT NULL         -- yyyymmdd
);
INSERT INTO sociaal.vordering
SELECT i * 2 + c, i + 500000, 'PW-' || lpad((i * 2 + c)::text, 9, '0'),
       CASE (i + c) % 3 WHEN 0 THEN 'TIV ' WHEN 1 THEN 'TOV ' ELSE 'LEEN' END,
       1 + i % 8 || '.' || lpad((i * 7 % 1000)::text, 3, '0') || ',' || lpad((i * 13 % 100)::text, 2, '0'),
       20250000 + (1 + i % 12) * 100 + 1 + i % 28
FROM generate_series(1, :citizens) i, generate_series(1, i / 3 % 3) c
ORDER BY i, c;

-- Four instalments per reclaim, in whole cents.
CREATE TABLE sociaal.termijn (
  vordering  integer NOT NULL,
  termijn    integer NOT NULL,
  cent       integer NOT NULL,
  verstuurd  integer NOT NULL,         -- yyyymmdd
  vervalt    integer NOT NULL,         -- yyyymmdd
  kenmerk    char(16) NOT NULL
);
INSERT INTO sociaal.termijn
SELECT v.nr, t, 5000 + v.nr % 700, 20260000 + (4 + t) * 100 + 1, 20260000 + (4 + t) * 100 + 28,
       lpad((v.nr * 10 + t)::text, 16, '2000000000000000')
FROM sociaal.vordering v, generate_series(1, 4) t
ORDER BY v.nr, t;

-- Five repayments per reclaim.
CREATE TABLE sociaal.boeking (
  nr        integer NOT NULL,
  vordering integer NOT NULL,
  wat       char(3) NOT NULL,
  bedrag    numeric(10,2) NOT NULL,    -- repayments are negative
  tijdstip  timestamp NOT NULL,
  kenmerk   char(16)
);
INSERT INTO sociaal.boeking
SELECT v.nr * 5 + b, v.nr, 'AFL', -(5000 + v.nr % 700)::numeric / 100,
       timestamp '2026-05-03 09:15:00' + b * interval '30 days' + v.nr % 3600 * interval '1 second',
       CASE WHEN b < 4 THEN lpad((v.nr * 10 + b + 1)::text, 16, '2000000000000000') END
FROM sociaal.vordering v, generate_series(0, 4) b
ORDER BY v.nr, b;

ALTER TABLE heffing.persoon       ADD PRIMARY KEY (id), ADD UNIQUE (bsn);
ALTER TABLE heffing.betaalverzoek ADD PRIMARY KEY (nr);
ALTER TABLE heffing.mutatie       ADD PRIMARY KEY (aanslag, volgnr);
ALTER TABLE sociaal.client        ADD PRIMARY KEY (nr), ADD UNIQUE (bsn);
ALTER TABLE sociaal.vordering     ADD PRIMARY KEY (nr);
ALTER TABLE sociaal.termijn       ADD PRIMARY KEY (vordering, termijn);
ALTER TABLE sociaal.boeking       ADD PRIMARY KEY (nr);
CREATE INDEX ON heffing.aanslag (persoon);
CREATE INDEX ON heffing.betaalverzoek (aanslag);
CREATE INDEX ON sociaal.vordering (client);
CREATE INDEX ON sociaal.boeking (vordering);
COMMIT;

VACUUM (ANALYZE);
