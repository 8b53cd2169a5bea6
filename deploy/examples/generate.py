#!/usr/bin/env python3
"""Writes the databases of the example municipalities Modelstad and Facturenstad: the same rows for SQLite and for PostgreSQL.

    python3 deploy/examples/generate.py            # rewrites *.sql and burgers.csv in the folders beside this file
    python3 deploy/examples/generate.py --check    # says whether they are what it would write; exit code 1 when not

Everything is made up. Each municipality is described in a file of its own; what its citizens owe is counted there from the description
and not by the mappings, and burgers.csv says it: tests compare with that.
"""

import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "demo"))

import facturenstad  # noqa: E402
import modelstad  # noqa: E402


def script(tenant, name, dialect, tables):
    database = "SQLite" if dialect == "sqlite" else "PostgreSQL"
    load = f"sqlite3 {name}.sqlite < {name}.sqlite.sql" if dialect == "sqlite" else f"psql -d {name} -f {name}.postgresql.sql"
    yield f"-- {tenant.NAME}: made-up rows for {database}. Written by deploy/examples/generate.py; change that and run it again."
    yield f"--   {load}"
    yield "BEGIN;"
    for table in tables:
        yield from table.sql(dialect)
    yield "COMMIT;"
    if dialect == "postgresql":
        yield "ANALYZE;"


def files():
    for tenant in (modelstad, facturenstad):
        folder = tenant.__name__
        for name, tables in tenant.DATABASES.items():
            for dialect in ("sqlite", "postgresql"):
                yield f"{folder}/{name}.{dialect}.sql", "\n".join(script(tenant, name, dialect, tables)) + "\n"
        yield f"{folder}/burgers.csv", tenant.BOOK.text()


def main():
    stale = []
    for name, text in files():
        path = HERE / name
        if path.exists() and path.read_text() == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.write_text(text)
    for name in stale:
        print(("out of date: " if "--check" in sys.argv else "wrote ") + name)
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
