"""Forty archives, feeds and files that somebody made to do harm: name, bytes, and what the refusal says."""

from __future__ import annotations

import gzip
import io
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable

GOOD = b"The minister said on Monday that the road was open again, and thanked the crews for their work."


def zipped(*members: tuple[str, bytes], **options: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = options.get("method", zipfile.ZIP_DEFLATED)
            info.external_attr = options.get("attributes", 0)
            archive.writestr(info, content)
    return out.getvalue()


def tarred(*members: tuple[str, bytes], kind: bytes = tarfile.REGTYPE, to: str = "", gz: bool = False) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz" if gz else "w") as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.type, info.linkname, info.size = kind, to, len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def nested(depth: int, wrap: Callable[[bytes], bytes]) -> bytes:
    content = GOOD
    for _ in range(depth):
        content = wrap(content)
    return content


def overlapping() -> bytes:
    """Two files of the list that share their bytes, as in David Fifield's bombs."""
    raw = bytearray(zipped(("a.txt", GOOD * 100), ("b.txt", GOOD * 100)))
    second = raw.index(b"PK\x01\x02", raw.index(b"PK\x01\x02") + 4)
    raw[second + 42 : second + 46] = struct.pack("<I", 0)
    return bytes(raw)


def encrypted() -> bytes:
    raw = bytearray(zipped(("a.txt", GOOD)))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


def nameless() -> bytes:
    """A file whose name in the list begins with the sign that ends names; found by fuzzing."""
    return zipped(("a.txt", GOOD)).replace(b"a.txtPK", b"\0.txtPK")


def long_list() -> bytes:
    raw = bytearray(zipped(("a.txt", GOOD)))
    place = raw.rindex(b"PK\x05\x06")
    raw[place + 12 : place + 16] = struct.pack("<I", 0x7FFFFFFF)
    return bytes(raw)


def pax_bomb() -> bytes:
    info = tarfile.TarInfo("./PaxHeaders/a")
    info.type, info.size = tarfile.XHDTYPE, 8_000_000_000
    return gzip.compress(info.tobuf(tarfile.USTAR_FORMAT) + b"\0" * 200_000_000)


def warc(header: bytes, body: bytes = b"") -> bytes:
    return b"WARC/1.0\r\n" + header + b"\r\n\r\n" + body + b"\r\n\r\n"


def feed(doctype: bytes, inner: bytes = b"") -> bytes:
    return (
        b'<?xml version="1.0"?>'
        + doctype
        + b"<rss version='2.0'><channel><title>x</title>"
        + inner
        + b"</channel></rss>"
    )


def laughs() -> bytes:
    lines = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    return feed(b"<!DOCTYPE rss [<!ENTITY a0 'ha'>" + lines + b"]>", b"<item><title>&a11;</title></item>")


def mail(parts: int) -> bytes:
    head = b"From: a@b.org\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    return head + b"--b\r\n\r\nx\r\n" * parts + b"--b--\r\n"


def deep_mail() -> bytes:
    out = b"From: a@b.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    for n in range(400):
        out += b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
    return out


LINK = stat.S_IFLNK << 16
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
BOMB = gzip.compress(b"<p>" + b"\0" * 30_000_000)
RESPONSE = (
    b"WARC-Type: response\r\nContent-Type: application/http\r\nWARC-Target-URI: http://e.org/\r\nContent-Length: %d"
)

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip: traversal": (lambda: zipped(("../../etc/cron.d/x.txt", GOOD)), "leads out"),
    "zip: absolute": (lambda: zipped(("/etc/x.txt", GOOD)), "leads out"),
    "zip: backslashes": (lambda: zipped(("..\\..\\x.txt", GOOD)), "leads out"),
    "zip: drive": (lambda: zipped(("C:\\x.txt", GOOD)), "leads out"),
    "zip: inner traversal": (lambda: zipped(("a/../../x.txt", GOOD)), "leads out"),
    "zip: home": (lambda: zipped(("~/x.txt", GOOD)), "leads out"),
    "zip: link": (lambda: zipped(("a.txt", b"/etc/passwd"), attributes=LINK), "link"),
    "zip: bomb": (lambda: zipped(("a.txt", b"\0" * 50_000_000)), "more than"),
    "zip: many bombs": (lambda: zipped(*((f"{n}.jsonl", b'{"' + b" " * 9_000_000) for n in range(12))), "unpacks to more"),
    "zip: nested": (lambda: nested(6, lambda inner: zipped(("a.zip", inner))), "deep in one another"),
    "zip: bomb within": (lambda: zipped(("a.gz", gzip.compress(b'{"' + b" " * 100_000_000))), "unpacks to more"),
    "zip: overlapping": (overlapping, "lies over"),
    "zip: encrypted": (encrypted, "encrypted"),
    "zip: other method": (lambda: zipped(("a.txt", GOOD), method=zipfile.ZIP_LZMA), "method"),
    "zip: list without end": (long_list, "list of"),
    "zip: cut off": (lambda: zipped(("a.txt", GOOD * 99))[:-30], "broken"),
    "zip: false checksum": (lambda: zipped(("a.txt", GOOD), method=0).replace(b"Monday", b"Sunday", 1), "broken"),
    "zip: no name": (nameless, "no name"),
    "zip: nothing": (zipped, "nothing"),
    "tar: traversal": (lambda: tarred(("../x.txt", GOOD)), "leads out"),
    "tar: absolute": (lambda: tarred(("/x.txt", GOOD)), "leads out"),
    "tar: symlink": (lambda: tarred(("x.txt", b""), kind=tarfile.SYMTYPE, to="/etc/passwd"), "link"),
    "tar: hard link": (lambda: tarred(("x.txt", b""), kind=tarfile.LNKTYPE, to="../../etc/passwd"), "link"),
    "tar: device": (lambda: tarred(("x.txt", b""), kind=tarfile.CHRTYPE), "device"),
    "tar: pipe": (lambda: tarred(("x.txt", b""), kind=tarfile.FIFOTYPE), "device or a pipe"),
    "tar: bomb": (lambda: tarred(*((f"{n}.jsonl", b'{"' + b" " * 2_000_000) for n in range(60)), gz=True), "unpacks to more"),
    "tar: header bomb": (pax_bomb, "unpacks to more"),
    "tar: cut off": (lambda: tarred(("a.txt", GOOD * 999))[:2_000], "broken"),
    "tar: nested": (lambda: nested(6, lambda inner: tarred(("a.tar", inner))), "deep in one another"),
    "gzip: bomb": (lambda: gzip.compress(b'{"' + b" " * 120_000_000), "unpacks to more"),
    "gzip: nested": (lambda: nested(9, gzip.compress), "deep in one another"),
    "gzip: cut off": (lambda: gzip.compress(GOOD * 99)[:-12], "broken"),
    "gzip: broken": (lambda: gzip.compress(b'{"a": 1}\n' * 9999)[:200] + b"\xff" * 400, "broken"),
    "warc: line without end": (lambda: b"WARC/1.0\r\nX: " + b"y" * 1_000_000, "line of more than"),
    "warc: header without end": (lambda: b"WARC/1.0\r\n" + b"X: y\r\n" * 10_000, "more than 200 lines"),
    "warc: no length": (lambda: warc(b"WARC-Type: response"), "length"),
    "warc: negative length": (lambda: warc(b"WARC-Type: response\r\nContent-Length: -5"), "length"),
    "warc: promised too much": (lambda: warc(RESPONSE % 999_999_999_999, b"HTTP/1.1 200 OK\r\n\r\nx"), "middle of a record"),
    "warc: bomb": (lambda: warc(RESPONSE % (len(HTTP) + len(BOMB)), HTTP + BOMB), "unpacks to more"),
    "warc: noise behind": (lambda: warc(b"WARC-Type: warcinfo\r\nContent-Length: 0") + b"noise" * 99, "broken"),
    "feed: billion laughs": (laughs, "entities"),
    "feed: file": (lambda: feed(b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>', b"<item><title>&x;</title></item>"), "entities"),
    "feed: foreign definition": (lambda: feed(b'<!DOCTYPE rss SYSTEM "http://10.0.0.1/x.dtd">'), "entities"),
    "feed: parameter entity": (lambda: feed(b'<!DOCTYPE r [<!ENTITY % x SYSTEM "http://10.0.0.1/">%x;]>'), "entities"),
    "feed: in UTF-16": (lambda: laughs().decode().encode("utf-16"), "entities"),
    "feed: depth": (lambda: feed(b"", b"<a>" * 50_000), "deep in one another"),
    "feed: quadratic": (lambda: feed(b"<!DOCTYPE r [<!ENTITY x '" + b"y" * 50_000 + b"'>]>", b"&x;" * 50_000), "no page and no feed"),
    "feed: huge": (lambda: feed(b"", b"<item><title>x</title></item>" * 400_000), "more than the"),
    "feed: empty": (lambda: feed(b""), "no entries"),
    "xml: other": (lambda: b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "no page and no feed"),
    "mail: parts": (lambda: mail(20_000), "parts"),
    "mail: depth": (deep_mail, ""),
    "mail: header": (lambda: b"From: a@b.org\r\nMIME-Version: 1.0\r\nSubject: " + b"x" * 500_000 + b"\r\n\r\nx", "header"),
    "html: huge": (lambda: b"<html><body>" + b"<p>x" * 4_000_000, "more than the"),
    "zlib: raw": (lambda: zlib.compress(GOOD * 999), "binary"),
}  # fmt: skip
