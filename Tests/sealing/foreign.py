"""What programs say of a document that nobody here wrote. Each gives what is wrong: an empty list when nothing is."""

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import page
from joserfc import jws
from joserfc.jwk import ECKey, RSAKey
from jwcrypto import jwk as other_jwk
from jwcrypto import jws as other_jws
from pikepdf import Pdf

BIN = Path(sys.executable).parent
# outloud judges by the look of words as well. One of its rules is wrong about ours: words that come back under each case at the top of a page
# (`Zo betaalt u`) are no running header.
OUTLOUD_SKIPPED = ["PAG-001"]


def run(*words, **options):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, errors="replace", **options)


def archival(path):
    """PDF/A-3a and PDF/UA-1."""
    found = []
    for profile in ("3a", "ua1"):
        result = page.validate_pdf(str(path), profile=profile)
        found += [f"{profile} {failure.rule_id} {failure.message}" for failure in result.failures]
        if not result.is_compliant and not result.failures:
            found.append(f"{profile}: not compliant")
    return found


def accessible(path):
    done = run(BIN / "outloud", "--no-info", *(word for rule in OUTLOUD_SKIPPED for word in ("--skip", rule)), path)
    found = [] if done.returncode == 0 else [line for line in done.stdout.splitlines() if "ERROR" in line] or [done.stdout + done.stderr]
    done = run(BIN / "pdfua", "check", path)
    return found + ([] if done.returncode == 0 and "errors=0" in done.stdout else [done.stdout + done.stderr])


def sealed(path, office):
    """PAdES by pyHanko, as ETSI EN 319 102-1 has it: revocation lists are fetched, time stamps judged."""
    trust = ["--trust", office.folder / "root.pem", "--trust-replace"]
    done = run(BIN / "pyhanko", "sign", "adesverify", "--pretty-print", *trust, path)
    said = done.stdout + done.stderr
    return [] if done.returncode == 0 and "VALID" in said and "INVALID" not in said else [said]


def poppler(path, store):
    said = run("pdfsig", "-nssdir", f"sql:{store}", path).stdout
    return [wanted for wanted in ("Signature is Valid", "Certificate is Trusted", "Total document signed") if wanted not in said]


def unchanged(path):
    """mutool does not know our root; what it says about change is what is asked of it."""
    said = run("mutool", "sign", "-v", path).stdout
    return [] if "The document is unchanged since signing." in said else [said]


def well_formed(path):
    done = run("qpdf", "--check", path)
    return [] if done.returncode == 0 else [done.stdout + done.stderr]


def cut(data):
    """The CMS and what it signs, cut out as the file itself says."""
    first, length, last, rest = map(int, re.search(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)", data).groups())
    raw = bytes.fromhex(data[first + length + 1:last - 1].decode())
    # The room that is left behind it is zeros: how long it is stands in its own head.
    digits = raw[1] & 0x7F
    raw = raw[:2 + digits + int.from_bytes(raw[2:2 + digits], "big")]
    return raw, data[first:first + length] + data[last:last + rest]


def cms(path, folder, root):
    signature, signed = cut(path.read_bytes())
    (folder / "x.cms").write_bytes(signature)
    (folder / "x.dat").write_bytes(signed)
    done = run("openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", folder / "x.cms", "-content", folder / "x.dat", "-CAfile",
               root, "-purpose", "any", "-out", "/dev/null")
    return [] if done.returncode == 0 else [done.stderr]


def attachments(path, folder):
    """Name → bytes, by poppler."""
    names = re.findall(r"^\d+: (.+)$", run("pdfdetach", "-list", path).stdout, re.M)
    found = {}
    for number, name in enumerate(names, 1):
        target = folder / f"attachment-{number}"
        run("pdfdetach", "-save", number, "-o", target, path)
        found[name] = target.read_bytes()
    return found


def compact(token, certificate, payload):
    """The JWS by two libraries; the payload byte for byte."""
    found = []
    pem = certificate.public_key().public_bytes(*_pem())
    key = (ECKey if certificate.public_key().__class__.__name__.startswith("EC") else RSAKey).import_key(pem)
    text = token.decode()
    # It knows the members of RFC 7515; `iat` and those of the maker are others.
    registry = jws.JWSRegistry(algorithms=["ES256", "RS256"], strict_check_header=False)
    # The chain stands in the header: longer than what joserfc takes by itself.
    registry.max_header_length = 16_384
    try:
        heard = jws.deserialize_compact(text, key, registry=registry)
        if heard.payload != payload:
            found.append("joserfc: another payload")
    except Exception as error:  # Whatever it is, the signature was not taken.
        found.append(f"joserfc: {error!r}")
    try:
        other = other_jws.JWS()
        other.deserialize(text)
        other.verify(other_jwk.JWK.from_pem(pem))
        if other.payload != payload:
            found.append("jwcrypto: another payload")
    except Exception as error:
        found.append(f"jwcrypto: {error!r}")
    return found


def _pem():
    from cryptography.hazmat.primitives import serialization

    return serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo


def code(path, folder):
    """What the QR codes on the pages say."""
    said = []
    pages = len(Pdf.open(io.BytesIO(path.read_bytes())).pages)
    for number in range(max(1, pages - 2), pages + 1):
        run("pdftoppm", "-r", "120", "-f", number, "-l", number, "-png", "-singlefile", path, folder / f"page-{number}")
        said += run("zbarimg", "--quiet", "--raw", folder / f"page-{number}.png").stdout.splitlines()
    return said


def text(path):
    return " ".join(run("pdftotext", "-layout", path, "-").stdout.replace("\u00a0", " ").split())


def header(token):
    import base64

    part = token.split(b".")[0]
    return json.loads(base64.urlsafe_b64decode(part + b"=" * (-len(part) % 4)))
