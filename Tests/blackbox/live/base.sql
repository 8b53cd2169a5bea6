-- Both kinds of database read this. BSNs are of the test range or made up; 500 persons, 1000 fees.
CREATE TABLE persoon (id integer NOT NULL PRIMARY KEY, bsn char(9) NOT NULL, naam varchar(40) NOT NULL);
CREATE TABLE nota (
  nr integer NOT NULL PRIMARY KEY, persoon integer NOT NULL, soort char(3) NOT NULL, bedrag {money} NOT NULL, datum integer NOT NULL,
  gewijzigd {local}
);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
  INSERT INTO persoon SELECT i, substr('000000000' || (700000000 + i), length('000000000' || (700000000 + i)) - 8), 'Kanarie ' || i FROM n;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
  INSERT INTO nota SELECT i, 1 + i % 500, CASE i % 2 WHEN 0 THEN 'PAS' ELSE 'VRG' END, '82.40', 20250101 + i % 28, NULL FROM n;
CREATE INDEX persoon_bsn ON persoon (bsn);
CREATE INDEX nota_persoon ON nota (persoon);
