"""Made-up citizens, dice that fall the same way every time, and the book in which is counted what each citizen owes."""


def passes_elfproef(bsn):
    return len(bsn) == 9 and bsn != "0" * 9 and sum(int(d) * w for d, w in zip(bsn, (9, 8, 7, 6, 5, 4, 3, 2, -1))) % 11 == 0


def bsns(first):
    """BSNs of the test range from a number on."""
    number = first
    while True:
        if passes_elfproef(f"{number:09d}"):
            yield f"{number:09d}"
        number += 1


class Dice:
    """The same throws on every machine and in every version of Python: numbers of Park and Miller."""

    def __init__(self, seed):
        self.state = seed % 2147483646 + 1

    def throw(self, sides):
        self.state = self.state * 16807 % 2147483647
        return self.state % sides

    def pick(self, options):
        return options[self.throw(len(options))]

    def cents(self, low, high):
        return low + self.throw(high - low)


class Book:
    """What each citizen's answer must come to in version 4.1.0 of the standard; None instead of figures: the source must fail."""

    COLUMNS = ["zaken", "gebeurtenissen", "verplicht", "vereffend", "achterstanden"]

    def __init__(self):
        self.who, self.figures = {}, {}

    def citizen(self, bsn, who):
        assert passes_elfproef(bsn) and bsn not in self.who and ";" not in who, bsn
        self.who[bsn] = who
        self.figures[bsn] = dict.fromkeys(self.COLUMNS, 0)
        return bsn

    def count(self, bsns, **more):
        for bsn in bsns:
            for name, number in more.items():
                self.figures[bsn][name] += number

    def fails(self, bsn):
        self.figures[bsn] = None

    def text(self):
        lines = [";".join(["bsn", *self.COLUMNS, "saldo", "wie"])]
        for bsn, who in self.who.items():
            figures = self.figures[bsn]
            cells = [""] * 6 if figures is None else [*figures.values(), figures["verplicht"] - figures["vereffend"]]
            lines.append(";".join(map(str, [bsn, *cells, who])))
        return "\n".join(lines) + "\n"
