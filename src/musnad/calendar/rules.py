"""The patterns of time expressions, over the signs of words.

A sign is one letter for a class of words (``musnad.vocabulary.dates`` lists them): ``P`` part of the day, ``G`` day
counted from today, ``W`` weekday, ``M`` month, ``H`` Hijri month, ``S`` season (small letters: doubtful words), ``D``
number up to 31, ``N`` longer number, ``Y`` year, ``X`` number that may be a Hijri year, ``Z`` other number of four
digits, ``n`` number in words, ``o`` ordinal, ``d u b y e c`` day, week, month, year, decade, century, ``z`` weekend,
``v`` quarter or half, ``q`` hour or minute, ``R`` last, this or next, ``E`` same or following, ``O`` early or late,
``B`` before a count, ``A`` after one, ``i f I K J`` small words (in, of, by, between, to), ``&`` and. A mark stands
for itself, ``.`` for any other word.

One set of patterns serves every language: what differs is the order, and each order stands here once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LEAD = (
    r"(?:(?P<part_a>[Pp])f?i?)?(?:G,?d?(?=[WwD]))?d?"
    r"(?:(?P<weekday>[Ww]);?(?:f?(?P<weekday_relative>R))?(?P<part_b>[Pp])?,?[(-]?)?[ifI]{0,2}=?d?=?"
)
_MONTH = r"(?P<month>[Mm])(?:/(?P<month_b>[Mm])|\((?P<month_c>[Mm])\))?;?"
# A year behind a month: "2024", "of 2024", "of last year", "last year", "last".
_YEAR = (
    r"(?:f{0,2}(?P<same_year>yE|Ey)|f{0,2}(?P<year_relative>R)y|f{0,2}y(?P<year_relative_b>R)|f?(?P<relative>R)(?![duzbecv])(?:[,]?f?y?(?P<year_a>Y))?"
    r"|[,(-]?f{0,2}y?[/-]?(?P<year>[YZ])[)]?\^?)?"
)
_TAIL = r"(?:,?(?P<part_c>P))?"
_TO = r"(?:[-JI&]f?(?P<day_b>[Do])T?)?"
_DAY_MONTH = r"(?P<day>[Don])T?" + _TO + r"[-/]?f{0,2}b?f?"


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern: the signs that it may begin with, and the name of what it means (``musnad.calendar.reading``)."""

    means: str
    begins: str
    pattern: re.Pattern[str]


def _rule(means: str, begins: str, pattern: str) -> Rule:
    return Rule(means, begins, re.compile(pattern))


