"""The made-up articles that the pages show, with their dates as each kind of outlet writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import yaml
from hijridate import Gregorian

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
MONTHS = {
    "egypt": [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
    "levant": [
        "كانون الثاني",
        "شباط",
        "آذار",
        "نيسان",
        "أيار",
        "حزيران",
        "تموز",
        "آب",
        "أيلول",
        "تشرين الأول",
        "تشرين الثاني",
        "كانون الأول",
    ],
    "maghreb": [
        "جانفي",
        "فيفري",
        "مارس",
        "أفريل",
        "ماي",
        "جوان",
        "جويلية",
        "أوت",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
    "english": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "hijri": [
        "محرم",
        "صفر",
        "ربيع الأول",
        "ربيع الآخر",
        "جمادى الأولى",
        "جمادى الآخرة",
        "رجب",
        "شعبان",
        "رمضان",
        "شوال",
        "ذو القعدة",
        "ذو الحجة",
    ],
}
DAYS = {
    "ar": ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}


@dataclass(frozen=True)
class Story:
    """One made-up article; ``months`` is the calendar that its outlet writes dates in."""

    id: str
    title: str
    outlet: str
    host: str
    moment: datetime
    months: str
    author: str
    section: str
    text: tuple[str, ...]

    @property
    def lang(self) -> str:
        return "en" if self.months == "english" else "ar"

    @property
    def day(self) -> str:
        return self.moment.date().isoformat()

    @property
    def iso(self) -> str:
        return self.moment.isoformat()

    def written(self, moment: datetime | None = None) -> str:
        """The date in the outlet's own manner, weekday first."""
        when = moment or self.moment
        weekday = DAYS[self.lang][when.weekday()]
        if self.months == "hijri":
            hijri = Gregorian(when.year, when.month, when.day).to_hijri()
            return f"{weekday} {hijri.day} {MONTHS['hijri'][hijri.month - 1]} {hijri.year} هـ"
        month = MONTHS[self.months][when.month - 1]
        if self.lang == "en":
            return f"{weekday}, {month} {when.day}, {when.year}"
        return f"{weekday} {when.day} {month} {when.year}"


def stories() -> list[Story]:
    """All of them, in the order of the file."""
    found = []
    for number, entry in enumerate(yaml.safe_load((HERE / "articles.yml").read_text(encoding="utf-8"))):
        if "example" in entry:
            blocks = (EXAMPLES / entry["example"]).read_text(encoding="utf-8").strip().split("\n\n")
            outlet, title, rest = blocks[1], blocks[2], blocks[3:]
            if len(rest[0]) < 80:  # byline or place, which the page's system writes by itself
                rest = rest[1:]
            text = tuple(line.strip() for block in rest for line in block.split("\n") if len(line) > 60)
        else:
            outlet, title, text = entry["outlet"], entry["title"], tuple(entry["text"])
        found.append(
            Story(
                id=f"s{number}",
                title=title.strip(),
                outlet=outlet.strip(),
                host=entry["host"],
                moment=datetime.fromisoformat(entry["date"]),
                months=entry["months"],
                author=entry["author"],
                section=entry["section"],
                text=text,
            )
        )
    return found
