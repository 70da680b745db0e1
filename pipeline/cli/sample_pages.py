"""The HTML pages of the sample site: one design for each source, with the clutter that real sites have.

The designs are files with `$name` placeholders; this module only fills them in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

from pipeline.cli.sample_articles import Publication, Source
from pipeline.cli.sample_words import to_long_date

# Where real sites break the text to put in an advertisement.
_PARAGRAPHS_BEFORE_ADVERT = 2
_RELATED_LINKS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Designs:
    """The page templates by file name without its ending."""

    templates: Mapping[str, Template]


def read_designs(folder: Path) -> Designs:
    """Read every page template in `folder`."""
    return Designs(
        templates={path.stem: Template(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.html"))}
    )


def to_article_page(designs: Designs, publication: Publication, *, others: Iterable[Publication], base_url: str) -> str:
    """Write the page of one article; `others` are candidates for its list of related links."""
    source, article = publication.source, publication.article
    home = f"{base_url}/{source.id}"
    if article.access == "consent":
        return designs.templates["consent"].substitute(language=source.language, source_name=source.name, home=home)
    opening = publication.paragraphs[:_PARAGRAPHS_BEFORE_ADVERT]
    rest = to_paragraph_html(publication.paragraphs[_PARAGRAPHS_BEFORE_ADVERT:])
    if article.access == "teaser":
        rest = designs.templates["paywall"].substitute(home=home)
    return designs.templates[source.id].substitute(
        language=source.language,
        title=escape(article.title),
        summary=escape(article.summary),
        byline=escape(article.byline),
        section=escape(article.section),
        canonical=base_url + publication.path,
        home=home,
        feed=f"{home}/{source.feed_file}",
        image=f"{home}/photo.svg",
        published_iso=publication.published_at.isoformat(),
        modified_iso=publication.modified_at.isoformat(),
        published_text=to_long_date(publication.published_at, source.language),
        opening=to_paragraph_html(opening),
        rest=rest,
        note=f'<p class="note">{escape(publication.note)}</p>' if publication.note else "",
        related=_related(publication, others, base_url),
        jsonld=_json_ld(publication, base_url),
    )


def to_home_page(designs: Designs, source: Source, *, publications: Iterable[Publication], base_url: str) -> str:
    """Write a source's front page: its headlines, and its feed for programs that look for one."""
    href = f"{base_url}/{source.id}/{source.feed_file}"
    media_type = {"atom": "application/atom+xml", "json": "application/feed+json"}.get(
        source.feed, "application/rss+xml"
    )
    return designs.templates["home"].substitute(
        language=source.language,
        title=escape(source.name),
        feed_link=f'<link rel="alternate" type="{media_type}" title="{escape(source.name)}" href="{href}">',
        links=_links((base_url + one.path, one.article.title) for one in publications if one.source == source),
    )


def to_index_page(designs: Designs, sources: Iterable[Source], base_url: str) -> str:
    """Write the page that lists all sources."""
    return designs.templates["home"].substitute(
        language="en",
        title="Wirewatch sample site",
        feed_link="",
        links=_links((f"{base_url}/{one.id}/", one.name) for one in sources),
    )


def to_paragraph_html(paragraphs: Iterable[str]) -> str:
    """Write paragraphs and subheadings as a content management system stores them."""
    return "\n".join(
        f"<h2>{escape(text[3:], quote=False)}</h2>" if text.startswith("## ") else f"<p>{escape(text, quote=False)}</p>"
        for text in paragraphs
    )


def _related(publication: Publication, others: Iterable[Publication], base_url: str) -> str:
    # Only what was there from the start, so that a page does not change when another one appears.
    same = [one for one in others if one.source == publication.source and one.baseline and one.slug != publication.slug]
    return _links((base_url + one.path, one.article.title) for one in same[:_RELATED_LINKS])


def _links(pairs: Iterable[tuple[str, str]]) -> str:
    items = "\n".join(f'<li><a href="{escape(href)}">{escape(text, quote=False)}</a></li>' for href, text in pairs)
    return f"<ul>\n{items}\n</ul>"


def _json_ld(publication: Publication, base_url: str) -> str:
    source, article = publication.source, publication.article
    publisher = {"@type": "NewsMediaOrganization", "name": source.name, "url": f"{base_url}/{source.id}/"}
    author = {"@type": "Person", "name": article.byline} if article.byline else publisher
    claims = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "description": article.summary,
        "datePublished": publication.published_at.isoformat(),
        "dateModified": publication.modified_at.isoformat(),
        "author": author,
        "publisher": publisher,
        "image": f"{base_url}/{source.id}/photo.svg",
        "mainEntityOfPage": base_url + publication.path,
        "isAccessibleForFree": article.access == "full",
    }
    # "</" would end the script element.
    return json.dumps(claims, ensure_ascii=False).replace("</", "<\\/")
