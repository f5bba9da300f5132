"""Text → time expressions: the longest pattern at each place, neighbours that belong together joined."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from musnad.calendar.anchor import Anchor
from musnad.calendar.arithmetic import BEYOND, Value, unresolved
from musnad.calendar.clock import NO_DAY
from musnad.calendar.named import OTHER_TIME
from musnad.calendar.reading import READINGS
from musnad.calendar.rules import BY_SIGN, MATCHES, TRIGGER, Rule
from musnad.calendar.scan import Signs, scan
from musnad.calendar.slots import Slots
from musnad.vocabulary.dates import DateWords

_BESIDE = re.compile(r"[ifd,(]{0,3}")  # between a day and its hour
_SAME_DAY = re.compile(r"[$^]?[,(/-]?f?=?[$^]?d?[,(]?")  # between a date and the same in another calendar
_UNTIL = re.compile(r"[)]?,?[-J]f?d?[(]?")
_UP_TO = re.compile(r",?If?d?")
_AND = re.compile(r",?&?f?d?")
_GOES_ON = re.compile(r"[$\u20ac\u00a3#A-Za-z]$|\w[-/.]$")
_LOOK_AHEAD = 10  # signs behind a time that opens its clause, in which the verb is looked for


@dataclass(frozen=True, slots=True)
class Time:
    """One time expression: its offsets in the text, the signs it covers, and what it comes to."""

    start: int
    end: int
    first: int
    last: int
    means: str
    value: Value
    match: re.Match[str]


def find_times(text: str, words: DateWords, anchor: Anchor) -> tuple[Time, ...]:
    """The time expressions of a text in order, none overlapping another.

    >>> from musnad.pack import packs
    >>> anchor = Anchor.of("2024-11-16")
    >>> [time.value.value for time in find_times("سيعقد الاجتماع مساء الاثنين", packs()["ar"].dates, anchor)]
    ['2024-11-18TEV']
    >>> [time.value.value for time in find_times("They met last week.", packs()["en"].dates, anchor)]
    ['2024-W45']
    """
    signs = scan(text, words)
    found: list[Time] = []
    behind = 0
    for trigger in TRIGGER.finditer(signs.signs):
        number = trigger.start()
        if number < behind or not MATCHES[trigger.group()](signs.signs, number):
            continue
        for rule, match in _longest(signs.signs, number):
            time = _time(signs, rule, match, anchor)
            if time is not None:
                found.append(time)
                behind = time.last + 1
                break
    return tuple(_joined(signs, found, anchor))


def _longest(signs: str, number: int) -> list[tuple[Rule, re.Match[str]]]:
    """What matches at a sign, longest first."""
    found = []
    for rule in BY_SIGN[signs[number]]:
        match = rule.pattern.match(signs, number)
        if match is not None and match.end() > number:
            found.append((rule, match))
    if len(found) > 1:
        found.sort(key=lambda each: -each[1].end())
    return found


def _time(signs: Signs, rule: Rule, match: re.Match[str], anchor: Anchor) -> Time | None:
    """The time that a match stands for; None if it is no time, or stands inside of a longer word or number."""
    first, last = match.start(), match.end() - 1
    while last > first and signs.signs[last] in ",(f;":
        last -= 1
    start, end = signs.start(first), signs.end(last)
    if not _stands_free(signs.text, start, end):
        return None
    slots = Slots(signs, match, anchor, _looks_ahead(signs.signs, first, last))
    value = _value(slots, rule)
    return None if value is None else Time(start, end, first, last, rule.means, value, match)


def _value(slots: Slots, rule: Rule) -> Value | None:
    """What a time means, also on the first and the last days that there are."""
    if slots.has("same_year"):  # "April of the same year": which year that is only the text before can tell
        return unresolved(OTHER_TIME)
    try:
        return READINGS[rule.means](slots)
    except OverflowError:
        return unresolved(BEYOND)


def _stands_free(text: str, start: int, end: int) -> bool:
    """Whether no number, code or name goes on at either end: "COVID-19", "F16", "20%"."""
    if text[start].isdecimal():
        before = text[max(start - 2, 0) : start]
        if _GOES_ON.search(before):
            return False
    return not (text[end - 1].isdecimal() and text[end : end + 1] in ("%", "$", "\u066a"))


def _looks_ahead(signs: str, first: int, last: int) -> bool:
    """Whether the clause speaks of the future: by a word before the time, or behind one that opens the clause."""
    if signs[max(first - 1, 0) : first] == "I" or signs[first] == "I":
        return True
    number = first - 1
    while number >= 0:
        if signs[number] == "+":
            return True
        if signs[number] in "<E;\n":
            break
        number -= 1
    opening = signs[number + 1 : first]
    if opening.strip("ifdO,(&"):
        return False
    for sign in signs[last + 1 : last + 1 + _LOOK_AHEAD]:
        if sign in "<E;\n":
            return False
        if sign == "+":
            return True
    return False


def _joined(signs: Signs, found: list[Time], anchor: Anchor) -> list[Time]:
    """Joins neighbours: hour and day, one day in two calendars, the ends of a range."""
    times: list[Time] = []
    for time in found:
        both = _both(signs, times[-1], time, anchor) if times else None
        if both is not None:
            times[-1] = both
        else:
            times.append(time)
    return [_clocked(signs, times, number) if time.means == "clock" else time for number, time in enumerate(times)]


def _both(signs: Signs, left: Time, right: Time, anchor: Anchor) -> Time | None:
    """One time of two; None if they are two."""
    between = signs.signs[left.last + 1 : right.first]
    if len(between) > 4 or "\n" in between:
        return None
    if "clock" in (left.means, right.means) and left.means != right.means and _BESIDE.fullmatch(between):
        clock, day = (left, right) if left.means == "clock" else (right, left)
        value = _at(day.value, clock.value)
        return None if value is None else _cover(left, right, value, "hour")
    if {left.means, right.means} <= _DATES and _SAME_DAY.fullmatch(between):
        one_day = _same_day(left, right)
        if one_day is not None:
            return _cover(left, right, one_day, "date")
    if _opens(signs, left, right, between):
        value = _range(signs, left, right, anchor)
        return None if value is None else _cover(left, right, value, "range")
    return None


_DATES = {"date", "hijri", "numeric", "dotted", "weekday", "deictic"}


def _same_day(left: Time, right: Time) -> Value | None:
    """The day that two neighbours both name: the Gregorian one of two calendars, the fuller one of two."""
    if not {left.value.grain, right.value.grain} <= {"day", "part of day", None}:
        return None
    if left.value.calendar and not right.value.calendar and right.means in ("date", "numeric", "dotted"):
        return right.value
    if right.value.calendar and not left.value.calendar and left.means in ("date", "numeric", "dotted", "deictic"):
        return left.value
    if right.means in ("hijri", "date", "numeric") and left.means in ("weekday", "deictic"):
        return right.value
    return None


def _at(day: Value, clock: Value) -> Value | None:
    """A day with the hour behind it: a part of the day that the day has tells morning from evening."""
    if day.value is None or day.grain not in ("day", "part of day") or clock.value is None:
        return None
    date, _, part = day.value.partition("T")
    hour = int(clock.value[1:3])
    if part in ("EV", "AF") and hour < 12:
        hour += 12
    return replace(day, value=f"{date}T{hour:02}{clock.value[3:]}", grain=clock.grain)


def _opens(signs: Signs, left: Time, right: Time, between: str) -> bool:
    """Whether two times are the ends of a range: "from … to …", "between … and …", "… – …"."""
    if left.value.grain != right.value.grain or left.value.grain not in ("day", "month", "year", "minute", "hour"):
        return False
    before = signs.signs[max(left.first - 2, 0) : left.first]
    if _UNTIL.fullmatch(between) or (_UP_TO.fullmatch(between) and before[-1:] in ("f", "K")):
        return True
    joined = "&" in between or signs.sense(right.first).cut > 0
    return "K" in before and joined and _AND.fullmatch(between) is not None


def _range(signs: Signs, left: Time, right: Time, anchor: Anchor) -> Value | None:
    """The range of two times; the first is read again from the second one's date where it says no year."""
    value = left.value
    if value.is_relative and not right.value.is_relative and left.means in ("date", "month"):
        ends = Anchor.of(right.value.value)
        value = READINGS[left.means](Slots(signs, left.match, ends, ahead=False)) or value
    elif left.means == right.means == "weekday" and (value.value or "") > (right.value.value or ""):
        value = READINGS["weekday"](Slots(signs, left.match, Anchor.of(right.value.value), ahead=False)) or value
    if value.value is None or right.value.value is None or "/" in value.value + right.value.value:
        return None
    if value.value >= right.value.value or value.value.startswith("T"):
        return None
    return replace(right.value, value=f"{value.value}/{right.value.value}", is_relative=value.is_relative)


def _cover(left: Time, right: Time, value: Value, means: str) -> Time:
    return Time(left.start, right.end, left.first, right.last, means, value, left.match)


def _clocked(signs: Signs, times: list[Time], number: int) -> Time:
    """A clock time with the day that the same sentence has said before; unresolved without one."""
    time = times[number]
    for other in reversed(times[:number]):
        between = signs.signs[other.last + 1 : time.first]
        if ";" in between or "\n" in between:
            break
        value = _at(other.value, time.value)
        if value is not None:
            return replace(time, value=value)
    return replace(time, value=Value(None, None, NO_DAY))
