"""Make the secrets that compose.yaml mounts: random, once, into a folder that only its owner can enter.

Usage: `make_secrets.py FOLDER`. What is there is left alone: the databases were made with it. The files themselves
can be read by all, because Compose mounts them as they are and each image runs as a user of its own; the folder is
what keeps others out.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import sys
from pathlib import Path

RANDOM = (
    "airflow_jwt_secret",
    "airflow_secret_key",
    "broker_password",
    "elastic_password",
    "kibana_encryption_key",
    "kibana_password",
    "postgres_airflow_password",
    "postgres_password",
    "postgres_wirewatch_password",
    "search_password",
    "web_token",
)


def make_secrets(folder: Path, *, admin: str = "admin") -> list[str]:
    """Write what is missing; gives the names of the files that were made."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    # Letters and digits only: they are also parts of URLs.
    made = [name for name in RANDOM if _write(folder / name, secrets.token_hex(24))]
    values = {name: (folder / name).read_text(encoding="utf-8") for name in RANDOM}
    fernet = base64.urlsafe_b64encode(os.urandom(32)).decode()
    made += [name for name, value in _derive(values, fernet, admin).items() if _write(folder / name, value)]
    return sorted(made)


def _derive(values: dict[str, str], fernet: str, admin: str) -> dict[str, str]:
    airflow, ledger = values["postgres_airflow_password"], values["postgres_wirewatch_password"]
    return {
        "airflow_fernet_key": fernet,
        "airflow_logins": json.dumps({admin: secrets.token_hex(12)}),
        "airflow_database_url": f"postgresql+psycopg://airflow:{airflow}@postgres:5432/airflow",
        "airflow_result_backend": f"db+postgresql+psycopg://airflow:{airflow}@postgres:5432/airflow",
        "broker_url": f"redis://:{values['broker_password']}@broker:6379/0",
        "store_url": f"postgresql://wirewatch:{ledger}@postgres:5432/wirewatch",
    }


def _write(path: Path, value: str) -> bool:
    if path.exists():
        return False
    path.write_text(value, encoding="utf-8")
    path.chmod(0o644)
    return True


if __name__ == "__main__":
    for name in make_secrets(Path(sys.argv[1])):
        sys.stdout.write(f"made {Path(sys.argv[1]) / name}\n")
