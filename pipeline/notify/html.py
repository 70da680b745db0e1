"""Messages as HTML for mail: inline styles, nothing from elsewhere, no link but to the article and our page of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from pipeline.notify.entry import Entry, Quoted, tell_rest

_PAGE = "font:15px/1.5 sans-serif;color:#222;max-width:46em"
_SMALL = "font-size:12px;color:#666"
_MARK = "background:#ffe9a8"


def write_html(entries: Sequence[Entry], contents: str, *, title: str) -> str:
    """The entries as a page; `contents` goes before them, its lines kept."""
    parts = [f'<p style="white-space:pre-wrap">{escape(contents)}</p>'] if contents else []
    rule = None
    for number, entry in enumerate(entries, 1):
        if contents and entry.rule != rule:
            rule = entry.rule
            parts.append(f'<h2 style="font-size:17px">{escape(rule)}</h2>')
        parts.append(_write_entry(entry, f"{number}. " if contents else ""))
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f'<body style="{_PAGE}">{"".join(parts)}</body></html>'
    )


def _write_entry(entry: Entry, number: str) -> str:
    head = _link(entry.link, entry.title) if entry.link else f'<bdi dir="auto">{escape(entry.title)}</bdi>'
    lines = [f'<h3 style="font-size:16px;margin:1em 0 0">{number}{head}</h3>']
    if not entry.link:
        lines.append(_small([entry.url]))
    lines += [f'<p dir="auto" style="margin:.3em 0">{escape(note)}</p>' for note in entry.notes]
    lines.append(f'<ul style="margin:.3em 0">{"".join(map(_write_passage, entry.passages))}</ul>')
    lines += [f"<p>{escape(rest)}</p>"] if (rest := tell_rest(entry)) else []
    lines.append(_small(entry.origin))
    lines += [f"<p>{_link(entry.page, 'show in Wirewatch')}</p>"] if entry.page else []
    return "".join(lines)


def _write_passage(quoted: Quoted) -> str:
    passage = f'<mark style="{_MARK}">{escape(quoted.passage)}</mark>'
    return (
        f'<li>{escape(quoted.who)}: <bdi dir="auto">{escape(quoted.before)}{passage}{escape(quoted.after)}</bdi> '
        f'<span style="{_SMALL}">({escape(quoted.where)})</span></li>'
    )


def _small(lines: Iterable[str]) -> str:
    return f'<p style="{_SMALL}">{"<br>".join(escape(line) for line in lines)}</p>'


def _link(url: str, text: str) -> str:
    return f'<a href="{escape(url)}" rel="noopener noreferrer"><bdi dir="auto">{escape(text)}</bdi></a>'
