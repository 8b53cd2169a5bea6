"""Mutation testing of the mappings of Voorbeeldstad, whole.

    python3 Tests/prove/mutate.py [--binary .build/debug/blauwbrug]

Two parts. The YAML and the code files are mutated in Swift (Tests/MappingsTests/Mutation): each mutant must be refused by the checker or be
noticed by a case. The statements are mutated here, token by token. A mutant is noticed when `check --warnings-as-errors` refuses it, as CI
runs it; what passes is run on the demonstration database for every citizen of it, and must be no statement any more or give other columns
than the mapping declares (what `check --live` says), or give other rows for some citizen (what the expected answers of the demonstration
would say). The two statements of `whole` are about nobody: they are run once.
"""

import argparse
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
DEMO = REPOSITORY / "deploy/demo"
TENANT = REPOSITORY / "mappings/voorbeeldstad"
BATCH = 400
TOKEN = re.compile(r":?[A-Za-z_][A-Za-z_0-9]*|<>|[=(),.*]")


def statements(path):
    """The row sets of a mapping: name, first line, statement, declared columns."""
    lines, found, number = path.read_text().splitlines(), [], 0
    while number < len(lines):
        opened = re.match(r"^  (\w+):\s*(#.*)?$", lines[number])
        if opened and lines[number + 1].strip() == "select: |":
            first, number, text = number + 2, number + 2, []
            while lines[number].startswith("      "):
                text.append(lines[number].strip())
                number += 1
            while not lines[number].strip().startswith("columns:"):
                number += 1
            flow = re.search(r"\{(.*)\}", lines[number])
            columns = re.findall(r"(\w+):", flow.group(1)) if flow else []
            if not flow:
                while re.match(r"^      \w+:", lines[number + 1]):
                    number += 1
                    columns.append(lines[number].split(":")[0].strip())
            found.append((opened.group(1), first + 1, "\n".join(text), columns))
        elif lines[number] == "  citizens: |":
            found.append(("citizens", number + 2, lines[number + 1].strip(), ["bsn"]))
        number += 1
    return found


def mutants(text):
    """Every small mistake in a statement: what, the line within it, and the statement with it."""
    tokens = [(match.start(), match.group()) for match in TOKEN.finditer(text)]
    names = sorted({token for _, token in tokens if re.match(r"[a-z_]", token)})
    seen = {text}

    def made(at, what, mutated):
        if mutated not in seen:
            seen.add(mutated)
            yield what, text.count("\n", 0, at), mutated

    for number, (at, token) in enumerate(tokens):
        after = text[at + len(token):]
        others = [""]
        if re.match(r"[a-z_]", token):
            others += [f"{token}x", *(name for name in names if name != token)]
            others.append(f"{token} AS x")
        others += {"=": ["<>"], "IN": ["NOT IN"], "JOIN": ["LEFT JOIN", "CROSS JOIN"], "ON": ["ON NOT"], "WHERE": ["WHERE NOT", "-- "],
                   ":bsn": ["1", ":bns", "'999990019'"], "SELECT": ["SELECT DISTINCT"], ",": [", ,"]}.get(token, [])
        for other in others:
            yield from made(at, f"'{token}' becomes '{other}'", text[:at] + other + after)
        if number + 1 < len(tokens):
            next_at, other = tokens[number + 1]
            between = text[at + len(token):next_at]
            yield from made(at, f"swap '{token}' and '{other}'", text[:at] + other + between + token + text[next_at + len(other):])
    listed = text[len("SELECT "):text.index("FROM")]
    columns = [column.strip() for column in listed.split(",")]
    for number, column in enumerate(columns):
        rest = [*columns[:number], *columns[number + 1:]]
        yield from made(7, f"leave '{column}' out", text.replace(listed, ", ".join(rest) + " ", 1))
        if number + 1 < len(columns):
            order = [*columns[:number], columns[number + 1], column, *columns[number + 2:]]
            yield from made(7, f"select '{columns[number + 1]}' before '{column}'", text.replace(listed, ", ".join(order) + " ", 1))
    yield from made(7, "SELECT *", text.replace(listed, "* ", 1))


def answer(database, text, citizens, columns):
    """Per citizen the rows, by declared column; None when it is no statement of these columns."""
    found = []
    for bsn in citizens:
        try:
            cursor = database.execute(text, {"bsn": bsn})
            given = [entry[0] for entry in cursor.description]
            if sorted(given) != sorted(columns):
                return None
            order = [given.index(column) for column in columns]
            found.append(Counter(tuple(row[place] for place in order) for row in cursor))
        except sqlite3.Error:
            return None
    return found


