"""What inputs hold: kinds by content, archives in archives, tables, feeds, mail, WARC, standard input."""

from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path

import pytest

from hostile import tarred, zipped
from musnad.model import Article, Rejected
from musnad.reading.kinds import Kind, kind_of
from musnad.steps.read import read, read_received, receive

TEXT = "قال المسؤول إن الجسر سيُفتح يوم الأحد أمام المارة، وأضاف أن العمل انتهى قبل موعده."
PAGE = f"<!doctype html><html><head><title>فتح الجسر</title></head><body><h1>فتح الجسر</h1><p>{TEXT}</p></body></html>".encode()
RSS = (
    "<?xml version='1.0' encoding='utf-8'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
    "<channel><title>صحيفة النهر</title><item><title>فتح الجسر</title><link>https://nahr.example.org/1</link>"
    f"<pubDate>Fri, 05 Mar 2021 10:00:00 +0200</pubDate><content:encoded><![CDATA[<p>{TEXT}</p><p>اقرأ أيضا: خبر</p>]]>"
    f"</content:encoded></item><item><title>خبر ثان</title><guid>x2</guid><description>{TEXT} ثان</description></item>"
    "<item><title>بلا نص</title><link>https://nahr.example.org/3</link></item></channel></rss>"
).encode()
ATOM = (
    b"<feed xmlns='http://www.w3.org/2005/Atom'><title>Harbour Post</title><entry><title>Ferry</title><id>u:1</id>"
    b"<link href='https://h.example.org/1'/><published>2021-03-05T08:00:00Z</published><content type='html'>"
    b"&lt;p&gt;The ferry sailed again on Friday, the harbour master said.&lt;/p&gt;</content></entry></feed>"
)
MAIL = (
    "From: Harbour Post <news@h.example.org>\r\nSubject: =?utf-8?b?2K7YqNix?=\r\nDate: Fri, 05 Mar 2021 10:00:00 +0000\r\n"
    "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nplain\r\n"
    f"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>{TEXT}</p>\r\n--b--\r\n"
).encode()


def warc(*pages: tuple[str, bytes, bytes], packed: bool = False) -> bytes:
    out = b""
    for url, head, body in pages:
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + head + b"\r\n" + body
        record = (
            (
                b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: "
                + url.encode()
                + b"\r\nWARC-Date: 2021-03-05T10:00:00Z\r\n"
                b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(http)
            )
            + http
            + b"\r\n\r\n"
        )
        out += gzip.compress(record) if packed else record
    return out


def written(folder: Path, raw: bytes, name: str = "input") -> Path:
    (folder / name).write_bytes(raw)
    return folder / name


KINDS = {
    "text": (TEXT.encode(), Kind.TEXT),
    "page": (PAGE, Kind.HTML),
    "page in UTF-16": (PAGE.decode().encode("utf-16"), Kind.HTML),
    "page behind a comment": (b"<!-- x -->\n<html lang=ar>", Kind.HTML),
    "xhtml": (
        b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">\n<html>',
        Kind.HTML,
    ),
    "fragment": (b"<div><p>said</p></div>", Kind.HTML),
    "rss": (RSS, Kind.FEED),
    "rss without declaration": (b"<rss version='2.0'>", Kind.FEED),
    "atom": (ATOM, Kind.FEED),
    "rdf": (b"<?xml version='1.0'?><rdf:RDF xmlns='x'>", Kind.FEED),
    "other xml": (b"<?xml version='1.0'?><urlset>", Kind.XML),
    "mail": (MAIL, Kind.MAIL),
    "mailbox": (b"From x Fri\n" + MAIL, Kind.MAIL),
    "a line with a colon": (b"Subject: the talks\n\nThey said so.", Kind.TEXT),
    "json lines": (b'{"id": "a", "text": "said"}\n', Kind.JSONL),
    "warc": (warc(("http://e.org/", b"", PAGE)), Kind.WARC),
    "gzip": (gzip.compress(TEXT.encode()), Kind.GZIP),
    "zip": (zipped(("a.txt", TEXT.encode())), Kind.ZIP),
    "tar": (tarred(("a.txt", TEXT.encode())), Kind.TAR),
    "a text in angle brackets": (b"<3 you all, he said", Kind.TEXT),
}


@pytest.mark.parametrize("name", KINDS)
def test_kinds_are_known_by_content(name: str) -> None:
    raw, kind = KINDS[name]
    assert kind_of(raw[:4096], "photo.png") is kind


