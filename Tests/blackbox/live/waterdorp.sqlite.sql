-- Waterdorp once more, as a copy in SQLite: the same warts, and those that SQLite adds. Made up by hand.
CREATE TABLE relatie (relnr INTEGER PRIMARY KEY, sofinr CHAR(9) NOT NULL, achternaam VARCHAR(60), "Geb.Datum" TEXT);
CREATE INDEX relatie_sofinr ON relatie (sofinr);
CREATE TABLE srt (code CHAR(3) PRIMARY KEY, oms TEXT NOT NULL);
CREATE TABLE vordering (
  vordnr INTEGER PRIMARY KEY, relnr INTEGER NOT NULL, dossier CHAR(16) NOT NULL, srt CHAR(3) NOT NULL REFERENCES srt (code),
  hoofdsom DECIMAL(12,2) NOT NULL, dagtek INTEGER NOT NULL, verval INTEGER NOT NULL, fase, memo TEXT
);
CREATE INDEX vordering_relnr ON vordering (relnr);
CREATE TABLE betaling (vordnr INTEGER NOT NULL REFERENCES vordering, volgnr INTEGER NOT NULL, bedrag TEXT NOT NULL, dc CHAR(1), geboekt TEXT NOT NULL,
  PRIMARY KEY (vordnr, volgnr));
INSERT INTO srt VALUES ('HON', 'Hondenbelasting'), ('PAR', 'Parkeerbelasting');
INSERT INTO relatie VALUES (1, '999990019', 'Kanarie 1', '1970-01-02'), (2, '999993653', 'Kanarie 2', NULL), (3, '999991450', 'Kanarie 3', NULL),
  (4, '999990032', 'Kanarie 4', NULL), (5, '012345672', 'Kanarie 5', '1970-01-02');
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600)
  INSERT INTO vordering SELECT 1000 + i, 1 + i % 5, printf('WD-2025-%05d    ', i), CASE i % 2 WHEN 0 THEN 'HON' ELSE 'PAR' END, 31200.45 + i,
    20250000 + 100 * (1 + i % 12) + 1 + i % 28, CASE WHEN i % 5 = 0 THEN 0 ELSE 20251231 END, CASE i % 3 WHEN 0 THEN 'OPL' ELSE 'HER' END,
    'memo van kanarie ' || i FROM n;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
  INSERT INTO betaling SELECT 1000 + i, 1, '1.234,5' || (i % 10), CASE i % 4 WHEN 0 THEN 'C' ELSE 'D' END, '2025-03-01 10:00:00' FROM n;
CREATE VIEW openstaand AS SELECT relnr, sum(hoofdsom) AS totaal FROM vordering GROUP BY relnr;
