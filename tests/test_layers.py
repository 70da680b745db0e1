"""The shape of the project: sizes and borders that reviews would otherwise have to watch."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(path for path in (ROOT / "pipeline").rglob("*.py") if "migrations" not in path.parts)
LINES = 300
FUNCTION_LINES = 50
PURE = ("rules", "feeds", "pages", "enrich", "query", "types")
# What a pure package has no business with.
WORLD = {
    "os",
    "socket",
    "subprocess",
    "sqlite3",
    "sqlalchemy",
    "aiohttp",
    "requests",
    "urllib.request",
    "random",
    "time",
}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_and_functions_can_be_seen_at_once(path: Path) -> None:
    source = path.read_text()
    assert len(source.splitlines()) <= LINES
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < FUNCTION_LINES, node.name


@pytest.mark.parametrize("package", PURE)
def test_pure_packages_reach_for_nothing(package: str) -> None:
    for path in (ROOT / "pipeline" / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            assert not WORLD & set(names), f"{path.relative_to(ROOT)} imports {WORLD & set(names)}"


def test_async_lives_in_net_only() -> None:
    for path in MODULES:
        if path.parent.name in {"net", "web"}:  # web: FastAPI's middleware and error handlers are async by contract
            continue
        found = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.AsyncFunctionDef)]
        assert not found, path


def test_the_command_imports_no_heavy_library_to_start() -> None:
    heavy = ("trafilatura", "feedparser", "aiohttp", "sqlalchemy", "elasticsearch", "fastapi", "apprise", "lxml")
    code = f"import sys, pipeline.cli.main; print([name for name in {heavy} if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert shown.stdout.strip() == "[]"


def test_the_project_names_no_registry_and_no_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], capture_output=True, text=True, check=True, cwd=ROOT).stdout.split()
    forbidden = ("files." + "pythonhosted.org", "py" + "pi.org/simple", "/" + "work/", "registry." + "npmjs")
    for name in listed:
        path = ROOT / name
        if path.suffix in {".py", ".toml", ".txt", ".md", ".sh", ".xml", ".json", ""} and path.is_file():
            text = path.read_text(errors="replace")
            assert not [word for word in forbidden if word in text], name
