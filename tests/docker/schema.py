"""What we use of the Compose specification, in our own words: anything else is an error, and so are misspelt keys."""

from __future__ import annotations

from typing import Any


def closed(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    """An object of these keys and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
        "patternProperties": {"^x-": {}},
    }


def named(value: dict[str, Any]) -> dict[str, Any]:
    """An object of names."""
    return {"type": "object", "propertyNames": {"pattern": "^[a-zA-Z0-9._-]+$"}, "additionalProperties": value}


TEXT = {"type": "string"}
WORDS = {"type": "array", "items": TEXT}
SPAN = {"type": "string", "pattern": r"^\d+(s|m)$"}
SIZE = {"type": "string", "pattern": r"^\d+[kmgKMG]$"}
CONDITION = {"enum": ["service_healthy", "service_completed_successfully", "service_started"]}
HEALTH = {
    "oneOf": [
        closed({"disable": {"const": True}}, "disable"),
        closed(
            {
                "test": {"type": "array", "items": TEXT, "minItems": 2},
                "interval": SPAN,
                "timeout": SPAN,
                "retries": {"type": "integer", "minimum": 1},
                "start_period": SPAN,
            },
            "test",
            "interval",
            "timeout",
            "retries",
        ),
    ]
}
LIMITS = closed(
    {"cpus": {"type": "string", "pattern": r"^[\d.]+$"}, "memory": SIZE, "pids": {"type": "integer"}},
    "cpus",
    "memory",
    "pids",
)
SERVICE = closed(
    {
        "image": {"type": "string", "pattern": r"^[a-z/]+:\d+(\.\d+)+(-[a-z]+)?$"},
        "build": closed({"context": TEXT, "dockerfile": TEXT}, "context", "dockerfile"),
        "user": TEXT,
        "restart": {"enum": ["no", "unless-stopped"]},
        "init": {"type": "boolean"},
        "read_only": {"type": "boolean"},
        "cap_drop": {"const": ["ALL"]},
        "security_opt": {"const": ["no-new-privileges:true"]},
        "logging": closed(
            {
                "driver": {"const": "json-file"},
                "options": closed({"max-size": SIZE, "max-file": TEXT}, "max-size", "max-file"),
            },
            "driver",
            "options",
        ),
        # A value that YAML reads as a number or a truth is one that Compose may write otherwise.
        "environment": named({"anyOf": [TEXT, {"type": "integer"}]})
        | {"additionalProperties": {"type": ["string", "integer", "null"]}},
        "entrypoint": WORDS,
        "command": WORDS,
        "secrets": WORDS,
        "volumes": WORDS,
        "tmpfs": WORDS,
        "ports": {"type": "array", "items": {"type": "string", "pattern": r"^[\d.]+:\d+:\d+$"}},
        "networks": WORDS,
        "network_mode": {"const": "none"},
        "depends_on": named(closed({"condition": CONDITION}, "condition")),
        "healthcheck": HEALTH,
        "shm_size": SIZE,
        "stop_grace_period": SPAN,
        "ulimits": closed(
            {"nofile": closed({"soft": {"type": "integer"}, "hard": {"type": "integer"}}, "soft", "hard")}
        ),
        "deploy": closed({"resources": closed({"limits": LIMITS}, "limits")}, "resources"),
    },
    "image",
    "restart",
    "logging",
    "security_opt",
    "deploy",
)
COMPOSE = closed(
    {
        "name": TEXT,
        "services": named(SERVICE),
        "networks": named(closed({"internal": {"type": "boolean"}})),
        "volumes": named({"type": "null"}),
        "secrets": named(closed({"file": TEXT}, "file")),
    },
    "services",
)
