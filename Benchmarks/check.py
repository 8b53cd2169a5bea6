"""How long `blauwbrug check` takes over 350 mappings of realistic size: prints seconds and milliseconds per mapping.

The root is made of the two mappings of Voorbeeldstad, spread over seven tenants: each copy has other names of mappings, row sets, columns and
codes, some more events and longer code lists, so that no two files are alike and nothing can be kept from one to the next.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
EXAMPLE = REPOSITORY / "mappings/voorbeeldstad"
# Columns and row sets of the examples that are renamed in every copy; none of them is a word of the standard or of the language of mappings.
HEFFINGEN = ["aanslagen", "verzoeken", "mutaties", "standen", "dagtekening", "hoofd", "kosten", "termijn", "incasso", "wat", "storno", "geboekt"]
SOCIAAL = ["vorderingen", "termijnen", "boekingen", "vorderingnr", "hoofdsom", "besluitdatum", "kwijt_per", "kwijt_bedrag", "verzonden", "boeknr"]
GOAL = 1.0


def renamed(text, words, number):
    """The text with every one of the words ending in the number, comments left as they are."""
    pattern = re.compile(r"(?<![\w:-])(" + "|".join(words) + r")(?![\w-])")
    lines = []
    for line in text.splitlines():
        code, mark, comment = line.partition(" #")
        lines.append(pattern.sub(lambda match: f"{match[1]}_{number}", code) + mark + comment)
    return "\n".join(lines) + "\n"


def extra_events(number):
    """More events of a kind the mapping has already, as sources with many kinds of bookings need them."""
    return "".join(
        f"""  - event: BetalingVerwerkt
    each: mutaties
    case: aanslag
    given: credit
    when: {{ wat: X{extra}, credit: {{ sign: positive }} }}
    gebeurtenis_kenmerk: {{ text: "X{extra}-{{aanslag}}-{{volgnr}}" }}
    datumtijd_verwerkt: geboekt
    datumtijd_ontvangen: {{ first: [[valuta, midnight], geboekt] }}
    bedrag: credit
    betalingskenmerk: betalingskenmerk

"""
        for extra in range(number % 6)
    )


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def make(root, mappings):
    """A root with so many mappings; gives back their size in lines."""
    shutil.copytree(REPOSITORY / "mappings/standard", root / "mappings/standard")
    lines = 0
    for number in range(mappings):
        tenant = f"stad{number % 7}"
        name = "heffingen" if number % 2 == 0 else "sociaal"
        folder = root / "mappings" / tenant
        text = (EXAMPLE / f"{name}.yaml").read_text()
        if name == "heffingen":
            text = text.replace("  # A correction is signed", extra_events(number) + "  # A correction is signed", 1)
            text = text.replace("code: soort }", f"code: soort{number % 5} }}").replace("code: verzoek }", f"code: verzoek{number % 3} }}")
        text = renamed(text, HEFFINGEN if name == "heffingen" else SOCIAAL, number)
        # A code list keeps its name: its file is shared by the mappings of a tenant.
        text = text.replace(f"incasso_{number} }}", "incasso }").replace(f"code: incasso_{number}", "code: incasso")
        text = re.sub(r"^(mapping|source): \w+", rf"\1: {name}-{number}", text, flags=re.M)
        write(folder / f"{name}-{number}.yaml", text)
        write(root / "connectors/sources" / tenant / f"{name}-{number}.yaml", f"source: {name}-{number}\nkind: sqlite\n")
        lines += text.count("\n")
        shared = folder / "gemeente.yaml"
        if not shared.exists():
            shutil.copy(EXAMPLE / "gemeente.yaml", shared)
            for list_name, copies in (("soort", 5), ("verzoek", 3)):
                header, *codes = (EXAMPLE / f"codes/{list_name}.csv").read_text().splitlines()
                for copy in range(copies):
                    more = [f"{code.split(';')[0]}{again}{code[code.index(';'):]}" for again in range(copy * 8) for code in codes]
                    write(folder / f"codes/{list_name}{copy}.csv", "\n".join([header, *codes, *more]) + "\n")
    return lines


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--mappings", type=int, default=350)
    parser.add_argument("--keep", help="leave the root that was made in this folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(options.keep or folder)
        lines = make(root, options.mappings)
        times = []
        for _ in range(3):
            begin = time.monotonic()
            done = subprocess.run([Path(options.binary).resolve(), "check", "--root", root], capture_output=True, text=True)
            times.append(time.monotonic() - begin)
            if not done.stdout.startswith(f"{options.mappings} mappings"):
                print(done.stdout + done.stderr[:2000])
                sys.exit(1)
    seconds = sorted(times)[1]
    print(f"check: {options.mappings} mappings ({lines:,} lines) in {seconds:.2f} s, {1000 * seconds / options.mappings:.2f} ms each "
          f"(goal {GOAL:.0f} s: {'met' if seconds <= GOAL else 'missed'})")


main()
