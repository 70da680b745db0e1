"""What a link and a feed are called: normal forms, the entry ids made of them, slugs, domains, specifications.

The normal form says which two links of feeds are one entry. The page's own canonical URL is judged later, elsewhere.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from urllib.parse import urljoin, urlsplit

from pipeline.errors import CatalogueError
from pipeline.feeds.plain import to_language, to_line
from pipeline.types import FeedSpec, Source

LONGEST_URL = 2_048
_MOST_TAGS = 20
# Far above any real link, so that no step below meets a megabyte.
_LONGEST_INPUT = 16_384
_LONGEST_HOST = 253
_PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(
    r"utm_\w+|mtm_\w+|pk_\w+|hsa_\w+|at_(?:medium|campaign|custom\d|link_\w+|bbc_team|ptr_name|format)|"
    r"(?:fb|g|dc|ms|tw|yclid_|g_adsense_)?clid|fbclid|gclsrc|wbraid|gbraid|yclid|ysclid|msclkid|twclid|ttclid|igshid|"
    r"_openstat|mc_[ce]id|_hs(?:enc|mi)|vero_(?:conv|id)|wt_?(?:mc|zmc)|xtor|cmpid|ncid|ito|smid|srnd|partner_?source|"
    r"phpsessid|jsessionid|aspsessionid\w*|sessionid|session_id|cfid|cftoken",
    re.IGNORECASE,
)
_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^/?;]*", re.IGNORECASE)
_JUNK = ' "<>`\u00a0\u200b\ufeff'
_SPACES = re.compile(r"[\t\r\n\x00-\x1f\x7f]+")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})?")
_UNSAFE = re.compile(r"[^!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\]")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
# Second-level labels under which names are registered, for hosts that the suffix list does not know.
_SECOND = frozenset({"ac", "co", "com", "edu", "gov", "gob", "gouv", "go", "mil", "ne", "net", "or", "org"})


def normalise_url(url: str) -> str | None:
    """Give the normal form of a link; None when it is not an http(s) URL of at most 2,048 characters.

    Normalising a normal form changes nothing. Parameters keep their order.
    """
    text = _SPACES.sub("", url[: _LONGEST_INPUT + 1]).strip(_JUNK)
    if not text[:8].lower().startswith(("http://", "https://")) or len(text) > _LONGEST_INPUT:
        return None
    try:
        parts = urlsplit(text.replace("\\", "/"))
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError:
        return None
    if host is None:
        return None
    authority = host if port is None or port == _PORTS[parts.scheme] else f"{host}:{port}"
    query = "&".join(part for part in _escape(parts.query).split("&") if _is_kept(part))
    normal = f"{parts.scheme}://{authority}{_path(parts.path)}" + (f"?{query}" if query else "")
    return normal if len(normal) <= LONGEST_URL else None


def resolve_url(link: str, base: str) -> str | None:
    """Make a link of a document absolute; None when it does not lead to an http(s) URL."""
    text = _SPACES.sub("", link[: _LONGEST_INPUT + 1]).strip(_JUNK)
    if not text or len(text) > _LONGEST_INPUT or text.startswith("#"):
        return None
    try:
        joined = urljoin(base, text)
    except ValueError:
        return None
    return joined if normalise_url(joined) else None


def entry_id(url: str) -> str:
    """Name an entry by its link: 32 hexadecimal digits, the same for all links with one normal form."""
    return hashlib.sha256((normalise_url(url) or url).encode("utf-8", "replace")).hexdigest()[:32]


def slug(text: str) -> str:
    """Make a readable id: lower-case ASCII letters, digits and single hyphens, at most 60; "feed" when none is left."""
    plain = unicodedata.normalize("NFKD", text[:400]).translate(_ROMAN).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].strip("-") or "feed"


def registrable_domain(host: str) -> str:
    """Give the domain that somebody registered (bbc.co.uk for feeds.bbc.co.uk), by the packaged suffix list.

    Addresses and names without a dot stay as they are.
    """
    name = host.strip().strip(".").lower()[:_LONGEST_HOST]
    if "." not in name or name.startswith("[") or re.fullmatch(r"[\d.]+", name):
        return name
    from tld import get_fld

    found = get_fld(name, fix_protocol=True, fail_silently=True)
    if found and name.endswith(found):
        return str(found)
    labels = [label for label in name.split(".") if label]
    return ".".join(labels[-3:] if len(labels) > 2 and labels[-2] in _SECOND else labels[-2:])


def host_of(url: str) -> str:
    """Give the host of a URL in lower case; empty when there is none."""
    try:
        return (urlsplit(url).hostname or "").strip(".")
    except ValueError:
        return ""


def _host(name: str) -> str | None:
    host = name.strip(".").lower()
    if len(host) > _LONGEST_HOST:
        return None
    if not host.isascii():
        host = ".".join(label.encode("idna").decode() for label in re.split("[.。．｡]", host) if label)
    host = f"[{host}]" if ":" in host else host
    return host if len(host) <= _LONGEST_HOST and ".." not in host and _HOST.fullmatch(host) else None


def _is_kept(parameter: str) -> bool:
    name = parameter.partition("=")[0]
    return bool(parameter) and not _TRACKING.fullmatch(name)


def _path(path: str) -> str:
    kept: list[str] = []
    steps = _SESSION.sub("", _escape(path)).split("/")
    for step in steps:
        if step == "..":
            del kept[-1:]
        elif step != ".":
            kept.append(step)
    whole = "/".join(kept)
    if steps[-1] in {".", ".."} and not whole.endswith("/"):
        whole += "/"
    return "/" + whole.lstrip("/")


def _escape(text: str) -> str:
    decoded = _ESCAPE.sub(_plain, text)
    return _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace")), decoded)


def _plain(found: re.Match[str]) -> str:
    if found[1] is None:
        return "%25"
    byte = int(found[1], 16)
    return chr(byte) if byte in _UNRESERVED else f"%{found[1].upper()}"


def make_spec(
    url: str,
    *,
    id: str | None = None,  # noqa: A002 - the word of the trade, and keyword-only
    name: str | None = None,
    source: Source | str = "",
    language: str | None = None,
    tags: Sequence[str] = (),
) -> FeedSpec:
    """Make the specification of a feed, filling in what is not said; CatalogueError when the URL cannot be watched."""
    clean = url.strip()
    if normalise_url(clean) is None:
        raise CatalogueError(f"expected the http(s) URL of a feed, found {clean[:200]!r}", url=clean[:200])
    domain = registrable_domain(host_of(clean))
    title = to_line(name or "")
    publisher = source if isinstance(source, Source) else to_source(to_line(source), domain=domain)
    return FeedSpec(
        id=slug(id or title or clean.partition("://")[2]),
        url=clean,
        name=title or domain,
        source=publisher,
        language=to_language(language or ""),
        tags=to_tags(tags),
    )


def to_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Clean tags: one line each, without the commas and slashes that join them in OPML, no two alike."""
    cleaned = (to_line(re.sub(r"[,/]+", " ", tag), 60).casefold() for tag in tags)
    return tuple(dict.fromkeys(tag for tag in cleaned if tag))[:_MOST_TAGS]


def to_source(name: str, *, domain: str) -> Source:
    """Name a publisher; without a name it is called by its domain."""
    return Source(id=slug(name or domain), name=name or domain, domain=domain)


# Russian and Ukrainian letters, so that a Cyrillic name has a readable id.
_ROMAN = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфыэіїєґ", "abvgdeziiklmnoprstufyeiieg", strict=True)),
        **dict(zip("АБВГДЕЗИЙКЛМНОПРСТУФЫЭІЇЄҐ", "abvgdeziiklmnoprstufyeiieg", strict=True)),
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ю": "yu",
        "я": "ya",
        "ь": "",
        "ъ": "",
        "Ж": "zh",
        "Х": "kh",
        "Ц": "ts",
        "Ч": "ch",
        "Ш": "sh",
        "Щ": "shch",
        "Ю": "yu",
        "Я": "ya",
        "Ь": "",
        "Ъ": "",
        "ß": "ss",
        "ø": "o",
        "Ø": "o",
        "ł": "l",
        "Ł": "l",
        "æ": "ae",
        "Æ": "ae",
        "œ": "oe",
        "đ": "d",
        "ð": "d",
    }
)
