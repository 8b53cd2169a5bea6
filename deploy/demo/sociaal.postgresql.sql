-- Voorbeeldstad, social services: made-up rows for PostgreSQL. Written by deploy/demo/generate.py; change that and run it again.
--   psql -d sociaal -f sociaal.postgresql.sql
BEGIN;
CREATE TABLE client (
  clientnr integer NOT NULL,
  bsn numeric(9,0) NOT NULL,
  naam varchar(80) NOT NULL,
  PRIMARY KEY (clientnr)
);
CREATE INDEX client_bsn ON client (bsn);
INSERT INTO client VALUES
(70001, 999990019, 'Client 70001'),
(70002, 999993653, 'Client 70002'),
(70003, 12345672, 'Client 70003'),
(70004, 999990068, 'Client 70004'),
(70005, 999990081, 'Client 70005'),
(70006, 999990093, 'Client 70006'),
(70007, 999990032, 'Client 70007'),
(70900, 999990019, 'Client 70900');
CREATE TABLE vordering (
  vorderingnr integer NOT NULL,
  soort char(4) NOT NULL,
  besluitnr char(16),
  hoofdsom varchar(14) NOT NULL,
  besluitdatum integer NOT NULL,
  kwijt_per integer NOT NULL,
  kwijt_bedrag varchar(14),
  verzonden boolean NOT NULL,
  PRIMARY KEY (vorderingnr)
);
INSERT INTO vordering VALUES
(88123, 'TIV ', 'PW-2025-88123   ', '1.200,00', 20251015, 20260610, '200,00', true),
(90210, 'LEEN', 'PW-2026-90210   ', '750,00', 20260302, 99991231, NULL, true),
(90399, 'BOE ', 'PW-2026-90399   ', '450,00', 20261118, 99991231, NULL, false),
(90311, 'BOE ', 'PW-2026-90311   ', '300,00', 20260914, 99991231, NULL, true),
(90312, 'TOV ', NULL, '150,00', 20250505, 20260112, NULL, true),
(90401, 'TOV ', NULL, '100,00', 20260231, 99991231, NULL, true),
(90402, 'TOV ', NULL, '100,505', 20260202, 99991231, NULL, true);
CREATE TABLE debiteur (
  vorderingnr integer NOT NULL,
  clientnr integer NOT NULL,
  rol char(1) NOT NULL,
  PRIMARY KEY (vorderingnr, clientnr)
);
CREATE INDEX debiteur_clientnr ON debiteur (clientnr);
INSERT INTO debiteur VALUES
(88123, 70001, 'H'),
(88123, 70900, 'M'),
(90210, 70900, 'H'),
(90210, 70004, 'M'),
(90399, 70001, 'H'),
(90311, 70003, 'H'),
(90312, 70007, 'H'),
(90401, 70005, 'H'),
(90402, 70006, 'H');
CREATE TABLE termijn (
  vorderingnr integer NOT NULL,
  termijn integer NOT NULL,
  bedrag_cent integer NOT NULL,
  verstuurd integer NOT NULL,
  vervaldatum char(10) NOT NULL,
  kenmerk char(20) NOT NULL,
  vervallen_op integer NOT NULL,
  PRIMARY KEY (vorderingnr, termijn)
);
INSERT INTO termijn VALUES
(88123, 1, 5000, 20251101, '28-11-2025', '0008812300000001    ', 0),
(88123, 2, 5000, 20251201, '28-12-2025', '0008812300000002    ', 0),
(88123, 3, 5000, 20260101, '28-01-2026', '0008812300000003    ', 0),
(88123, 4, 5000, 20260201, '28-02-2026', '0008812300000004    ', 0),
(88123, 5, 5000, 20260901, '28-09-2026', '0008812300000005    ', 0),
(88123, 6, 5000, 20261001, '28-10-2026', '0008812300000006    ', 0),
(88123, 7, 5000, 20261101, '28-11-2026', '0008812300000007    ', 0),
(88123, 8, 5000, 0, '28-12-2026', '0008812300000008    ', 0),
(90210, 1, 12500, 20260401, '28-04-2026', '0009021000000001    ', 20260420),
(90210, 2, 6250, 20260501, '28-05-2026', '0009021000000002    ', 0),
(90210, 3, 6250, 20260601, '28-06-2026', '0009021000000003    ', 0),
(90311, 1, 30000, 20260914, '26-10-2026', '0009031100000001    ', 0);
CREATE TABLE boeking (
  boeknr integer NOT NULL,
  vorderingnr integer NOT NULL,
  soort char(3) NOT NULL,
  bedrag numeric(10,2) NOT NULL,
  ontvangen integer NOT NULL,
  tijdstip timestamp NOT NULL,
  verwerkt timestamptz,
  kenmerk char(20),
  PRIMARY KEY (boeknr)
);
CREATE INDEX boeking_vorderingnr ON boeking (vorderingnr);
INSERT INTO boeking VALUES
(800001, 88123, 'AFL', -50.00, 20251120, '2025-11-20 14:05:01', NULL, '0008812300000001    '),
(800002, 88123, 'AFL', -50.00, 0, '2025-12-27 14:05:02', NULL, '0008812300000002    '),
(800003, 88123, 'AFL', -50.00, 20260316, '2026-03-16 14:05:03', '2026-03-16 18:30:00+00', '0008812300000003    '),
(800004, 88123, 'AFL', -50.00, 20260925, '2026-09-25 14:05:05', '2026-09-25 18:30:00+00', '0008812300000005    '),
(800005, 88123, 'VRR', -50.00, 20260227, '2026-02-27 06:00:00', NULL, '0008812300000004    '),
(800006, 88123, 'TEC', -25.00, 0, '2026-07-02 06:00:00', NULL, NULL),
(800007, 88123, 'TEC', 25.00, 0, '2026-07-02 06:05:00', NULL, NULL),
(800008, 88123, 'RNT', 18.40, 0, '2026-08-03 00:00:00', NULL, NULL),
(800009, 90210, 'AFL', -62.50, 20260525, '2026-05-26 09:00:00', NULL, '0009021000000002    '),
(800010, 90210, 'AFS', -5.00, 0, '2026-10-01 00:00:00', NULL, NULL),
(800011, 90311, 'KST', 17.00, 0, '2026-11-02 00:00:00', NULL, NULL);
COMMIT;
ANALYZE;
