"""The schemas that editors complete from: they take every file of the repository, refuse what the program refuses, and nothing else."""

import collections
import copy
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import jsonschema

import yamls

REPOSITORY = Path(__file__).resolve().parents[2]
BINARY = os.environ["BLAUWBRUG_BINARY"]
KINDS = ("mapping", "mapping-test", "source", "vendor", "standard", "citizen", "document", "settings")
MODELINE = re.compile(r"\A# yaml-language-server: \$schema=(\S+)\n")

# What a schema can say of a mistake. Whatever else is wrong is a matter between two places, or of SQL, or of another file.
EXPRESSED = {
    "FILE101", "FILE102", "FILE103", "FILE105", "MAP203", "MAP204", "MAP205", "MAP208", "MAP214", "MAP215", "MAP216", "MAP228", "MAP229",
    "MAP236", "STD101", "STD120", "CON400", "CON401", "CON405", "SRC500", "SRC501", "SET700", "TRU600", "TRU601", "TRU602", "TRU603",
    "SET725",
}
# Golden mistakes of such a code that a schema cannot see, for another file decides: what is missing may stand in an included one, the mapping
# names the row sets of its tests, a source its kind and its file. And an editor cannot tell digits without quotes from a number, nor
# reckon.
BEYOND = {"MAP203-no-organisation", "MAP203-oin-as-number", "FILE101-test-row-set", "FILE101-connection-file", "SRC501-name",
          "MAP228-blank", "FILE105-check-code", "SET725-proef"}


def program(*words, root):
    return subprocess.run([BINARY, *words, "--root", str(root)], capture_output=True, text=True)


def schemas(root):
    """A validator for each kind of file, of the standard in a root."""
    with tempfile.TemporaryDirectory() as folder:
        done = program("words", "--schemas", folder, root=root)
        assert done.returncode == 0, done.stderr
        return {kind: jsonschema.Draft7Validator(json.loads(Path(folder, f"{kind}.json").read_text())) for kind in KINDS}


def kind_of(path):
    """The kind of a file, by where it stands."""
    if "/standard/" in f"/{path}".lower():
        return "standard"
    if path.endswith(".test.yaml"):
        return "mapping-test"
    if path.endswith("connector.yaml"):
        return "vendor"
    if path.endswith("document.yaml"):
        return "document"
    if "connectors/sandbox/" in path:
        return "citizen"
    if "connectors/sources/" in path:
        return "source"
    return "settings" if path.endswith("blauwbrug.yaml") else "mapping"


def repository_files():
    """Every YAML file of the repository that people write, by its path."""
    listed = subprocess.run(["git", "-C", str(REPOSITORY), "ls-files", "*.yaml"], capture_output=True, text=True)
    paths = listed.stdout.split() or [str(path.relative_to(REPOSITORY)) for top in ("mappings", "connectors", "deploy", "Benchmarks")
                                      for path in (REPOSITORY / top).rglob("*.yaml")]
    # The settings of the benchmark are a form to fill in.
    return [path for path in paths if path != "Benchmarks/municipality/deploy/blauwbrug.yaml" and path.startswith(("mappings/", "connectors/", "deploy/", "Benchmarks/"))
            or path.startswith(("Tests/AdapterTests/Settings/", "Tests/MappingsTests/Standard/"))]


def parts(case):
    """The files of a golden case: each begins with a line `=== name`."""
    found = re.split(r"^=== (.*)\n", case.read_text(), flags=re.M)[1:]
    return dict(zip(found[::2], found[1::2]))


