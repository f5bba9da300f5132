"""Every threshold: what it bounds, its unit, the range that makes sense, and where the value came from."""

from __future__ import annotations

# --- read -------------------------------------------------------------------------------------------------

ARTICLE_BYTES_MAX = 2_000_000
"""The largest article that is read, in bytes as stored. Range: 100,000 to 50,000,000.

Origin: the longest report among 37,000 in the archives we measured takes 120 kB; a hundred times what a
long read takes is a log or a dump, and rules over its lines would run for minutes.
"""

TEXT_SAMPLE_CHARS = 4_000
"""How much of a text is looked at to tell its encoding or language, in code points. Range: 500 to 50,000.

Origin: a letter of 1% frequency is then seen about 40 times, so that frequencies are steady.
"""

MULTIBYTE_SHARE_MIN = 0.8
"""Of the stretches of bytes above 127, the share that must be sound UTF-8 for a file that is not wholly
sound to be called broken UTF-8 rather than another encoding; 0 to 1.

Origin: in Windows-1256 Arabic under one in twenty such stretches happens to be sound UTF-8; in UTF-8 with
one bad byte all but one are.
"""

COMMON_LETTERS_SHARE_MIN = 0.55
"""The share of the twelve commonest Arabic letters among the Arabic letters of a text, from which a decoding
is believed; 0 to 1. Origin: news texts have 0.70 to 0.80; wrongly decoded ones under 0.45.
"""

FOREIGN_LETTERS_SHARE_MAX = 0.005
"""Up to this share of Persian and Urdu letters a text in Arabic script is Arabic without further ado; 0 to 1.

Origin: Arabic news spells some foreign names with them (one letter in a thousand); Persian has one in ten,
or one in forty where its yeh and kaf are typed as Arabic ones.
"""

TITLE_CHARS_MAX = 200
"""The longest line that can be a headline, in code points. Range: 120 to 300.

Origin: of 400 annotated headlines the longest has 152; first paragraphs are mostly longer than 150.
"""

TITLE_WITH_STOP_CHARS_MAX = 135
"""The same for a line that ends with a full stop, which is rather a first paragraph. Origin: as above."""

SUBTITLE_CHARS_MAX = 135
"""The longest second line of a headline, in code points. Range: 80 to 200. Origin: as above."""

DATELINE_CHARS_MAX = 80
"""The longest line of date, place and reporter, in code points. Range: 50 to 120.

Origin: of 220 annotated ones the longest has 63 (three reporters, three places).
"""

DATE_LINE_REST_SHARE_MAX = 0.67
"""In a line of date and place, the largest share of words that are neither numbers nor months and days.

Range: 0 to 1. Origin: lines with a city, two dates of two calendars and an agency have 0.4; headlines with
a date in them have 0.75 and more.
"""

FURNITURE_CHARS_MAX = 320
"""The longest line that can be boilerplate or a credit, in code points. Range: 200 to 600.

Origin: annotated ones reach 251 (a note by the editor) and 169 (two reporters and a contributor).
"""

LANGUAGE_SAMPLE_CHARS = 600
"""How much of a text the language model is given when letters do not decide, in code points.

Range: 100 to 5,000. Origin: py3langid decides 40 of 40 single sentences; its time grows with the length.
"""
