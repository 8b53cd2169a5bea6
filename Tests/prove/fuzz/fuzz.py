"""libFuzzer over the YAML reader and the mapping compiler: no crash, no hang over a second.

    python3 Tests/prove/fuzz/fuzz.py --seconds 60

Builds the four rooms a mapping needs with `swiftc -sanitize=fuzzer` into a folder of its own: a fuzzer brings its own main, which SwiftPM's
products do not expect. The corpus is the repository's mappings and the golden wrong files. What it finds is kept in state/fuzz and printed.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[2]
ROOMS = ["Core", "Syntax", "Standard", "Mappings"]
FEATURES = ["ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility"]


def build(folder):
    """The fuzzer, or the compiler's complaint."""
    sources = REPOSITORY / "Sources"
    flags = ["-O", "-wmo", "-parse-as-library", "-sanitize=fuzzer", "-swift-version", "6", "-package-name", "blauwbrug", "-I", str(folder)]
    for feature in FEATURES:
        flags += ["-enable-upcoming-feature", feature]
    for library in ("COpenSSL", "CLibXML2", "CLibYAML"):
        flags += ["-I", str(sources / library)]
    for option in subprocess.run(["pkg-config", "--cflags", "libxml-2.0", "yaml-0.1", "libcrypto"], capture_output=True, text=True).stdout.split():
        flags += ["-Xcc", option]
    for room in ROOMS:
        files = sorted(str(file) for file in (sources / room).rglob("*.swift"))
        compile_ = ["swiftc", *flags, "-module-name", room, "-emit-module", "-emit-module-path", str(folder / f"{room}.swiftmodule"),
                    "-emit-object", "-o", str(folder / f"{room}.o"), *files]
        done = subprocess.run(compile_, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(done.stderr[-2000:])
    fuzzer = folder / "mapping-fuzz"
    link = ["swiftc", *flags, "-module-name", "MappingFuzz", "-o", str(fuzzer), str(HERE / "MappingFuzz.swift"),
            *(str(folder / f"{room}.o") for room in ROOMS), "-lxml2", "-lyaml", "-lcrypto"]
    done = subprocess.run(link, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return fuzzer


def corpus(folder):
    """Each mapping with its includes, code files and cases, and each golden wrong file."""
    folder.mkdir()
    for number, golden in enumerate(sorted((REPOSITORY / "Tests/MappingsTests/Diagnostics").glob("*.case"))):
        (folder / f"golden-{number:03}").write_text(re.split(r"^=== expected$", golden.read_text(), flags=re.M)[0])
    for tenant in sorted(path for path in (REPOSITORY / "mappings").iterdir() if path.is_dir() and path.name != "standard"):
        shared = "".join(f"=== {path.relative_to(tenant)}\n{path.read_text()}" for path in sorted(tenant.rglob("*.csv")))
        for path in sorted(tenant.glob("*.yaml")):
            if not re.search(r"^mapping:", path.read_text(), re.M):
                shared += f"=== {path.name}\n{path.read_text()}"
        for path in sorted(tenant.glob("*.yaml")):
            if re.search(r"^mapping:", path.read_text(), re.M):
                cases = tenant / f"{path.stem}.test.yaml"
                tests = f"=== mapping.test.yaml\n{cases.read_text()}" if cases.exists() else ""
                (folder / f"{tenant.name}-{path.stem}").write_text(f"=== mapping.yaml\n{path.read_text()}{shared}{tests}")


def dictionary(path):
    """Words of the language, so that mutations mean something."""
    words = set()
    for file in (REPOSITORY / "mappings").rglob("*.yaml"):
        words |= set(re.findall(r"[A-Za-z_][A-Za-z_-]{2,29}", file.read_text()))
    signs = [": ", "- ", "{ ", " }", "[", "]", "?", "|\\x0a", "\\x0a  ", "\\\"", "&a ", "*a", "!!x ", "=== ", ":bsn", "\\xc3\\xa9"]
    path.write_text("".join(f'"{word}"\n' for word in sorted(words) + signs))


def run(seconds):
    """The number of inputs tried, what was found, and the last lines of the fuzzer."""
    kept = REPOSITORY / "state/fuzz"
    kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fuzzer = build(folder)
        corpus(folder / "corpus")
        dictionary(folder / "words")
        standards = sorted((REPOSITORY / "mappings/standard").glob("*.yaml"))
        (folder / "standard").write_text("".join(f"=== {path.name}\n{path.read_text()}" for path in standards))
        before = set(kept.iterdir())
        done = subprocess.run(
            [str(fuzzer), "-timeout=1", f"-max_total_time={seconds}", "-max_len=65536", "-rss_limit_mb=2048", f"-dict={folder / 'words'}",
             f"-artifact_prefix={kept}/", "-print_final_stats=1", str(folder / "corpus")],
            env=dict(os.environ, FUZZ_STANDARD=str(folder / "standard"), SWIFT_BACKTRACE="enable=no"), stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, errors="replace")
        tried = re.search(r"number_of_executed_units:\s*(\d+)", done.stdout)
        found = sorted(str(path.relative_to(REPOSITORY)) for path in set(kept.iterdir()) - before)
        count = int(tried.group(1)) if tried else 0
        return count, found, done.returncode, done.stdout[-1500:]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=60)
    count, found, code, tail = run(parser.parse_args().seconds)
    print(f"libFuzzer: {count} inputs, {len(found)} crashes or hangs over a second")
    if code or found or not count:
        print("\n".join(found) + "\n" + tail)
        sys.exit(1)


if __name__ == "__main__":
    main()