class Schemas(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.schemas = schemas(REPOSITORY)

    def refusals(self, kind, tree, schemas=None):
        return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in (schemas or self.schemas)[kind].iter_errors(tree)]

    def test_the_published_schemas_are_the_program_s(self):
        with tempfile.TemporaryDirectory() as folder:
            program("words", "--schemas", folder, root=REPOSITORY)
            self.assertEqual(sorted(path.name for path in Path(folder).iterdir()), sorted(f"{kind}.json" for kind in KINDS))
            for path in Path(folder).iterdir():
                self.assertEqual((REPOSITORY / "docs/schemas" / path.name).read_text(), path.read_text(), path.name)

    def test_they_are_schemas(self):
        for kind, validator in self.schemas.items():
            jsonschema.Draft7Validator.check_schema(validator.schema)
            for name, part in self.named_parts(validator.schema):
                # Whoever completes reads what it is.
                self.assertTrue(part.get("description"), f"{kind}: {name}")

    def named_parts(self, schema):
        for name, definition in schema["definitions"].items():
            for key, part in definition.get("properties", {}).items():
                if not name.startswith(("event", "expected-event")) or "if" not in definition:
                    if definition.get("type") == "object" and "allOf" not in definition:
                        yield f"{name}.{key}", part

    def test_every_example_is_one(self):
        for kind, validator in self.schemas.items():
            for name, part in self.named_parts(validator.schema):
                for example in part.get("examples", []):
                    inner = {"definitions": validator.schema["definitions"], "allOf": [part]}
                    self.assertEqual([], [error.message for error in jsonschema.Draft7Validator(inner).iter_errors(example)], f"{kind}: {name}")

    def test_they_take_every_file_of_the_repository(self):
        paths = repository_files()
        self.assertGreater(len(paths), 15)
        self.assertEqual({kind_of(path) for path in paths}, set(KINDS))
        for path in paths:
            text = (REPOSITORY / path).read_text()
            for loader in yamls.LOADERS:
                with self.subTest(path=path, loader=loader):
                    self.assertEqual([], self.refusals(kind_of(path), yamls.load(text, loader)))

    def test_the_files_name_their_schema(self):
        for path in repository_files():
            if path.startswith("Tests/"):
                continue
            found = MODELINE.match((REPOSITORY / path).read_text())
            self.assertTrue(found, f"{path} does not name its schema in its first line")
            self.assertEqual((REPOSITORY / path).parent.joinpath(found[1]).resolve(), REPOSITORY / f"docs/schemas/{kind_of(path)}.json", path)

    def golden(self):
        """The golden mistakes: name, code, kind of file, text, and the schemas of their standard."""
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(REPOSITORY / "Tests/MappingsTests/Standard", Path(folder) / "mappings/standard")
            small = schemas(folder)
        for case in sorted((REPOSITORY / "Tests/MappingsTests/Diagnostics").glob("*.case")):
            yield from self.mistakes(case.stem, parts(case), small)
        for case in sorted((REPOSITORY / "Tests/AdapterTests/Settings").glob("*.case")):
            yield from self.mistakes(case.stem, parts(case), self.schemas)
        for case in sorted((REPOSITORY / "Tests/ConnectorsTests/Diagnostics").iterdir()):
            files = {path.name: path.read_text() for path in case.iterdir() if path.is_file()}
            yield from self.mistakes(case.name, {**files, "expected": files["expected.txt"]}, self.schemas)

    def mistakes(self, name, files, schemas):
        for place, code in sorted(set(re.findall(r"^(\S+?):\d+:\d+: error\[([A-Z]+\d+)\]", files["expected"], flags=re.M))):
            path = next((path for path in files if place.endswith(path)), None)
            if path and path.endswith(".yaml"):
                yield name, code, kind_of(path), files[path], schemas

    def test_they_refuse_the_golden_callers(self):
        settings = yamls.load((REPOSITORY / "deploy/blauwbrug.yaml").read_text())
        refused = set()
        for path in (REPOSITORY / "Tests/TrustTests/callers").glob("TRU*.yaml"):
            tree = {**settings, **yamls.load(path.read_text())}
            if self.refusals("settings", tree):
                refused.add(path.stem)
        self.assertEqual(refused, {code for code in EXPRESSED if code.startswith("TRU")})

    def test_they_refuse_the_golden_mistakes(self):
        told, silent = collections.Counter(), []
        for name, code, kind, text, schemas in self.golden():
            try:
                tree = yamls.load(text)
            except Exception:
                continue  # no YAML at all
            if self.refusals(kind, tree, schemas):
                told[code] += 1
            elif code in EXPRESSED and name not in BEYOND:
                silent.append(f"{name}: {code}")
        self.assertEqual([], silent)
        here = {code for code in EXPRESSED if not code.startswith(("TRU", "STD101", "SRC"))}
        self.assertEqual(here - set(told), set(), "no golden mistake shows that the schema says so")

    def test_program_and_schemas_agree_on_every_key(self):
        """Each kind of place in each kind of file is spoilt in turn; what one refuses for its shape, the other must refuse."""
        with tempfile.TemporaryDirectory() as folder:
            for top in ("mappings", "connectors", "deploy"):
                shutil.copytree(REPOSITORY / top, Path(folder) / top)
            spoilt = 0
            for path in repository_files():
                if not path.startswith(("mappings/", "connectors/", "deploy/blauwbrug.yaml")):
                    continue
                file = Path(folder) / path
                whole = file.read_text()
                for place, tree in spoiled(yamls.load(whole, "as written"), path):
                    spoilt += 1
                    file.write_text(yamls.dump(tree))
                    done = program("test" if path.endswith(".test.yaml") else "check", root=folder)
                    by_schema = self.refusals(kind_of(path), tree)
                    by_program = re.search(rf"^{re.escape(path)}:\S+ error\[FILE10[1235]\]", done.stderr, flags=re.M)
                    with self.subTest(path=path, place=place):
                        # `check` does not connect, so it leaves connections unread.
                        if by_schema and "sources" not in place:
                            self.assertNotEqual(done.returncode, 0, f"only the schema refuses: {by_schema}")
                        if by_program and not by_schema and not self.is_beyond(path, place):
                            self.fail(f"only the program refuses: {done.stderr}")
                file.write_text(whole)
            self.assertGreater(spoilt, 300)

    def is_beyond(self, path, place):
        """Whether another file decides what may stand there, or what else stands there."""
        if path.endswith(".test.yaml"):
            return "rows" in place  # the mapping names the row sets and the columns
        if kind_of(path) == "standard":
            # A difference writes what it changes; a total or an origin still needs its type.
            return "4.1.0" in path or place[-2:] == ("-", "type")
        return False


