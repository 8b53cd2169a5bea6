"""Tables that are described once and written for SQLite and for PostgreSQL: what deploy/demo and deploy/examples make their databases of.

Amounts are whole cents and dates ISO texts; a column's kind knows how each database stores it, warts included.
"""


def quoted(text):
    return "'" + str(text).replace("'", "''") + "'"


def euros(cents):
    return ("-" if cents < 0 else "") + f"{abs(cents) // 100}.{abs(cents) % 100:02d}"


def comma(cents):
    """1.234,50: as a screen shows it, and as some systems store it."""
    if isinstance(cents, str):
        return cents  # a text that is deliberately wrong
    return f"{cents // 100:,}".replace(",", ".") + f",{cents % 100:02d}"


def compact(date):
    return int(date.replace("-", "")) if isinstance(date, str) else date


def dutch(date):
    return "-".join(reversed(date.split("-")))


# kind: (SQLite type, PostgreSQL type, how a value is written in SQLite, and in PostgreSQL). Never REAL: SQLite amounts are text or whole
# cents.
KINDS = {
    "integer": ("INTEGER", "integer", str, str),
    "bigint": ("INTEGER", "bigint", str, str),
    "text": ("TEXT", "varchar(80)", quoted, quoted),
    "bsn": ("CHAR(9)", "char(9)", quoted, quoted),
    "bsn_number": ("INTEGER", "numeric(9,0)", lambda b: str(int(b)), lambda b: str(int(b))),
    "money": ("TEXT", "numeric(10,2)", lambda c: quoted(euros(c)), euros),
    "cents": ("INTEGER", "integer", str, str),
    "comma": ("TEXT", "varchar(14)", lambda c: quoted(comma(c)), lambda c: quoted(comma(c))),
    "date": ("TEXT", "date", quoted, quoted),
    "yyyymmdd": ("INTEGER", "integer", lambda d: str(compact(d)), lambda d: str(compact(d))),
    "dd-mm-yyyy": ("TEXT", "char(10)", lambda d: quoted(dutch(d)), lambda d: quoted(dutch(d))),
    "local": ("TEXT", "timestamp", quoted, quoted),
    "zoned": ("TEXT", "timestamptz", quoted, quoted),
    "boolean": ("INTEGER", "boolean", lambda b: "1" if b else "0", lambda b: "true" if b else "false"),
}


def kind_of(kind):
    if kind.startswith("char("):  # padded with blanks to its full width, also where the database would not do it
        width = int(kind[5:-1])
        return (f"CHAR({width})", kind, lambda t: quoted(str(t).ljust(width)), lambda t: quoted(str(t).ljust(width)))
    return KINDS[kind]


class Table:
    def __init__(self, name, key, indexes, columns, references=None):
        """`references` says per column which "table (column)" it refers to."""
        self.name, self.key, self.indexes, self.columns, self.rows = name, key, indexes, columns, []
        self.references = references or {}

    def add(self, **row):
        assert set(row) <= set(self.columns), set(row) - set(self.columns)
        self.rows.append(row)
        return row

    def sql(self, dialect):
        at = 0 if dialect == "sqlite" else 1
        lines = []
        for name, kind in self.columns.items():
            need = "" if kind.endswith("?") else " NOT NULL"
            lines.append(f"  {name} {kind_of(kind.rstrip('?'))[at]}{need}")
        lines.append(f"  PRIMARY KEY ({self.key})")
        lines += [f"  FOREIGN KEY ({column}) REFERENCES {target}" for column, target in self.references.items()]
        yield f"CREATE TABLE {self.name} (\n" + ",\n".join(lines) + "\n);"
        for index in self.indexes:
            yield f"CREATE INDEX {self.name}_{index} ON {self.name} ({index});"
        if not self.rows:
            return
        tuples = []
        for row in self.rows:
            cells = []
            for name, kind in self.columns.items():
                value = row.get(name)
                assert value is not None or kind.endswith("?"), (self.name, name)
                cells.append("NULL" if value is None else kind_of(kind.rstrip("?"))[2 + at](value))
            tuples.append("(" + ", ".join(cells) + ")")
        yield f"INSERT INTO {self.name} VALUES\n" + ",\n".join(tuples) + ";"
