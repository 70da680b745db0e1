"""Makes the home folder: what the program needs before it can be opened."""

from __future__ import annotations

from pipeline.app import App
from pipeline.config import Settings, find_data
from pipeline.seeds import read_seed_files


def make_home(settings: Settings, *, restore: bool = False) -> list[str]:
    """Create the home folder, the ledger, the index, and the starter names, topics and rules; say what was made.

    Files that are there already are left alone, so that doing it again changes nothing. A starter file that somebody
    took away comes back with `restore` only.
    """
    from pipeline.store import upgrade

    made = []
    for kind in ("names", "topics", "rules"):
        folder = settings.home / kind
        folder.mkdir(parents=True, exist_ok=True)
        if not restore and any(folder.glob("*.toml")):
            continue
        for name, data in read_seed_files(find_data("seeds") / kind).items():
            if not (folder / name).exists():
                (folder / name).write_bytes(data)
                made.append(f"{kind}/{name}")
    upgrade(settings.store_url)
    made.append("ledger")
    app = App(settings)
    try:
        app.index.create()
        made.append("index")
    finally:
        app.close()
    return made