SEEN = collections.Counter()
# Whose keys are names of the author's.
NAMED = {"rows", "columns", "codes", "objects", "fields", "events", "missing", "listeners", "tenants", "callers", "sources", "prefixes", "headers"}


def spoiled(tree, path, place=()):
    """Copies of a tree, each with one thing wrong: a key too many, a key too few, another shape. Alike places are done once."""

    def with_change(change):
        root = copy.deepcopy(tree)
        change(root)
        return root

    def at(root, place):
        for step in place:
            root = root[step]
        return root

    def walk(node, place):
        names = ["*" if isinstance(step, int) or number and place[number - 1] in NAMED else step for number, step in enumerate(place)]
        alike = (kind_of(path), *names[-3:])
        SEEN[alike] += 1
        if place and SEEN[alike] > 1:
            return
        if isinstance(node, dict):
            yield (*place, "+"), with_change(lambda root: at(root, place).__setitem__("zzz", "x"))
            for key in node if place[-1:] not in [(name,) for name in NAMED] else ():
                yield (*place, "-", key), with_change(lambda root: at(root, place).pop(key))
        if place:
            for other in ([["x"]],) if isinstance(node, dict) else ("x",) if isinstance(node, list) else ({"zzz": "x"}, True):
                if other is not node:
                    yield (*place, type(other).__name__), with_change(lambda root: at(root, place[:-1]).__setitem__(place[-1], other))
        for step, inner in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
            yield from walk(inner, (*place, step))

    yield from walk(tree, place)


if __name__ == "__main__":
    unittest.main()