def refused(binary, mapping, texts):
    """By the number of a text of the mapping, the first code with which `check --warnings-as-errors` refuses it. Each is a tenant of its own."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(REPOSITORY / "mappings/standard", root / "mappings/standard")
        for number, text in texts.items():
            tenant, sources = root / f"mappings/m{number}", root / f"connectors/sources/m{number}"
            shutil.copytree(TENANT / "codes", tenant / "codes")
            shutil.copy(TENANT / "gemeente.yaml", tenant)
            (tenant / f"{mapping}.yaml").write_text(text)
            sources.mkdir(parents=True)
            shutil.copy(REPOSITORY / f"connectors/sources/voorbeeldstad/{mapping}.yaml", sources)
        done = subprocess.run([binary, "check", "--root", folder, "--warnings-as-errors", "--format", "json"], capture_output=True, text=True)
        report = json.loads(done.stdout)
        assert report["errors"] or report["mappings"] == len(texts), f"{report['mappings']} of {len(texts)} mappings were checked"
        for told in report["diagnostics"]:
            if number := re.match(r"mappings/m(\d+)/", told["file"]):
                found.setdefault(int(number.group(1)), told["code"])
    return found


def excuse(name, what):
    """Why a mutant that gives the same rows is no mistake; None when it is one."""
    for pattern, reason in EXCUSES:
        if re.fullmatch(pattern, f"{name}: {what}"):
            return reason
    return None


EXCUSES = [
    (r".*: select '.*' before '.*'", "columns are found by their names: their order means nothing"),
    (r".*: 'SELECT' becomes 'SELECT DISTINCT'", "rows have keys, so none is there twice"),
    (r".*: 'JOIN' becomes 'CROSS JOIN'", "SQLite reads CROSS JOIN with ON as JOIN; PostgreSQL refuses it"),
    (r"(verzoeken|mutaties): 'JOIN' becomes 'LEFT JOIN'", "the JOIN after it drops the rows that have no partner"),
    (r"(vorderingen|termijnen|boekingen): 'JOIN' becomes 'LEFT JOIN'",
     "a NULL among the values of IN is equal to nothing, and every booking has its claim"),
    (r"(vorderingen|termijnen|boekingen): 'vorderingnr' becomes 'vorderingnr AS x'", "the name of a column within IN (…) means nothing"),
    (r"boekingen: 'b' becomes 'v'", "the JOIN makes b.vorderingnr and v.vorderingnr equal"),
]


def sql(binary):
    """How many mutants of statements there are, those that live, and those that are no mistake by reason."""
    count, killed, survivors, excused = 0, Counter(), [], Counter()
    citizens = [line.split(";")[0] for line in (DEMO / "burgers.csv").read_text().splitlines()[1:]]
    for mapping, form in (("heffingen", str), ("sociaal", int)):
        database = sqlite3.connect(":memory:")
        database.executescript((DEMO / f"{mapping}.sqlite.sql").read_text())
        bsns = [form(citizen) for citizen in citizens]
        path = TENANT / f"{mapping}.yaml"
        whole = path.read_text().splitlines()
        assert not refused(binary, mapping, {0: path.read_text()}), f"{mapping} itself is refused"
        for name, line, text, columns in statements(path):
            asked = bsns if ":bsn" in text else bsns[:1]
            right = answer(database, text, asked, columns)
            assert right is not None and any(right), f"{mapping}.{name} gives nothing"
            made = list(mutants(text))
            count += len(made)
            before, after = whole[:line - 1], whole[line - 1 + len(text.splitlines()):]
            indent = re.match(" *", whole[line - 1]).group()
            texts = [[indent + part for part in mutated.splitlines()] for _, _, mutated in made]
            codes = {}
            for start in range(0, len(made), BATCH):
                part = range(start, min(start + BATCH, len(made)))
                codes |= refused(binary, mapping, {number: "\n".join([*before, *texts[number], *after]) + "\n" for number in part})
            for number, (what, offset, mutated) in enumerate(made):
                if number in codes:
                    killed[f"by check, {codes[number]}"] += 1
                    continue
                given = answer(database, mutated, asked, columns)
                if given is None:
                    killed["by the database: no such statement or other columns"] += 1
                elif same(name, given, right):
                    reason = excuse(name, what)
                    if reason:
                        excused[reason] += 1
                    else:
                        survivors.append(f"mappings/voorbeeldstad/{mapping}.yaml:{line + offset}: {name}: {what}")
                else:
                    killed["by the rows of a citizen"] += 1
    return count, killed, survivors, excused


def same(name, given, right):
    """Whether the rows are the same; of the citizens of the whole table each counts once."""
    return [set(rows) for rows in given] == [set(rows) for rows in right] if name == "citizens" else given == right


def yaml():
    """The lines of the Swift trial that say what came of it, and whether it passed."""
    environment = dict(os.environ, BLAUWBRUG_MUTANTS="all", SWIFT_BACKTRACE="enable=no")
    done = subprocess.run(["swift", "test", "--explicit-target-dependency-import-check", "error", "--filter", "MutationTests"],
                          cwd=REPOSITORY, env=environment, capture_output=True, text=True)
    lines = [line for line in done.stdout.splitlines() if re.match(r"(mutants|no mistake|survivors?):", line)]
    return lines or [done.stderr[-500:]], done.returncode == 0 and any(line.startswith("mutants:") for line in lines)


def run(binary):
    """For prove.py: number of mutants, number of survivors, a sentence."""
    lines, passed = yaml()
    print("\n".join(lines))
    count, killed, survivors, excused = sql(binary)
    print(f"statements: {count} mutants; " + "; ".join(f"{number} {how}" for how, number in killed.items()))
    for reason, number in excused.items():
        print(f"no mistake: {number}: {reason}")
    for survivor in survivors:
        print(f"survivor: {survivor}")
    number = re.search(r"mutants: (\d+)", lines[0])
    total = (int(number.group(1)) if number else 0) + count
    return total, len(survivors) + (0 if passed else 1), f"{lines[0][:60]}…; statements: {count}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", default=str(REPOSITORY / ".build/debug/blauwbrug"))
    _, bad, _ = run(parser.parse_args().binary)
    sys.exit(1 if bad else 0)
