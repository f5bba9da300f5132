"""Addresses of pages: which of them mean one article, and which words of a page about its address are believed."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

from tld import get_fld

# Parameters that say who sent the reader, not what is read. Origin: the documented ones of analytics and
# advertising services (Google, Meta, Microsoft, Matomo, HubSpot, Mailchimp, Yandex, Chartbeat).
_TRACKING = re.compile(
    r"utm_.*|ga_.*|pk_.*|piwik_.*|mtm_.*|matomo_.*|hsa_.*|mc_[ce]id|_hs.*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|"
    r"ysclid|twclid|igshid|igsh|ttclid|li_fat_id|ref_src|ref_url|referrer|referer|cmpid|ncid|ocid|smid|smtyp|fromrss|"
    r"traffic_source|at_.*|ns_.*|xtor|wt_.*|s_cid|__twitter_impression|_ga|_gl|sr_share|amp_js_v|usqp|trk|mbid|sfnsn|"
    r"sref|guccounter|guce_.*",
    re.I,
)
# The same where the value is no number: some systems name the article's number so.
_PERHAPS_TRACKING = re.compile(r"ref|source|src|share|shared|cid|partner|campaign|spm|rss|from|feature|sh|mod", re.I)
_FORMS = {"amp", "print", "printable", "mobile", "m", "amphtml"}
_FORM_PARAMETER = re.compile(
    r"(?:amp|print|printable|mobile|m|output|outputtype|view|format|tmpl|layout|nomobile)", re.I
)
_FORM_VALUE = re.compile(r"(?:1|true|yes|on|amp|print|printable|mobile|component|)", re.I)
_HOST_FORMS = re.compile(r"^(?:www\d?|m|mobile|amp|wap|touch|ar-m|print)\.", re.I)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.I)


def key_of(url: str) -> str:
    """What the addresses of one article have in common: without scheme, tracking, and forms such as AMP or print.

    Only told apart: whether two addresses have the same key. Text that is no address is its own key.

    >>> key_of("https://www.example.org/a/؟") == key_of("http://example.org/a/%D8%9F?utm_source=x#top")
    True
    >>> key_of("https://m.example.org/news/7/amp/?fbclid=1"), key_of("http://example.org/news/7?print=1")
    ('example.org/news/7', 'example.org/news/7')
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return url
    if parts.scheme not in ("http", "https") or not host:
        return url
    while _HOST_FORMS.match(host) and host.count(".") > 1:
        host = _HOST_FORMS.sub("", host)
    path = _INDEX.sub("/", _path(parts.path))
    steps = [step for step in path.split("/") if step]
    while steps and steps[-1].lower() in _FORMS:
        steps.pop()
    if len(steps) > 1 and steps[0].lower() in _FORMS:
        steps = steps[1:]
    if steps:
        steps[-1] = re.sub(r"(?:\.amp|[-_]amp|\.print)(?=\.html?$|$)", "", steps[-1], flags=re.I)
    kept = sorted(_kept(parts.query))
    return host.lower() + port + "/" + "/".join(steps) + ("?" + urlencode(kept) if kept else "")


def form_of(url: str) -> str:
    """In which form an address shows its article: ``page``, ``amp``, ``print`` or ``mobile``.

    >>> form_of("https://example.org/ar/7/amp"), form_of("https://example.org/7?print=1")
    ('amp', 'print')
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return "page"
    words = [step.lower() for step in parts.path.split("/") if step]
    ends = {words[0], words[-1]} if words else set()
    asked = {name.lower(): value.lower() for name, value in parse_qsl(parts.query, keep_blank_values=True)}
    host = (parts.hostname or "").partition(".")[0]
    last = words[-1] if words else ""
    if (
        {"amp", "amphtml"} & ends
        or "amp" in (host, *asked, *asked.values())
        or re.search(r"[.\-_]amp(?:\.html?)?$", last)
    ):
        return "amp"
    if {"print", "printable"} & ends or {"print", "printable"} & {*asked, *asked.values()} or asked.get("tmpl"):
        return "print"
    return "mobile" if host in ("m", "mobile", "wap", "touch") or "mobile" in asked else "page"


def _path(path: str) -> str:
    """A path written one way, whatever was percent-encoded."""
    return quote(unquote(path, errors="replace"), safe="/:@!$&'()*+,;=~-._")


def _kept(query: str) -> list[tuple[str, str]]:
    """The parameters that say which article is meant."""
    found = []
    for name, value in parse_qsl(query, keep_blank_values=True, max_num_fields=None)[:100]:
        if _TRACKING.fullmatch(name) or (_PERHAPS_TRACKING.fullmatch(name) and not any(map(str.isdigit, value))):
            continue
        if _FORM_PARAMETER.fullmatch(name) and _FORM_VALUE.fullmatch(value):
            continue
        found.append((name, value))
    return found


@lru_cache(maxsize=8)  # several parts ask about a page's own address
def site_of(url: str) -> str:
    """The domain that somebody registered, under which an address stands; the host where there is none such.

    >>> site_of("https://news.example.co.uk/a"), site_of("http://127.0.0.1:8000/")
    ('example.co.uk', '127.0.0.1')
    """
    try:
        host = (urlsplit(url).hostname or "").rstrip(".").lower()
        found = get_fld(url, fail_silently=True) if host else None
    except (ValueError, IndexError, AttributeError):
        return ""
    return str(found) if found else host


def own_address(url: str | None, named: str | None) -> str | None:
    """The address of an article: that which its page names for itself if it is of the same site, else that asked for.

    Without an address asked for, the named one is taken if it is whole.

    >>> own_address("https://m.example.org/7?utm_source=x", "https://example.org/7")
    'https://example.org/7'
    >>> own_address("https://example.org/7", "https://elsewhere.net/7")
    'https://example.org/7'
    """
    if not named:
        return url
    try:
        whole = urljoin(url, named) if url else named
        parts = urlsplit(whole)
        port = parts.port
    except ValueError:
        return url
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or len(whole) > 2_000:
        return url
    if url is None:
        return whole
    bare = parts.path in ("", "/") and not parts.query
    same = site_of(whole) == site_of(url) and port == urlsplit(url).port
    return whole if same and not bare else url
