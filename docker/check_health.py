"""Is a service well? For health checks in images that have neither curl nor wget; prints nothing when it is.

Usage: `check_health.py URL [PART]`: the URL answers with success; with a part, its answer is Airflow's
`/api/v2/monitor/health` and calls that part healthy.
"""

from __future__ import annotations

import json
import sys
import urllib.request


def check(url: str, part: str | None = None) -> str | None:
    """Ask; gives what is wrong, None when nothing is."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=4) as answer:
            body = answer.read()
        status = json.loads(body)[part]["status"] if part else "healthy"
    except (OSError, ValueError, KeyError, TypeError) as error:
        return f"{url}: {type(error).__name__}: {error}"
    return None if status == "healthy" else f"{url}: {part} is {status}"


if __name__ == "__main__":
    sys.exit(check(*sys.argv[1:3]))
