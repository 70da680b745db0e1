"""Addresses as the web writes them: normal forms, absolute links, the domain that somebody registered.

The normal form says which two links are one address. Nothing is fetched, and nothing is guessed.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

LONGEST_URL = 2_048
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
# What nearly every link is: absolute, and the same when it has been joined to anything.
_ORDINARY = re.compile(
    r"https?://[a-z0-9]{1,63}(?:[.-][a-z0-9]{1,63}){1,3}(?:/[A-Za-z0-9~_-]+(?:\.[A-Za-z0-9~_-]+)*)*/?"
    r"(?:\?[A-Za-z0-9_=&.-]+)?"
)
_JUNK = ' "<>`\u00a0\u200b\ufeff'
_SPACES = re.compile(r"[\t\r\n\x00-\x1f\x7f]+")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})?")
_UNSAFE = re.compile(r"[^!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\]")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_VARIANT_HOST = re.compile(r"(?:www\d?|m|mobile|mobil|amp|wap|touch)\.")
_PRINT = re.compile(
    r"(?:print|printable|printview|print_view)(?:=(?:1|true|yes|y|on)?)?|(?:view|format|output|mode)=print",
    re.IGNORECASE,
)
# What a sentence, a quotation or a mark-up leaves behind a link, also escaped.
_LEFT = r"[.,;:!'*)\]]|%(?:20|22|27|29|3E|5D|7D|C2%A0|E2%80%(?:8B|99|9D|A6|A9)|C2%BB)"
_TRAILING = re.compile(f"(?:{_LEFT})+$")
# The same, the folder's own page, and slashes.
_ENDING = re.compile(
    rf"(?:{_LEFT}|/(?:index|default|home)\.(?:html?|shtml|php|aspx?|jsp)(?=$|/|{_LEFT})|/)+$", re.IGNORECASE
)
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


def identify_url(url: str) -> str:
    """Give the key of the page at an address: alike for all ways to write it, and not an address itself.

    Scheme, `www.` and mobile host, print view, order of parameters, the name of the folder's own page and what a
    sentence leaves at the end of a link do not count. The key of a key is itself.
    """
    normal = normalise_url(url if "://" in url[:8] else f"https://{url}")
    if normal is None:
        return url
    parts = urlsplit(normal)
    path = _ENDING.sub("", re.sub("/{2,}", "/", parts.path))
    kept = sorted((part for part in parts.query.split("&") if part and not _PRINT.fullmatch(part)), key=_name)
    query = _TRAILING.sub("", "&".join(kept))
    authority = _strip_host(parts.hostname or "") + (f":{parts.port}" if parts.port else "")
    return authority + path + (f"?{query}" if query else "")


def _name(parameter: str) -> str:
    return parameter.partition("=")[0]


def _strip_host(host: str) -> str:
    """Without `www.` and `m.`, as long as it stays below what somebody registered."""
    name = f"[{host}]" if ":" in host else host
    while (found := _VARIANT_HOST.match(name)) and name.removeprefix(found[0]).endswith(registrable_domain(name)):
        name = name.removeprefix(found[0])
    return name


def resolve_url(link: str, base: str) -> str | None:
    """Make a link of a document absolute; None when it does not lead to an http(s) URL."""
    if len(link) <= LONGEST_URL and _ORDINARY.fullmatch(link):
        return link
    text = _SPACES.sub("", link[: _LONGEST_INPUT + 1]).strip(_JUNK)
    if not text or len(text) > _LONGEST_INPUT or text.startswith("#"):
        return None
    try:
        joined = urljoin(base, text)
    except ValueError:
        return None
    return joined if normalise_url(joined) else None


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
