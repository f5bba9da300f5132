"""Fetching from hostile ground: what is never asked, and what no answer can do."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from musnad.fetching.addresses import Allowed, RefusedError, is_open, target_of
from musnad.fetching.fetch import Answer, Manners, Refused, fetch
from site_on_loopback import Reply, Site

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "fetch.yml").read_text(encoding="utf-8"))


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.close()


def manners(site: Site, **changed: object) -> Manners:
    """Manners that allow this site under a name, and nothing else on this machine."""

    def resolver(host: str, _: int) -> list[str]:
        return ["127.0.0.1"] if host == "site.test" else ["93.184.215.14"]

    return Manners(**{"allowed": Allowed.of([f"site.test:{site.port}"]), "resolver": resolver, **changed})  # type: ignore[arg-type]


def test_there_are_sixty_attempts_and_more() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.get("url") or case["via"]))
def test_an_attempt_is_refused_and_named(case: dict, site: Site) -> None:
    answers = iter(case.get("dns", []))

    def resolver(host: str, _: int) -> list[str]:
        if host == "site.test":
            return ["127.0.0.1"]
        return next(answers)

    url = case.get("url")
    if url is None:
        url = f"http://site.test:{site.port}/start"
        paths = ["/start", "/hop", "/hop2"]
        for path, to in zip(paths, case["via"], strict=False):
            site.pages[path] = Reply(b"", 302, {"Location": to})
        site.pages["/loop"] = Reply(b"", 301, {"Location": "/loop"})
    start = time.monotonic()
    found = fetch(url, manners(site, resolver=resolver))
    assert isinstance(found, Refused)
    assert case["says"] in found.reason
    assert time.monotonic() - start < 5


def test_a_name_that_changes_its_mind_is_looked_up_once(site: Site) -> None:
    site.pages["/"] = Reply(b"<p>x</p>")
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    asked = []

    def resolver(host: str, _: int) -> list[str]:
        asked.append(host)
        return next(answers)

    found = fetch(f"http://site.test:{site.port}/", manners(site, resolver=resolver))
    assert isinstance(found, Answer)
    assert asked == ["site.test"]


def test_no_password_or_cookie_goes_out(site: Site) -> None:
    seen: list[dict[str, str]] = []

    def page(headers: dict[str, str]) -> Reply:
        seen.append(headers)
        return Reply(b"<p>x</p>", headers={"Set-Cookie": "a=b"})

    site.pages["/a"] = Reply(b"", 302, {"Location": "/b", "Set-Cookie": "s=1"})
    site.pages["/b"] = page
    assert isinstance(fetch(f"http://site.test:{site.port}/a", manners(site)), Answer)
    assert not {"cookie", "authorization", "proxy-authorization", "referer"} & set(seen[0])
    assert seen[0]["host"] == f"site.test:{site.port}"


LIMITS = {
    "a size that is promised": (Reply(b"x" * 200_000), "more than"),
    "a size that is not": (
        Reply(b"c350\r\n" + b"x" * 50_000 + b"\r\nc350\r\n" + b"x" * 50_000 + b"\r\n0\r\n\r\n", headers={"Transfer-Encoding": "chunked"}),
        "more than",
    ),
    "a bomb": (Reply(gzip.compress(b"\0" * 5_000_000), headers={"Content-Encoding": "gzip"}), "unpacks to more"),
    "a bomb in deflate": (Reply(zlib.compress(b"\0" * 5_000_000), headers={"Content-Encoding": "deflate"}), "unpacks"),
    "packed twice": (Reply(gzip.compress(b"x"), headers={"Content-Encoding": "gzip, gzip"}), "times over"),
    "packed as nobody asked": (Reply(b"x", headers={"Content-Encoding": "br"}), "not asked for"),
    "broken gzip": (Reply(b"\x1f\x8b\x08broken....", headers={"Content-Encoding": "gzip"}), "broken"),
    "a huge header": (Reply(b"x", headers={"X": "y" * 100_000}), "did not answer"),
    "cut off": (Reply(b"x" * 100, cut=True), "did not answer"),
    "byte by byte": (Reply(b"x" * 100, drip_s=0.2), "longer than"),
}  # fmt: skip


@pytest.mark.parametrize("name", LIMITS)
def test_limits_hold(name: str, site: Site) -> None:
    reply, says = LIMITS[name]
    site.pages["/"] = reply
    start = time.monotonic()
    found = fetch(f"http://site.test:{site.port}/", manners(site, seconds=2.0, bytes_max=60_000))
    assert isinstance(found, Refused)
    assert says in found.reason
    assert time.monotonic() - start < 6


def test_a_network_of_ones_own_can_be_allowed(site: Site) -> None:
    site.pages["/"] = Reply("<p>خبر</p>".encode())
    found = fetch(site.url(), Manners(allowed=Allowed.of(["127.0.0.0/8"])))
    assert isinstance(found, Answer)
    assert (found.status, found.charset, found.body.decode()) == (200, "utf-8", "<p>خبر</p>")
    with pytest.raises(RefusedError):
        Allowed.of(["not a host!"])


@given(st.ip_addresses())
def test_only_the_open_internet_is_open(address) -> None:  # type: ignore[no-untyped-def]
    if is_open(address):
        assert address.is_global
        assert not (address.is_private or address.is_loopback or address.is_link_local or address.is_multicast)
        assert getattr(address, "ipv4_mapped", None) is None
        assert getattr(address, "sixtofour", None) is None


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader_of_addresses(text: str) -> None:
    for url in (text, "http://" + text):
        try:
            target = target_of(url)
        except RefusedError:
            continue
        assert target.url.isascii()
        assert target_of(target.url) == target
