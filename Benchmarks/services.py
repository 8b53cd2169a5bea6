"""Starts and stops what the benchmark needs: PostgreSQL with the generated municipality, nginx, throw-away certificates, blauwbrug."""

import glob
import http.client
import os
import pathlib
import secrets
import shutil
import signal
import socket
import subprocess
import time

HERE = pathlib.Path(__file__).resolve().parent


class Failed(Exception):
    """Something the benchmark needs is not there or does not work; says what."""


class Wrong(Failed):
    """An answer was wrong, or there was none."""


def run(*command, **options):
    """Runs a program to its end; its output is shown only when it fails."""
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if done.returncode != 0:
        raise Failed(f"{command[0]} failed:\n{done.stdout}")
    return done.stdout


def need(program, package):
    path = shutil.which(program)
    if path is None:
        raise Failed(f"'{program}' is missing: apt-get install {package}")
    return path


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def stop(process):
    """Ends one process of ours and waits for it."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class PostgreSQL:
    """A server of our own on a unix socket in a temporary folder. It runs as the user postgres when we are root, which it refuses to be."""

    # fsync is off because loading would wait for it; the benchmark itself only reads, so it changes no figure.
    SETTINGS = {
        "shared_buffers": "1GB", "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_wal_size": "8GB",
        "autovacuum": "off", "checkpoint_timeout": "1h", "max_connections": "100", "listen_addresses": "", "jit": "off",
    }

    PROGRAMS = ("initdb", "postgres", "pg_isready", "psql", "createdb")

    def __init__(self, folder):
        self.folder, self.port = pathlib.Path(folder), 5432
        # Debian keeps the server's programs out of the path, one folder per version.
        places = sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True) + os.environ.get("PATH", "").split(":")
        self.bin = next((pathlib.Path(place) for place in places if all(os.path.exists(f"{place}/{name}") for name in self.PROGRAMS)), None)
        if self.bin is None:
            raise Failed("a PostgreSQL server is missing: apt-get install postgresql")
        self.user = "postgres" if os.getuid() == 0 else None
        self.folder.mkdir()
        if self.user:
            shutil.chown(self.folder, self.user)
        data = self.folder / "data"
        run(self.bin / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8",
            user=self.user, cwd=self.folder)
        settings = [part for key, value in self.SETTINGS.items() for part in ("-c", f"{key}={value}")]
        self.log = open(self.folder.parent / "postgresql.log", "wb")
        self.process = subprocess.Popen(
            [self.bin / "postgres", "-D", data, "-k", self.folder, "-p", str(self.port), *settings],
            stdout=self.log, stderr=self.log, user=self.user, cwd=self.folder)
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise

    def _wait(self):
        for _ in range(600):
            if subprocess.run([self.bin / "pg_isready", "-q", "-h", self.folder, "-p", str(self.port)]).returncode == 0:
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise Failed(f"PostgreSQL did not start; see {self.log.name}")

    def environment(self, user="postgres"):
        return {**os.environ, "PGHOST": str(self.folder), "PGPORT": str(self.port), "PGUSER": user, "PGDATABASE": "gemeente"}

    def load(self, citizens):
        run(self.bin / "createdb", "gemeente", env=self.environment())
        run(self.bin / "psql", "-q", "-X", "-v", f"citizens={citizens}", "-f", HERE / "municipality/generate.sql", env=self.environment())
        self.query("CHECKPOINT")  # now, not during a round
        # A role that can only read: what an installation should have.
        self.query("CREATE ROLE blauwbrug LOGIN; GRANT USAGE ON SCHEMA heffing, sociaal TO blauwbrug;"
                   "GRANT SELECT ON ALL TABLES IN SCHEMA heffing, sociaal TO blauwbrug")

    def query(self, sql):
        """Rows as lists of text."""
        text = run(self.bin / "psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-F", "\x1f", "-c", sql, env=self.environment())
        return [line.split("\x1f") for line in text.splitlines()]

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # "fast": ends sessions, then itself
            self.process.wait(60)
        self.log.close()


def certificates(folder):
    """A throw-away authority and a certificate for 127.0.0.1, both P-256."""
    folder = pathlib.Path(folder)
    folder.mkdir()
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    (folder / "server.ext").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n")
    run("openssl", "req", "-x509", *curve, "-keyout", folder / "ca.key", "-out", folder / "ca.pem", "-days", "2",
        "-subj", "/CN=Benchmark CA", "-addext", "keyUsage=critical,keyCertSign,cRLSign")
    run("openssl", "req", *curve, "-keyout", folder / "server.key", "-out", folder / "server.csr", "-subj", "/CN=localhost")
    run("openssl", "x509", "-req", "-in", folder / "server.csr", "-CA", folder / "ca.pem", "-CAkey", folder / "ca.key", "-CAcreateserial",
        "-days", "2", "-extfile", folder / "server.ext", "-out", folder / "server.pem")
    return folder


class Nginx:
    """Serves static bodies over TLS with one worker per core: what the network and the cipher alone cost."""

    def __init__(self, folder, tls, bodies, workers):
        folder, self.port = pathlib.Path(folder), free_port()
        folder.mkdir()
        for name, body in bodies.items():
            (folder / name).write_bytes(body)
        folder.chmod(0o755)
        (folder / "nginx.conf").write_text(f"""
            {"user root;" if os.getuid() == 0 else ""}
            daemon off; worker_processes {workers}; pid {folder}/pid; error_log {folder}/error.log;
            events {{ worker_connections 1024; }}
            http {{
              access_log off; sendfile on; keepalive_requests 1000000000; default_type application/json;
              client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3; uwsgi_temp_path {folder}/t4;
              scgi_temp_path {folder}/t5;
              server {{
                listen 127.0.0.1:{self.port} ssl; root {folder};
                ssl_certificate {tls}/server.pem; ssl_certificate_key {tls}/server.key; ssl_protocols TLSv1.2 TLSv1.3;
              }}
            }}""")
        self.process = subprocess.Popen(
            [need("nginx", "nginx-light"), "-c", folder / "nginx.conf", "-p", folder], stderr=subprocess.DEVNULL)
        try:
            wait_for_port(self.port, self.process, "nginx", folder / "error.log")
        except Failed:
            stop(self.process)
            raise


def wait_for_port(port, process, name, log, patience=20.0):
    """Seconds until something listens on a port of loopback."""
    begin = time.monotonic()
    while time.monotonic() - begin < patience:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return time.monotonic() - begin
        if process.poll() is not None:
            break
        time.sleep(0.0005)
    raise Failed(f"{name} does not listen; see {log}")


class Blauwbrug:
    """The release binary on a root of its own: our municipality, the repository's standard and vendors, fresh keys."""

    def __init__(self, binary, folder, repository, tls, postgres, state=None):
        self.binary, self.folder = binary, pathlib.Path(folder)
        shutil.copytree(HERE / "municipality", self.folder)
        (self.folder / "mappings/standard").symlink_to(repository / "mappings/standard")
        (self.folder / "connectors/vendors").symlink_to(repository / "connectors/vendors")
        (self.folder / "tls").symlink_to(tls)
        (self.folder / "secrets").mkdir(mode=0o700)
        for name in ("kenmerk", "pseudonym"):
            (self.folder / "secrets" / name).write_text(secrets.token_hex(32))
            (self.folder / "secrets" / name).chmod(0o600)
        self.state = pathlib.Path(state or self.folder / "state")
        self.port, self.admin = free_port(), free_port()
        vendors = ", ".join(sorted(vendor.name for vendor in (repository / "connectors/vendors").iterdir()))
        settings = self.folder / "deploy/blauwbrug.yaml"
        text = settings.read_text()
        for word, value in (("PORT", self.port), ("ADMIN", self.admin), ("STATE", self.state), ("SOCKET", postgres.folder),
                            ("PGPORT", postgres.port), ("VENDORS", vendors)):
            text = text.replace(f"@{word}@", str(value))
        settings.write_text(text)
        self.process = None

    def start(self):
        """Starts it; seconds until it listens and until it is ready."""
        self.log = open(self.folder / "blauwbrug.log", "ab")
        begin = time.monotonic()
        self.process = subprocess.Popen([self.binary, "serve", "--root", self.folder], stdout=self.log, stderr=self.log)
        wait_for_port(self.port, self.process, "blauwbrug", self.log.name)
        listening = time.monotonic() - begin
        while time.monotonic() - begin < 20:
            connection = http.client.HTTPConnection("127.0.0.1", self.admin, timeout=5)
            try:
                connection.request("GET", "/readyz")
                if connection.getresponse().status == 200:
                    return listening, time.monotonic() - begin
            except OSError:
                pass
            finally:
                connection.close()
            time.sleep(0.001)
        raise Failed(f"blauwbrug does not become ready; see {self.log.name}")

    def stop(self):
        if self.process:
            stop(self.process)
            self.log.close()
            self.process = None