RULES = (
    # 16 November 2024; Monday evening, 16 November; the 16th of last month
    _rule("date", "PpGdWwDon", _LEAD + _DAY_MONTH + _MONTH + _YEAR + _TAIL),
    _rule("date", "PpGdWwMm", _LEAD + _MONTH + r"(?P<day>D)T?(?![:/])" + _TO + _YEAR + _TAIL),
    _rule("date", "PpGdWwDo", _LEAD + r"(?P<day>[Do])f{0,2}(?:(?P<month_relative>R)b|b(?P<month_relative_b>R))"),
    _rule("date", "dW", r"d?(?P<weekday>W)?d?(?P<day>D)(?P<month_relative>R)(?![duzbyecvn])"),
    _rule("numeric", "PpGdWwYD", _LEAD + r"(?P<year>Y)(?P<mark>[/-])(?P<month_number>D)(?P=mark)(?P<day>D)"),
    _rule("numeric", "PpGdWwD", _LEAD + r"(?P<day>D)(?P<mark>[/-])(?P<month_number>D)(?P=mark)(?P<year>[YXN])\^?\$?"),
    _rule("dotted", "PpGdWw#", _LEAD + r"(?P<dotted>#)"),
    _rule(
        "hijri",
        "PpGdWwDo",
        _LEAD + r"(?P<day>[Don])T?" + _TO + r"d?f{0,2}b?f?(?P<hijri_month>[Hh])(?:f?(?P<relative>R))?"
        r"(?:,?f{0,2}y?f?(?P<hijri_year>[XYN]))?\$?",
    ),
    _rule(
        "hijri",
        "ObHhR",
        r"(?:Of?)?(?P<relative_a>R)?(?:bf?)?(?P<hijri_month>[Hh])(?:f?(?P<relative>R))?"
        r"(?:,?f{0,2}y?f?(?P<hijri_year>[XYN]))?\$?",
    ),
    _rule("hijri", "yX", r"(?:y(?P<hijri_year>[XN])|(?P<hijri_year_b>X))\$"),
    _rule("month", "VLOMmb", r"(?:[OVL]-?f{0,2})?(?P<named>b)?f?" + _MONTH + r"(?:-(?P<month_to>[Mm]))?" + _YEAR),
    _rule("month", "VLRO", r"(?:[OVL]-?f?)?(?P<relative>R)b?" + _MONTH),
    _rule(
        "weekday",
        "VLPpOdWR",
        r"(?:[OVL]f?-?)?(?:(?P<part_a>[Pp])(?:[if]{0,2}))?(?:(?P<relative_a>R)d?)?d?"
        r"(?P<weekday>W)(?:f?(?P<relative>R)(?![duzbyecv]))?(?:f{0,2}(?:u(?P<week>R)|(?P<week_b>R)u))?"
        r"(?:f?(?P<part_b>[Pp])(?![dGW]))?",
    ),
    _rule(
        "deictic",
        "VLPpOG",
        r"(?:[OVL]f?-?)?(?:(?P<part_a>[Pp])[if]{0,2}d?)?(?P<days>G)"
        r"(?:,?\(?d?(?P<weekday>W)\)?)?(?:f?(?P<part_b>P))?",
    ),
    _rule("part", "R", r"(?P<relative>R)(?P<part_a>[Pp])"),
    _rule("part", "P", r"(?P<part_a>P)(?P<relative>R)"),
    _rule("unit", "VLOduzbyecv", r"(?:[OVL]-?f{0,2})?(?P<unit>[duzbyecv])f?(?P<relative>R)"),
    _rule("unit", "VLOR", r"(?:[OVL]-?f{0,2})?(?P<relative>R)(?P<unit>[duzbyecv])(?![Mm])"),
    _rule("border", "O", r"(?P<border>O)(?P<of>f{0,2})(?P<unit>[ubyec])(?![REofnYrXMm])"),
    _rule("span", "duzbyecnqDN", r"(?P<unit>[qduzbyec])(?P<count>[nDN])f?(?P<relative>[Rr])"),
    _rule("span", "nDN", r"(?P<count>[nDN])(?P<unit>[qduzbyec])f?(?P<relative>[Rr])"),
    _rule("span", "Rr", r"(?P<relative>[Rr])(?P<count>[nDNF])(?P<unit>[qduzbyec])"),
    _rule("weekend", "z", r"(?P<unit>z)(?![REo])"),
    _rule("ago", "B", r"B[lf]{0,3}(?P<part_of>v)(?P<unit>[ce])"),
    _rule("pair", "d", r"(?P<pair>d)(?P<weekday>W)&?(?P<weekday_b>W)(?:f?(?P<relative>R))?"),
    _rule("month", "b", r"(?P<named>b)(?P<month>[Mm])&?(?P<month_to>[Mm])" + _YEAR),
    _rule("numeric", "dWi", r"(?:W,?)?(?:d|i)f?(?P<day>D)/(?P<month_number>D)(?![/f:])"),
    _rule("fraction", "orv", r"(?:(?P<ordinal>[or])-?(?P<unit>v)|(?P<unit_b>v)(?P<ordinal_b>[or]))"),
    _rule("bare year", "Y", r"(?P<year>Y)(?![/:-])\^?"),
    _rule("recent", "duzbyecqr", r"(?P<unit>[duzbyecq])[nDNF]?r|r(?P<unit_b>[duzbyecq])"),
    _rule("season", "VLOSs", r"(?:[OVL]-?f{0,2})?(?P<season>[Ss])" + _YEAR),
    _rule("season", "VLOR", r"(?:[OVL]-?f?)?(?P<relative>R)(?P<season>[Ss])"),
    _rule(
        "fraction",
        "orv",
        r"(?:(?P<ordinal>[or])-?(?P<unit>v)|(?P<unit_b>v)(?P<ordinal_b>[or]))"
        r"(?:f{0,2}y?(?P<year>Y)|f{0,2}y(?P<relative>R)|f{0,2}(?P<relative_b>R)y|f{1,2}(?P<this>y)(?![Ef]))\^?",
    ),
    _rule("fraction", "v", r"(?P<unit>v)f?(?P<relative>R)"),
    _rule("year", "VLOy", r"(?:[OVL]-?f{0,2})?(?P<named>y)(?P<year>[YZX])(?:(?P<joint>[-JI])y?(?P<year_b>Y))?\^?"),
    _rule("years", "YZ", r"(?<=K)(?P<year>[YZ])[J&](?P<year_b>[YZ])\^?"),
    _rule("year", "Y", r"(?<=[%f])(?P<year>Y)(?![/-])\^?"),
    _rule("years", "Y", r"(?P<year>Y)[-JI/]y?(?P<year_b>Y)(?![-/])\^?"),
    _rule("year", "Y", r"(?<=[iIBLAKJOa/])(?P<year>Y)(?![/-])\^?"),
    _rule("year", "Y", r"(?<=Y[&,])(?P<year>Y)(?![/-])\^?"),
    _rule("year", "Y", r"(?P<year>Y)\^"),
    _rule(
        "decade",
        "VLOYDNg",
        r"(?<!@)(?:[OVL]-?f{0,2})?(?:(?P<year>Y)'?~|'?(?P<short>[DN])'?~|(?P<decade>g))(?!f?@)"
        r"(?:f{0,2}(?:c(?P<relative>R)|(?P<relative_b>R)c|c(?P<ordinal>o)))?",
    ),
    _rule("century", "coD", r"(?:Of{0,2})?(?:c(?:(?P<ordinal>o)|f?(?P<count>D))|(?P<ordinal_b>[oD])T?-?c)"),
    _rule(
        "ago", "B", r"B[lf]{0,3}(?:(?P<count>[nDN]))?(?P<unit>[qduzbyec])(?P<count_b>n)?(?![RrEWDYMmGXNo])(?P<of>f)?"
    ),
    _rule("ago", "B", r"B[lf]{0,3}(?P<few>F)f?(?P<unit>[qduzbyec])"),
    _rule("ago", "nDNFduzbyecq", r"(?:(?P<count>[nDN])|(?P<few>F))?l?(?P<unit>[qduzbyec])A"),
    _rule("later", "nDNF", r"(?:(?P<count>[nDN])|(?P<few>F))(?P<unit>[qduzbyec])L(?!Y)"),
    _rule("in", "a", r"(?<![dubyn])a[lf]{0,2}(?P<count>[nDN])?(?P<unit>[qduzbyec])(?![RrEWDYMmGXNo])(?P<of>f)?"),
    _rule("same", "GWduzbyE", r"(?P<unit>[GWduzby])E|(?P<that>E)(?P<unit_b>[duzbyWPp])"),
    _rule(
        "clock",
        "q",
        r"(?P<hours>q),?f?\(?(?P<hour>[Don])(?::(?P<minute>[DN]))?\)?(?P<fraction>v)?(?:f?(?P<part_a>[Ppx]))?",
    ),
    _rule("clock", "Dn", r"(?P<hour>[Dn])(?::(?P<minute>[DN]))?(?P<part_a>x)"),
    _rule("clock", "Don", r"(?P<hour>[Don])(?::(?P<minute>[DN]))?(?P<fraction>v)?(?P<part_a>P)(?![dGW])"),
    _rule("feast", "t", r"(?P<feast>t)(?:f?(?P<relative>R)|,?(?P<year>Y))?"),
    _rule("feast", "ko", r"(?:(?P<ordinal>o)d)?(?P<hijri_feast>k)(?:f?(?P<relative>R))?"),
    _rule("reference", "V", r"(?P<reference>V)"),
)

BY_SIGN = {
    sign: tuple(rule for rule in RULES if sign in rule.begins) for sign in sorted({s for r in RULES for s in r.begins})
}
"""The rules that may begin with a sign."""


def _any_of(rules: tuple[Rule, ...]) -> re.Pattern[str]:
    """A pattern without groups that matches where one of the rules does; a mark that is repeated may differ."""
    bare = (re.sub(r"\(\?P<\w+>", "(?:", rule.pattern.pattern).replace("(?P=mark)", "[/-]") for rule in rules)
    return re.compile("|".join(f"(?:{pattern})" for pattern in bare))


MATCHES = {sign: _any_of(rules).match for sign, rules in BY_SIGN.items()}
"""Tells at the cost of one look whether any of the rules of a sign matches: most often none does."""
TRIGGER = re.compile(f"[{re.escape(''.join(BY_SIGN))}]")
"""The signs with which any rule begins."""
