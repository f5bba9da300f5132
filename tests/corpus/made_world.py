"""Made-up articles as inputs of a run: those of the tables of stories, the examples, copies, and what is refused."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import yaml
from pyarrow import parquet

TESTS = Path(__file__).parents[1]
PAGE = (
    "<html lang=en><head><title>{title}</title></head><body><h1>{title}</h1>"
    "<p>The minister of trade, Salem Murad, said on Monday that {what} would be closed for the whole of the week.</p>"
    "<p>A spokesman for the port denied it and told the Harbour Post that nothing had been decided so far.</p>"
    "</body></html>"
)


def records() -> list[dict[str, Any]]:
    """The articles of the tables of stories, as lines of JSON have them; some of them have no date."""
    found = []
    for path in sorted((TESTS / "cases").glob("*/stories.yml")):
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))):
            for each in case["articles"]:
                row = {name: each.get(name) for name in ("title", "outlet", "published")}
                text = f"{each['title']}\n{each['text']}"
                language = path.parent.name
                found.append({"id": f"{language}-{number}-{each['id']}", "text": text, "language": language, **row})
    for each in found[::9]:
        each["published"] = None
    outlet = {"language": "ar", "outlet": "بريد الجبل", "title": None, "published": "2031-06-01"}
    found.append({"id": "full", "text": "قال وزير الخارجية اللبناني سالم مراد إن الاجتماع تأجل إلى الغد.", **outlet})
    found.append({"id": "alone", "text": "نفى وزير الخارجية اللبناني مراد أن يكون الاجتماع قد ألغي.", **outlet})
    return found


def inputs(folder: Path) -> list[str]:
    """Files of several kinds: lines of JSON of which one is broken, Parquet, a WARC, plain text, one file twice."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = records()
    lines = [json.dumps(each, ensure_ascii=False) for each in rows[::2]]
    lines.insert(3, '{"id": "broken", "text": ')
    (folder / "feed.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    parquet.write_table(pa.Table.from_pylist(rows[1::2]), folder / "table.parquet", row_group_size=7)
    pages = [("https://news.example/port", "Port to close", "the port")] * 2
    pages += [
        ("https://news.example/port", "Port to close", "the old port"),
        ("https://news.example/rail", "Rail", "it"),
    ]
    captures = b"".join(capture(url, PAGE.format(title=title, what=what)) for url, title, what in pages)
    (folder / "crawl.warc.gz").write_bytes(gzip.compress(captures, mtime=0))
    examples = sorted(str(path) for path in (TESTS.parent / "examples").glob("*.txt"))
    return [
        str(folder / "feed.jsonl"),
        str(folder / "table.parquet"),
        str(folder / "crawl.warc.gz"),
        *examples,
        examples[0],
    ]


def capture(url: str, page: str) -> bytes:
    """A page as a WARC holds it."""
    body = page.encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-03-04T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"
