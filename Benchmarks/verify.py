"""Are the answers right? A figure of a program that answers wrongly is worth nothing, so this runs before any figure is taken."""

import http.client
import json
import random
import ssl
import xml.etree.ElementTree

from services import Failed, Wrong

# What each citizen's answer must come to, counted by SQL from the tables and not by the mappings.
EXPECTED = """
SELECT p.bsn,
  (SELECT count(DISTINCT a.zaak) FROM heffing.aanslag a WHERE a.persoon = p.id)
    + (SELECT count(*) FROM sociaal.vordering v WHERE v.client = c.nr),
  (SELECT count(*) FROM heffing.aanslag a WHERE a.persoon = p.id)
    + (SELECT count(*) + count(b.ingetrokken_op) + count(*) FILTER (WHERE b.kosten > 0)
       FROM heffing.aanslag a JOIN heffing.betaalverzoek b ON b.aanslag = a.nr WHERE a.persoon = p.id)
    + (SELECT count(*) FROM heffing.aanslag a JOIN heffing.mutatie m ON m.aanslag = a.nr WHERE a.persoon = p.id AND m.wat = 'B')
    + (SELECT count(*) FROM sociaal.vordering v WHERE v.client = c.nr)
    + (SELECT count(*) FROM sociaal.vordering v JOIN sociaal.termijn t ON t.vordering = v.nr WHERE v.client = c.nr)
    + (SELECT count(*) FROM sociaal.vordering v JOIN sociaal.boeking b ON b.vordering = v.nr WHERE v.client = c.nr),
  (100 * ((SELECT coalesce(sum(a.bedrag), 0) FROM heffing.aanslag a WHERE a.persoon = p.id)
    + (SELECT coalesce(sum(b.kosten), 0) FROM heffing.aanslag a JOIN heffing.betaalverzoek b ON b.aanslag = a.nr WHERE a.persoon = p.id)
    + (SELECT coalesce(sum(m.bedrag), 0) FROM heffing.aanslag a JOIN heffing.mutatie m ON m.aanslag = a.nr WHERE a.persoon = p.id)
    + (SELECT coalesce(sum(replace(replace(v.hoofdsom, '.', ''), ',', '.')::numeric), 0) FROM sociaal.vordering v WHERE v.client = c.nr)
    + (SELECT coalesce(sum(b.bedrag), 0)
       FROM sociaal.vordering v JOIN sociaal.boeking b ON b.vordering = v.nr WHERE v.client = c.nr)))::bigint
FROM heffing.persoon p JOIN sociaal.client c ON c.bsn = p.bsn::integer
WHERE p.id IN ({ids}) ORDER BY p.id
"""


def _json(body):
    answer = json.loads(body)
    if answer["volledig"] is not True:
        raise Wrong("an answer is not complete")
    cases = [zaak for document in answer["documenten"] for zaak in document["body"]["financiele_zaken"]]
    return len(cases), sum(len(zaak["gebeurtenissen"]) for zaak in cases), sum(zaak["saldo"] for zaak in cases)


def _soap(body):
    names = {"financiele_zaak": 0, "gebeurtenis": 0, "saldo": 0}
    for element in xml.etree.ElementTree.fromstring(body).iter():
        name = element.tag.rpartition("}")[2]
        if name in names:
            names[name] += int(element.text) if name == "saldo" else 1
    return tuple(names.values())


def answers(blauwbrug, tls, postgres, citizens, question, count=60):
    """Asks for `count` citizens in both dialects and compares cases, events and balance with SQL; the mean body sizes in bytes."""
    draw = random.Random(20261121)
    ids = sorted({1, 2, 3, 4, 5, 9, citizens, *draw.sample(range(1, citizens + 1), min(count, citizens))})
    rows = postgres.query(EXPECTED.format(ids=",".join(map(str, ids))))
    if len(rows) != len(ids):
        raise Failed("the generated municipality lacks citizens")
    context = ssl.create_default_context(cafile=tls / "ca.pem")
    connection = http.client.HTTPSConnection("127.0.0.1", blauwbrug.port, context=context, timeout=10)
    sizes = {"json": [], "soap": []}
    for bsn, *figures in rows + [["999990019", "0", "0", "0"]]:  # the last is nobody here: a normal, empty overview
        expected = tuple(map(int, figures))
        asks = (("json", "/v1/schuldenoverzicht", "application/json", json.dumps({"bsn": bsn}), _json),
                ("soap", "/soap/schuldenoverzicht", "text/xml; charset=utf-8", question.replace("@BSN@", bsn), _soap))
        for dialect, path, kind, body, read in asks:
            connection.request("POST", path, body.encode(), {"Content-Type": kind})
            response = connection.getresponse()
            answer = response.read()
            if response.status != 200:
                raise Wrong(f"{dialect}: status {response.status} instead of an answer: {answer[:600].decode(errors='replace')}")
            if read(answer) != expected:
                raise Wrong(f"{dialect}: the answer has cases, events, balance {read(answer)}, the tables say {expected}")
            if expected[0]:
                sizes[dialect].append(len(answer))
    connection.close()
    return {dialect: sum(found) / len(found) for dialect, found in sizes.items()}, len(rows)
