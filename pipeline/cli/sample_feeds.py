"""The feeds of the sample site, one writer for each kind."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from email.utils import format_datetime
from xml.sax.saxutils import escape

from pipeline.cli.sample_articles import FeedKind, Publication, Source
from pipeline.cli.sample_pages import to_paragraph_html
from pipeline.cli.sample_words import to_day_words, to_long_date

_XML = '<?xml version="1.0" encoding="utf-8"?>\n'

Writer = Callable[[Source, Sequence[Publication], str], str]


def to_feed(source: Source, publications: Sequence[Publication], base_url: str) -> tuple[str, str]:
    """Write the feed of `source` and return its media type and text.

    Nothing but the publications changes the text, so that an unchanged feed keeps its ETag.
    """
    media_type, write = _WRITERS[source.feed]
    return media_type, write(source, [one for one in publications if one.source == source], base_url)


def _link(publication: Publication, base_url: str) -> str:
    tracking = publication.source.tracking
    return base_url + publication.path + (f"?{tracking}" if tracking else "")


def _rfc822(publication: Publication) -> str:
    return format_datetime(publication.published_at)


def _broken_date(publication: Publication) -> str:
    # The ways in which feeds most often get a date wrong; the length of the slug spreads them over the items.
    moment, language = publication.published_at, publication.source.language
    weekday = to_day_words(moment, language).weekday
    kinds = (
        f"{weekday} {to_long_date(moment, language)}",
        "",
        f"Foo, 31 Feb {moment.year} 25:61:00 GMT",
        "0000-00-00T00:00:00",
    )
    return kinds[len(publication.slug) % len(kinds)]


def _rss_items(
    items: Iterable[Publication], base_url: str, *, date: Callable[[Publication], str], content: bool = False
) -> str:
    parts = []
    for item in items:
        link = escape(_link(item, base_url))
        body = to_paragraph_html(item.paragraphs)
        parts.append(
            f"<item><title>{escape(item.article.title)}</title><link>{link}</link>"
            f'<guid isPermaLink="false">{item.source.id}:{item.slug}</guid><pubDate>{escape(date(item))}</pubDate>'
            f"<category>{escape(item.article.section)}</category>"
            f"<description>{escape(item.article.summary)}</description>"
            + (f"<content:encoded><![CDATA[{body}]]></content:encoded>" if content else "")
            + "</item>\n"
        )
    return "".join(parts)


def _rss(source: Source, items: str, base_url: str) -> str:
    return (
        f'{_XML}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/">\n<channel>\n'
        f"<title>{escape(source.name)}</title><link>{base_url}/{source.id}/</link>"
        f"<description>{escape(source.name)}</description><language>{source.language}</language>\n"
        f'<atom:link rel="self" type="application/rss+xml" href="{base_url}/{source.id}/{source.feed_file}"/>\n'
        f"{items}</channel>\n</rss>\n"
    )


def _plain_rss(source: Source, items: Sequence[Publication], base_url: str) -> str:
    return _rss(source, _rss_items(items, base_url, date=_rfc822), base_url)


def _rss_with_content(source: Source, items: Sequence[Publication], base_url: str) -> str:
    return _rss(source, _rss_items(items, base_url, date=_rfc822, content=True), base_url)


def _rss_with_broken_dates(source: Source, items: Sequence[Publication], base_url: str) -> str:
    return _rss(source, _rss_items(items, base_url, date=_broken_date), base_url)


def _atom(source: Source, items: Sequence[Publication], base_url: str) -> str:
    home = f"{base_url}/{source.id}"
    entries = "".join(
        f"<entry><id>tag:sample.invalid,2026:{source.id}/{item.slug}</id><title>{escape(item.article.title)}</title>"
        f'<link rel="alternate" type="text/html" href="{escape(_link(item, base_url))}"/>'
        f"<published>{item.published_at.isoformat()}</published><updated>{item.modified_at.isoformat()}</updated>"
        f"<author><name>{escape(item.article.byline or source.name)}</name></author>"
        f"<summary>{escape(item.article.summary)}</summary></entry>\n"
        for item in items
    )
    updated = max(item.modified_at for item in items).isoformat()
    return (
        f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{source.language}">\n'
        f"<id>tag:sample.invalid,2026:{source.id}</id><title>{escape(source.name)}</title><updated>{updated}</updated>\n"
        f'<link rel="self" href="{home}/{source.feed_file}"/><link rel="alternate" href="{home}/"/>\n{entries}</feed>\n'
    )


def _rdf(source: Source, items: Sequence[Publication], base_url: str) -> str:
    home = f"{base_url}/{source.id}"
    order = "".join(f'<rdf:li rdf:resource="{escape(_link(item, base_url))}"/>' for item in items)
    entries = "".join(
        f'<item rdf:about="{escape(_link(item, base_url))}"><title>{escape(item.article.title)}</title>'
        f"<link>{escape(_link(item, base_url))}</link><description>{escape(item.article.summary)}</description>"
        f"<dc:date>{item.published_at.isoformat()}</dc:date><dc:creator>{escape(item.article.byline)}</dc:creator>"
        "</item>\n"
        for item in items
    )
    return (
        f'{_XML}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel rdf:about="{home}/{source.feed_file}">'
        f"<title>{escape(source.name)}</title><link>{home}/</link><description>{escape(source.name)}</description>"
        f"<dc:language>{source.language}</dc:language><items><rdf:Seq>{order}</rdf:Seq></items></channel>\n"
        f"{entries}</rdf:RDF>\n"
    )


def _json(source: Source, items: Sequence[Publication], base_url: str) -> str:
    home = f"{base_url}/{source.id}"
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": source.name,
        "home_page_url": f"{home}/",
        "feed_url": f"{home}/{source.feed_file}",
        "language": source.language,
        "items": [
            {
                "id": f"{source.id}/{item.slug}",
                "url": _link(item, base_url),
                "title": item.article.title,
                "summary": item.article.summary,
                "content_text": item.article.summary,
                "date_published": item.published_at.isoformat(),
                "date_modified": item.modified_at.isoformat(),
                "authors": [{"name": item.article.byline}] if item.article.byline else [],
            }
            for item in items
        ],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1)


def _failing(source: Source, _items: Sequence[Publication], _base_url: str) -> str:
    return f"{source.name}: the server has run out of something.\n"


_WRITERS: dict[FeedKind, tuple[str, Writer]] = {
    "rss": ("application/rss+xml", _plain_rss),
    "atom": ("application/atom+xml", _atom),
    "rss_with_content": ("application/rss+xml", _rss_with_content),
    "rss_with_broken_dates": ("application/rss+xml", _rss_with_broken_dates),
    "json": ("application/feed+json", _json),
    "rdf": ("application/rdf+xml", _rdf),
    "failing": ("text/plain", _failing),
}
