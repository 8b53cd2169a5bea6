"""A whole installation in a temporary folder, run by the real binary: databases, certificates, secrets, settings, and clients for it."""

import base64
import http.client
import json
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
BSN = "999990019"
EFORM_OIN = "00000099000000001000"
KETEN_OIN = "00000099000000003000"
API_KEY = "voorbeeldstad-portaal"

# Binaries of Debian's PostgreSQL are not on PATH.
POSTGRES_BIN = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1] if Path("/usr/lib/postgresql").exists() else None


def run(*words, **options):
    """Runs a program to its end; what it printed when it fails is in the exception."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise RuntimeError(f"{words[0]} ended with {done.returncode}: {done.stderr}{done.stdout}")
    return done.stdout


class Certificates:
    """A throw-away authority and what it signed."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.authority = self.folder / "ca.pem"
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", self.folder / "ca.key",
            "-out", self.authority, "-days", "7", "-subj", "/O=Test/CN=Test CA", "-addext", "keyUsage=critical,keyCertSign,cRLSign")
        self.make("server", "/O=Test/CN=localhost", "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n")
        self.make("eform", f"/O=Test/serialNumber={EFORM_OIN}/CN=eform", "extendedKeyUsage=clientAuth\n")
        self.make("keten", f"/O=Test/serialNumber={KETEN_OIN}/CN=keten", "extendedKeyUsage=clientAuth\n")

    def make(self, name, subject, extensions):
        request, extension = self.folder / f"{name}.csr", self.folder / f"{name}.ext"
        extension.write_text(extensions)
        run("openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", self.key(name), "-out", request,
            "-subj", subject)
        run("openssl", "x509", "-req", "-in", request, "-CA", self.authority, "-CAkey", self.folder / "ca.key", "-CAcreateserial",
            "-days", "7", "-extfile", extension, "-out", self.certificate(name))
        return name

    def certificate(self, name):
        return self.folder / f"{name}.pem"

    def key(self, name):
        return self.folder / f"{name}.key"


class Postgres:
    """A PostgreSQL of our own: temporary folder, free port, unprivileged user when we are root."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="blauwbrug-pg-"))
        self.port = free_port()
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        self.folder.chmod(0o755)
        data = self.folder / "data"
        self.as_user(POSTGRES_BIN / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync")
        with open(data / "postgresql.conf", "a") as file:
            file.write(f"port = {self.port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '{self.folder}'\nfsync = off\n"
                       "log_statement = 'all'\nlog_destination = stderr\n")
        self.data = data
        self.start()

    def as_user(self, *words):
        if os.geteuid() == 0:
            words = ("setpriv", f"--reuid={self.user}", f"--regid={self.user}", "--init-groups", *words)
        return run(*words, cwd=str(self.folder))

    def start(self):
        self.as_user(POSTGRES_BIN / "pg_ctl", "-D", self.data, "-l", self.folder / "log", "-w", "-s", "start")

    def stop(self, mode="immediate"):
        self.as_user(POSTGRES_BIN / "pg_ctl", "-D", self.data, "-m", mode, "-w", "-s", "stop")

    def sql(self, text, database="postgres"):
        return run(POSTGRES_BIN / "psql", "-h", "127.0.0.1", "-p", self.port, "-U", "postgres", "-d", database, "-v", "ON_ERROR_STOP=1",
                   "-qAt", "-f", "-", input=text)

    def file(self, path, database="postgres"):
        return self.sql(Path(path).read_text(), database)

    def remove(self):
        try:
            self.stop()
        except RuntimeError:
            pass
        shutil.rmtree(self.folder, ignore_errors=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# What must never be written down: the citizens of the demonstration, some names, case numbers and amounts of theirs.
CANARIES = ["999990019", "999993653", "999991450", "999990032", "999990044", "012345672", "999990056", "999990068", "999990081", "999990093",
            "999994463", "Inwoner 10", "BEL-2025-0004711", "1000250004711001", "312.45", "2331.80", "233180", "Terugvordering bijstand"]
# The databases of each municipality: its sources, and the script that fills each, without its ending.
VOORBEELDSTAD = {"voorbeeldstad": {name: f"deploy/demo/{name}" for name in ("heffingen", "sociaal")}}
EXAMPLES = {
    "modelstad": {"ggm": "deploy/examples/modelstad/ggm"},
    "facturenstad": {name: f"deploy/examples/facturenstad/{name}" for name in ("sap", "invordering")},
}
# What was found all the same, by every house of a run.
leaks = []


class House:
    """One root folder and the program that serves it. When it is removed, all it wrote down is searched for canaries."""

    def __init__(self, binary, postgres=None, incomplete="refuse", limits="", client_certificates="optional", extra_callers="", tenants=None, suffix="",
                 vendors=("json", "soap"), known_as=()):
        """`vendors`: who is served; `known_as`: the names by which messages know the municipality, when there is one."""
        self.binary = str(Path(binary).resolve())
        self.folder = Path(tempfile.mkdtemp(prefix="blauwbrug-house-"))
        self.postgres, self.suffix = postgres, suffix
        self.vendors, self.known_as = vendors, known_as
        self.process = None
        self.errors = []
        # Further words for `serve`.
        self.arguments = []
        self.log = self.folder / "log.jsonl"
        (self.folder / "deploy").mkdir()
        (self.folder / "secrets").mkdir()
        (self.folder / "state").mkdir()
        for name in ("kenmerk", "pseudonym"):
            (self.folder / "secrets" / name).write_text(secrets.token_hex(32))
            (self.folder / "secrets" / name).chmod(0o600)
        self.tenants = tenants or VOORBEELDSTAD
        for part in ("mappings/standard", "connectors/vendors", *(
                f"{kind}/{tenant}" for kind in ("mappings", "connectors/sources") for tenant in self.tenants)):
            shutil.copytree(REPOSITORY / part, self.folder / part)
        self.certificates = Certificates(self.folder / "tls")
        served, spoken = ", ".join(self.tenants), ", ".join(vendors)
        soap = ", ".join(vendor for vendor in vendors if vendor != "json")
        self.use_postgres() if postgres else self.use_sqlite()
        self.settings = f"""\
