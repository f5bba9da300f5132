"""The bundled story as a feed: each of its made-up articles with a time of publication."""

from __future__ import annotations

import json
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples"
PUBLISHED = {
    "ar-1-strait-agency": "2024-11-20T06:10",
    "ar-2-ashria-wire-copy": "2024-11-20T07:45",
    "en-1-belgara-courier": "2024-11-21T05:00",
    "ar-3-difaf-letter": "2024-11-21T11:30",
    "ar-4-lamira-morning": "2024-11-22T09:00",
    "en-2-lamira-herald": "2024-11-22T10:20",
}


def write_story(path: Path) -> Path:
    """Writes the story as JSONL."""
    lines = [
        {"id": name, "published": published, "text": (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8")}
        for name, published in PUBLISHED.items()
    ]
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


def write_many(path: Path, count: int) -> Path:
    """Writes the Arabic reports of the story again and again, for another outlet each time, with other words."""
    reports = [(EXAMPLES / f"{name}.txt").read_text(encoding="utf-8") for name in PUBLISHED if name.startswith("ar")]
    lines = []
    for number in range(count):
        first, *paragraphs = reports[number % len(reports)].split("\n\n")[2:]
        kept = [each for place, each in enumerate(paragraphs) if (place + number) % 3]
        kept.append(f"وقال شاهد من الحي رقم {number + 2} إنه رأى الدخان من نافذته.")
        lines.append(
            {
                "id": f"m{number}",
                "title": first,
                "outlet": f"صحيفة الحي {number + 2}",
                "published": f"2024-11-20T{6 + number // 10:02}:{number % 10 * 5:02}",
                "text": "\n\n".join([first, *kept]),
            }
        )
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path
