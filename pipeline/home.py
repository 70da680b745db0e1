"""Makes the home folder: what the program needs before it can be opened; and says what is wrong with its files."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.app import App
from pipeline.config import Settings, find_data
from pipeline.errors import ConfigError
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


def find_seed_problems(app: App) -> tuple[str, ...]:
    """What is wrong with the files of names and topics, which are left out until somebody mends them.

    Starter files as they were shipped are not read: that would take longer than all else that `status` does.
    """
    readers: dict[str, Callable[[], tuple[ConfigError, ...]]] = {
        "names": lambda: app.names.problems,
        "topics": lambda: app.taxonomy.problems,
    }
    return tuple(
        f"{kind}/{problem.message}"
        for kind, read in readers.items()
        if read_seed_files(app.settings.home / kind) != read_seed_files(find_data("seeds") / kind)
        for problem in read()
    )
