"""A whole installation that seals: the house of the black-box tests with seal settings."""

import json
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "blackbox"))
import house  # noqa: E402

ROOTS = "tls/roots.pem"


def seal(name, level="b-b", key=None, time_stamp=""):
    """The settings of a seal, one line."""
    key = key or f"tls/{name}.key"
    return f"    seal: {{ certificate: tls/{name}.pem, key: {key}, level: {level}, roots: {ROOTS}{time_stamp} }}\n"


class SealingHouse(house.House):
    def __init__(self, binary, office, settings, url=None):
        self.seal_settings = settings
        super().__init__(binary)
        for path in office.folder.glob("*.pem"):
            shutil.copy(path, self.folder / "tls" / f"{path.stem}.pem")
        for path in office.folder.glob("*.key"):
            shutil.copy(path, self.folder / "tls" / f"{path.stem}.key")
            (self.folder / "tls" / f"{path.stem}.key").chmod(0o600)
        shutil.copy(office.folder / "root.pem", self.folder / ROOTS)
        (self.folder / "secrets/pin").write_text("1234")
        (self.folder / "secrets/pin").chmod(0o600)
        if url:
            self.settings += f'public: {{ address: "127.0.0.1:0", url: "{url}", certificate: tls/server.pem, key: tls/server.key, link_minutes: 15 }}\n'
        self.write_settings()

    def tenant_settings(self, tenant, incomplete):
        return super().tenant_settings(tenant, incomplete) + self.seal_settings

    def document(self, bsn, version=None, language=None, accept="application/pdf"):
        question = {"bsn": bsn}
        if version:
            question["documentVersie"] = version
        if language:
            question["taal"] = language
        return self.request("POST", "/v1/schuldenoverzicht", json.dumps(question), {"Content-Type": "application/json", "Accept": accept})