listeners:
  service: {{ address: "127.0.0.1:0", certificate: tls/server.pem, key: tls/server.key, client_certificates: {client_certificates}, client_ca: tls/ca.pem }}
  local: {{ address: "127.0.0.1:0", certificate: tls/server.pem, key: tls/server.key, anonymous: true }}
admin: {{ address: "127.0.0.1:0" }}
secrets: secrets
journal: {{ folder: state/journal, pseudonym: {{ id: p1, secret: pseudonym }} }}
tenants:
{"".join(self.tenant_settings(tenant, incomplete) for tenant in self.tenants)}\
callers:
  eform: {{ oin: "{EFORM_OIN}", tenants: [{served}], vendors: [{soap}], questions: [schuldenoverzicht], assurance: midden }}
  keten: {{ oin: "{KETEN_OIN}", tenants: [{served}], vendors: [json], questions: [schuldenoverzicht], assurance: midden }}
  portaal: {{ key_sha256: "{sha256(API_KEY)}", tenants: [{served}], vendors: [json], questions: [schuldenoverzicht], assurance: midden }}
  lokaal: {{ anonymous: local, tenants: [{served}], vendors: [{spoken}], questions: [schuldenoverzicht], assurance: midden }}
{extra_callers}{limits}"""
        self.write_settings()

    def write_settings(self):
        (self.folder / "deploy/blauwbrug.yaml").write_text(self.settings)

    def tenant_settings(self, tenant, incomplete):
        sources = "".join(f"      {name}: {self.connection_settings(name)}\n" for name in self.tenants[tenant])
        known = f"    known_as: {json.dumps(list(self.known_as))}\n" if self.known_as else ""
        return f"""\
  {tenant}:
    kenmerk: {{ id: k1, secret: kenmerk }}
    vendors: [{", ".join(self.vendors)}]
{known}    incomplete: {incomplete}
    sources:
{sources}"""

    def connection_settings(self, name):
        if self.postgres:
            return f"{{ host: 127.0.0.1, port: {self.postgres.port}, database: {name}{self.suffix}, user: lezer, tls: disable }}"
        return f"{{ file: state/{name}.sqlite }}"

    def use_sqlite(self):
        for sources in self.tenants.values():
            for name, script in sources.items():
                with open(REPOSITORY / f"{script}.sqlite.sql") as file:
                    subprocess.run(["sqlite3", "-bail", str(self.folder / "state" / f"{name}.sqlite")], stdin=file, check=True)

    def use_postgres(self):
        for tenant, sources in self.tenants.items():
            for name in sources:
                path = self.folder / f"connectors/sources/{tenant}/{name}.yaml"
                path.write_text(path.read_text().replace("kind: sqlite", "kind: postgresql"))

    def start(self, wait=True):
        environment = dict(os.environ, SWIFT_BACKTRACE="enable=no")
        self.log_start = self.log.stat().st_size if self.log.exists() else 0
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen([self.binary, "serve", "--root", str(self.folder), *self.arguments], stdout=log, stderr=log, env=environment)
        if wait:
            self.wait_until_listening()
        return self

    def wait_until_listening(self, seconds=30):
        until = time.time() + seconds
        while time.time() < until:
            ports = {event["listener"]: event["port"] for event in self.events() if event.get("event") == "listening"}
            if {"service", "local", "admin"} <= ports.keys():
                self.port, self.local_port, self.admin_port = ports["service"], ports["local"], ports["admin"]
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise RuntimeError(f"the program does not listen: {self.log.read_text()}")

    def events(self):
        """The events of the log since the last start."""
        found = []
        for line in self.log.read_bytes()[self.log_start:].decode(errors="replace").splitlines():
            try:
                event = json.loads(line)
            except ValueError:
                continue
            found.append(event)
        return found

    def stop(self, number=signal.SIGTERM, seconds=40):
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(seconds)
        self.process = None
        return code

    def remove(self):
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        leaks.extend(self.leaked())
        shutil.rmtree(self.folder, ignore_errors=True)

    def leaked(self):
        """Every canary that stands in the log, the journal or the body of an error: which, and where."""
        written = {"log": self.log.read_text(errors="replace") if self.log.exists() else "", "errors": "\n".join(self.errors)}
        for folder in ("journal", "reconcile"):
            for path in sorted((self.folder / "state" / folder).rglob("*")):
                if path.is_file():
                    written[path.name] = path.read_text(errors="replace")
        found = []
        for place, text in written.items():
            for canary in CANARIES:
                forms = {canary, canary.lstrip("0"), canary.encode().hex(), base64.b64encode(canary.encode()).decode().rstrip("=")}
                # An amount backwards is a time of day in one record of sixty thousand.
                if "." not in canary:
                    forms.add(canary[::-1])
                # A hash is hexadecimal digits without end; what counts is a form that stands by itself.
                found += [f"{canary} in {place}" for form in forms if re.search(rf"(?<![0-9a-f]){re.escape(form)}(?![0-9a-f])", text)]
        return found

    def journal(self):
        """Every record on disk, in order."""
        records = []
        for path in sorted((self.folder / "state/journal").glob("journal-*.jsonl")):
            records += [json.loads(line) for line in path.read_text().splitlines()]
        return records

    # Clients.

    def context(self, certificate=None):
        context = ssl.create_default_context(cafile=str(self.certificates.authority))
        if certificate:
            context.load_cert_chain(self.certificates.certificate(certificate), self.certificates.key(certificate))
        return context

    def connection(self, certificate=None, port=None, timeout=30):
        return http.client.HTTPSConnection("localhost", port or self.port, context=self.context(certificate), timeout=timeout)

    def request(self, method, path, body=None, headers=None, certificate=None, port=None, key=API_KEY, timeout=30):
        """One request on a connection of its own: status, headers (lower case), body."""
        connection = self.connection(certificate, port, timeout)
        try:
            sent = dict(headers or {})
            if key:
                sent.setdefault("X-Api-Key", key)
            connection.request(method, path, body=body, headers=sent)
            answer = connection.getresponse()
            received = Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
            if received.status >= 400:
                self.errors.append(f"{received.headers} {received.text}")
            return received
        finally:
            connection.close()

    def ask_json(self, bsn=BSN, version=None, tenant=None, **options):
        """`tenant`: needed when the caller may ask of several."""
        question = {"bsn": bsn}
        if version:
            question["documentVersie"] = version
        return self.request("POST", f"/{tenant}/v1/schuldenoverzicht" if tenant else "/v1/schuldenoverzicht", json.dumps(question), {"Content-Type": "application/json"}, **options)

    def ask_soap(self, bsn=BSN, change=lambda text: text, headers=None, certificate="eform", **options):
        sample = (REPOSITORY / "deploy/demo/vraag.xml").read_text().replace(BSN, bsn)
        sent = {"Content-Type": "text/xml; charset=utf-8"}
        sent.update(headers or {})
        return self.request("POST", "/soap/schuldenoverzicht", change(sample).encode(), sent, certificate=certificate, key=None, **options)


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    @property
    def json(self):
        return json.loads(self.body)


def restyle(folder):
    """A copied tenant's house style says whose it is now."""
    style = folder / "document.yaml"
    style.write_text(re.sub(r"^document: .*$", f"document: {folder.name}", style.read_text(), flags=re.M))


def sha256(text):
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()