def articles(path: Path) -> list[Article]:
    found = list(read(path))
    assert all(isinstance(each, Article) for each in found), found
    return found  # type: ignore[return-value]


def test_a_feed_is_its_entries(tmp_path: Path) -> None:
    found = list(read(written(tmp_path, RSS)))
    first, second, bare = found
    assert isinstance(first, Article)
    assert (first.title, first.outlet, first.url) == ("فتح الجسر", "صحيفة النهر", "https://nahr.example.org/1")
    assert (first.published, first.published_from) == ("2021-03-05T08:00:00+00:00", "metadata")
    assert first.text == f"فتح الجسر\n\n{TEXT}"
    assert isinstance(second, Article)
    assert second.text.endswith("ثان")
    assert isinstance(bare, Rejected)
    assert bare.source.endswith("#3")
    (atom,) = articles(written(tmp_path, ATOM))
    assert (atom.title, atom.outlet, atom.published) == ("Ferry", "Harbour Post", "2021-03-05T08:00:00+00:00")


def test_a_message(tmp_path: Path) -> None:
    (found,) = articles(written(tmp_path, MAIL))
    assert (found.title, found.outlet, found.published) == ("خبر", "Harbour Post", "2021-03-05T10:00:00+00:00")
    assert found.text == f"خبر\n\n{TEXT}"


@pytest.mark.parametrize("packed", [False, True])
def test_a_warc_is_its_pages(tmp_path: Path, packed: bool) -> None:
    other = PAGE.replace("الجسر".encode(), "النفق".encode())
    chunked = b"%x\r\n" % len(other) + other + b"\r\n0\r\n\r\n"
    raw = warc(
        ("https://e.org/a", b"Content-Encoding: gzip\r\n", gzip.compress(PAGE)),
        ("https://e.org/b.html", b"Transfer-Encoding: chunked\r\n", chunked),
        packed=packed,
    )
    found = articles(written(tmp_path, raw))
    assert [(each.title, each.url, each.id) for each in found] == [
        ("فتح الجسر", "https://e.org/a", "a"),
        ("فتح النفق", "https://e.org/b.html", "b"),
    ]


def test_a_table(tmp_path: Path) -> None:
    for text, encoding in (
        (f'id,headline,body,date,source\n7,فتح الجسر,"{TEXT}\nسطر",05/03/2021 10:20:00 AM,صحيفة النهر\n', "utf-8"),
        (f"العنوان;النص;الصحيفة\nفتح الجسر;{TEXT};صحيفة النهر\n", "cp1256"),
        (f"title\ttext\toutlet\nفتح الجسر\t{TEXT}\tصحيفة النهر\n", "utf-16"),
    ):
        (found,) = articles(written(tmp_path, text.encode(encoding, "ignore"), "table.csv"))
        assert (found.title, found.outlet) == ("فتح الجسر", "صحيفة النهر")
    path = written(tmp_path, f"a,b\nx,{TEXT}\n".encode(), "odd.csv")
    (bad,) = read(path)
    assert isinstance(bad, Rejected)
    assert "--columns" in bad.reason
    (item,) = receive(path, {"text": "b", "id": "a"})
    assert not isinstance(item, Rejected)
    found_one = read_received(item)
    assert isinstance(found_one, Article)
    assert (found_one.id, found_one.text) == ("x", TEXT)


def test_archives_within_archives(tmp_path: Path) -> None:
    lines = json.dumps({"id": "j", "text": TEXT}).encode() + b"\n"
    inner = tarred(("deep/a.html", PAGE), ("logo.png", b"\x89PNG"), ("b.jsonl.gz", gzip.compress(lines)), gz=True)
    path = written(tmp_path, zipped(("week.tgz", inner), ("c.txt", TEXT.encode()), ("d/", b"")))
    found = articles(path)
    assert [each.source.removeprefix(str(path)) for each in found] == [
        "!week.tgz!deep/a.html",
        "!week.tgz!b.jsonl.gz:1",
        "!c.txt",
    ]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for raw in (PAGE, gzip.compress(PAGE), zipped(("a.html", PAGE))):

        class Pipe(io.BytesIO):
            def seekable(self) -> bool:
                return False

        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Pipe(raw)))
        (found,) = articles(Path("-"))
        assert found.title == "فتح الجسر"


def test_reading_again_gives_the_same(tmp_path: Path) -> None:
    for raw in (PAGE, RSS, MAIL, TEXT.encode(), b'{"text": "said so"}\n'):
        for item in receive(written(tmp_path, raw)):
            if not isinstance(item, Rejected):
                assert read_received(item) == read_received(item)
