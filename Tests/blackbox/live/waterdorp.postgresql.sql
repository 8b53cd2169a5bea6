-- Waterdorp: a database as one finds it. Made up by hand; the BSNs are of the test range and pass the 11-proef.
CREATE SCHEMA inv;
COMMENT ON SCHEMA inv IS 'invordering';
CREATE TABLE inv.relatie (
  relnr integer PRIMARY KEY,
  sofinr char(9) NOT NULL,
  achternaam varchar(60),
  "Geb.Datum" date
);
CREATE INDEX relatie_sofinr ON inv.relatie (sofinr);
COMMENT ON TABLE inv.relatie IS 'natuurlijke personen
uit de BRP';
COMMENT ON COLUMN inv.relatie.sofinr IS 'BSN, vroeger sofinummer';
CREATE TABLE inv.srt (code char(3) PRIMARY KEY, oms text NOT NULL);
CREATE TYPE inv.stand AS ENUM ('open', 'dicht');
CREATE TABLE inv.vordering (
  vordnr bigint PRIMARY KEY,
  relnr integer NOT NULL REFERENCES inv.relatie (relnr),
  dossier char(16) NOT NULL,
  srt char(3) NOT NULL REFERENCES inv.srt (code),
  hoofdsom numeric(12,2) NOT NULL,
  dagtek integer NOT NULL,
  verval integer NOT NULL,
  fase varchar(4) NOT NULL,
  stand inv.stand NOT NULL,
  memo text
);
CREATE TABLE inv.betaling (
  vordnr bigint NOT NULL REFERENCES inv.vordering (vordnr),
  volgnr smallint NOT NULL,
  bedrag text NOT NULL,
  dc char(1) NOT NULL,
  geboekt timestamp NOT NULL,
  PRIMARY KEY (vordnr, volgnr)
);
CREATE INDEX vordering_relnr ON inv.vordering (relnr);
INSERT INTO inv.srt VALUES ('HON', 'Hondenbelasting'), ('PAR', 'Parkeerbelasting');
INSERT INTO inv.relatie SELECT i, b, 'Kanarie ' || i, DATE '1970-01-01' + i::integer FROM
  unnest(ARRAY['999990019', '999993653', '999991450', '999990032', '999990044', '012345672', '999990056', '999990068']) WITH ORDINALITY AS t(b, i);
INSERT INTO inv.vordering SELECT 1000 + i, 1 + i % 8, 'WD-2025-' || lpad(i::text, 5, '0'), CASE i % 2 WHEN 0 THEN 'HON' ELSE 'PAR' END,
  31200.45 + i, 20250000 + 100 * (1 + i % 12) + 1 + i % 28, CASE WHEN i % 5 = 0 THEN 0 ELSE 20251231 END,
  (ARRAY['OPL', 'HER', 'AANM'])[1 + i % 3], 'open', 'memo van kanarie ' || i FROM generate_series(1, 600) i;
INSERT INTO inv.betaling SELECT 1000 + i, 1, '1.234,5' || (i % 10), CASE i % 4 WHEN 0 THEN 'C' ELSE 'D' END,
  TIMESTAMP '2025-03-01 10:00:00' + i * INTERVAL '1 hour' FROM generate_series(1, 500) i;
CREATE VIEW inv.openstaand AS SELECT relnr, sum(hoofdsom) AS totaal FROM inv.vordering GROUP BY relnr;
ANALYZE;
