"""What the tests share: one PostgreSQL and two houses with the same citizens, one on SQLite and one on PostgreSQL."""

import atexit
import csv
import os

import house

BINARY = os.environ["BLAUWBRUG_BINARY"]
_made = {}
atexit.register(lambda: remove())


def postgres():
    if "postgres" not in _made:
        server = house.Postgres()
        server.sql("CREATE ROLE lezer LOGIN; GRANT pg_read_all_data TO lezer;")
        for sources in (house.VOORBEELDSTAD | house.EXAMPLES).values():
            for name, script in sources.items():
                server.sql(f"CREATE DATABASE {name}")
                server.file(house.REPOSITORY / f"{script}.postgresql.sql", name)
        _made["postgres"] = server
    return _made["postgres"]


def house_named(name, **options):
    """A house that lives until the end of the run; not started yet."""
    if name not in _made:
        made = house.House(BINARY, **options)
        _made[name] = made
    return _made[name]


def sqlite_house():
    made = house_named("sqlite")
    return made if made.process else made.start()


def postgres_house():
    made = house_named("postgres-house", postgres=postgres())
    if not made.process:
        # The same key, so that kenmerken the sources lack are the same in both houses.
        (made.folder / "secrets/kenmerk").write_text((sqlite_house().folder / "secrets/kenmerk").read_text())
        made.start()
    return made


def example_houses():
    """The example municipalities on each kind of database, with the same key of kenmerken."""
    first = house_named("examples", tenants=house.EXAMPLES)
    second = house_named("examples-postgres", tenants=house.EXAMPLES, postgres=postgres())
    for made in (first, second):
        if not made.process:
            (made.folder / "secrets/kenmerk").write_text("the same key in both houses, of 32 bytes")
            made.start()
    return [("sqlite", first), ("postgresql", second)]


def remove():
    """Ends and removes everything that was shared."""
    for made in reversed(_made.values()):
        made.remove()
    _made.clear()


def citizens(folder="deploy/demo"):
    """What a municipality's own list says of each citizen; empty numbers: the source must fail."""
    with open(house.REPOSITORY / folder / "burgers.csv") as file:
        return list(csv.DictReader(file, delimiter=";"))
