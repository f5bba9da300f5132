"""Writes the articles that training leaves aside (``train.py FILE:KEEP``) to a file that can measure.

python training/aside.py GOLD.jsonl.xz:KEEP OUT.jsonl
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from examples import load


def main() -> None:
    """Every article whose number in its file is a multiple of KEEP."""
    name, _, keep = sys.argv[1].partition(":")
    aside = load(Path(name))[:: int(keep)]
    lines = (json.dumps(article, ensure_ascii=False) + "\n" for article in aside)
    Path(sys.argv[2]).write_text("".join(lines), encoding="utf-8")
    print(len(aside), "articles")


if __name__ == "__main__":
    main()
