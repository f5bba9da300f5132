"""Every threshold: what it bounds, its unit, the range that makes sense, and where the value came from."""

from __future__ import annotations

# --- read ---

ARTICLE_BYTES_MAX = 2_000_000
"""The largest article that is read, in bytes as stored. Range: 100,000 to 50,000,000.

Origin: the longest of the 31,030 articles of SaudiNewsNet takes 60 kB; thirty times that is no report but a
log or a dump.
"""

TEXT_SAMPLE_CHARS = 4_000
"""How much of a text is looked at to tell its encoding, in code points. Range: 500 to 50,000.

Origin: a letter of 1% frequency is then seen about 40 times, so that frequencies are steady.
"""

MULTIBYTE_SHARE_MIN = 0.8
"""Of the stretches of bytes above 127, the share that must be sound UTF-8 for a file that is not wholly
sound to be called broken UTF-8 rather than another encoding; 0 to 1.

Origin: of 2,069 articles in Windows-1256 none has more than 0.01 of its stretches sound by chance; in UTF-8
with one bad byte all but one are.
"""

COMMON_LETTERS_SHARE_MIN = 0.55
"""The share of the commonest Arabic letters among the Arabic letters of a text, from which a decoding
is believed; 0 to 1.

Origin: stretches of 1,000 letters of news have 0.70 to 0.83; UTF-8 read as Windows-1256 has 0.00.
"""

LETTERS_COUNT_MIN = 60
"""How many Arabic letters a text needs for their frequencies to mean something. Range: 30 to 300.

Origin: of 10,000 stretches of that many letters of news none fell under the share above.
"""

FOREIGN_LETTERS_SHARE_MAX = 0.005
"""Up to this share of Persian and Urdu letters a text in Arabic script is Arabic without further ado; 0 to 1.

Origin: of 2,037 Arabic articles (SaudiNewsNet) one has more, and half have none; Persian has one letter in
ten, or one in forty where its yeh and kaf are typed as Arabic ones.
"""

TITLE_CHARS_MAX = 200
"""The longest line that can be a headline, in code points. Range: 120 to 300.

Origin: the longest of 432 annotated headlines has 140; first paragraphs are mostly longer.
"""

TITLE_WITH_STOP_CHARS_MAX = 135
"""The same for a line that ends with a full stop, which is rather a first paragraph. Origin: as above."""

SUBTITLE_CHARS_MAX = 135
"""The longest second line of a headline, in code points. Range: 80 to 200. Origin: as above."""

DATELINE_CHARS_MAX = 80
"""The longest line of date, place and reporter, in code points. Range: 50 to 120.

Origin: of 196 annotated ones the longest but one has 64, and most name at most three reporters.
"""

DATE_LINE_REST_SHARE_MAX = 0.67
"""In a line of date and place, the largest share of words that are neither numbers nor months and days.

Range: 0 to 1. Origin: lines with a city, two dates of two calendars and an agency have 0.4; headlines with
a date in them have 0.75 and more.
"""

FURNITURE_CHARS_MAX = 320
"""The longest line that can be boilerplate or a credit, in code points. Range: 200 to 600.

Origin: annotated ones reach 251 (a note by the editor).
"""

LANGUAGE_SAMPLE_CHARS = 1_000
"""How much of a text its language is told from, in code points. Range: 200 to 5,000.

Origin: py3langid decides 40 of 40 single sentences of a tenth of that; time grows with the length.
"""

LANGUAGE_MODEL_CHARS = 300
"""How much of these the language model is shown, where letters alone do not decide. Range: 100 to 1,000.

Origin: of 1,541 English texts all come out as with 1,000, and three do not with 100; its time grows with the length.
"""

WORDS_REMEMBERED = 40_000
"""How many words a pack remembers its findings about before it forgets all of them.

Range: 1,000 and more. Origin: with it, 30,000 articles are read in flat memory (docs/performance.md).
"""

# --- attribute ---

ADVICE_FACTOR = 1.5
"""How much the encoder's log-odds count beside the grammar's in careful mode; 0 to 5.

Origin: on a fold of the training articles, left out of both, 0.5 to 2 do equally well; translated news, which
the grammar knows less of, wants more of the encoder.
"""

ADVICE_INSIDE_FACTOR = 0.2
"""How much the encoder's log-odds of each word being content count when the end of content is chosen; 0 to 1.

Origin: set by hand, since neighbouring words say nearly the same; 0 and 0.5 differ from it by half a point on ar_dev.
"""

ADVICE_GOES_ON_MIN = 0.5
"""The mean log-odds of being content from which a sentence behind content is content, too; -1 to 3.

Origin: set by hand above even odds; 0 to 2 find the same on ar_dev, below 0 sentences out of sight would count.
"""

ADVICE_NEAREST = 1.0
"""The log-odds by which the nearest earlier speaker who agrees with a verb is preferred to the others; 0 to 5.

Origin: set by hand; 0 to 3 differ by less than a point of kind and name on ar_dev.
"""

ADVICE_FORM_FACTOR = 0.5
"""How much the encoder counts when it is told whether quotation marks mark speech; 0 to 3.

Origin: a half, as for the other labels; on ar_dev and a fifth of NTREX 0.3 and 0.6 do better than 0 and 1.
"""

ADVICE_BEHIND = 2.0
"""How much less likely than its likeliest word the encoder may find one that is taken for a candidate, too.

In natural log-odds; 0 to 5. Origin: 1 to 3 do equally well on ar_dev and a fifth of NTREX.
"""

ADVICE_CUE_MIN = 3.0
"""Log-odds from which a word that no pack knows to report is a cue by the encoder's word; 0 to 5.

Origin: 2 to 4 differ by a tenth on ar_dev; without such words the fifth of NTREX loses a point.
"""

ADVICE_LABEL_FACTOR = 0.5
"""The same for the kind of a source and for acts. Range: 0 to 3.

Origin: as above; one kind too many is passed on to all the source's names.
"""

# --- mention ---

TAGGER_MARGIN = 3.0
"""How much less likely than no name a name may be at a token for the tagger to look at it again; 1 to 10.

In natural log-odds. Origin: on 300 articles of SaudiNewsNet 97.7% of the names are those found with 8, in half the
time; on the tenth of ANERcorp kept apart 3 and 5 differ by half a point, in favour of 3.
"""

SHORT_FORM_FREQUENCY_MAX = 4
"""How common a word may be that stands for a person by itself after the full name; steps of frequency, 0 to 8.

Origin: set by hand between surnames such as Trump (4) and common words such as the Arabic for "good" and "free" (6, 7).
"""

TAGGER_HOPE = 3.0
"""The same before features of several words are looked at; 2 to 20. Origin: as above,
3 finds what 20 finds."""

TAGGER_BEAM = 8.0
"""How much less likely than a token's likeliest tag one may be to be looked at, by the token's own score; 3 to 20.

In natural log-odds. Origin: as above; 5 with a margin of 2 loses three names in a hundred.
"""

# --- date ---

DAYS_AHEAD_MAX = 45
"""How far ahead of publication a day and month without a year may lie to be meant, in days. Range: 0 to 120.

Origin: set by hand; a report names a coming meeting by day and month, but a day ten months back rarely without year.
"""

MONTH_AHEAD_COUNT_MAX = 1
"""The same for a month without a day, in months. Range: 0 to 3. Origin: as above."""

YEARS_AHEAD_MAX = 30
"""How far ahead of publication a number that stands by itself may be a year, in years. Range: 10 to 60.

Origin: plans of states reach to 2050; numbers above count things.
"""

YEAR_EARLIEST = 1900
"""The earliest year that is believed without the word "year" beside it. Range: 1800 to 1970. Origin: as above."""

YEAR_BARE_EARLIEST = 1940
"""The earliest year that is believed with no word of time beside it. Range: 1900 to 1990.

Origin: set by hand after reading bare numbers in Arabic outlets of 2015 and 2022, which from here on were years.
"""

YEARS_BARE_AHEAD_MAX = 6
"""How far ahead of publication such a number may lie, in years. Range: 1 to 30. Origin: as above."""

YEAR_LATEST = 2025
"""The year that stands in for the article's where that is not known, to tell years from other numbers."""

# --- names ---

NAMES_REMEMBERED = 200_000
"""How many names, and how many pairs of their words, are remembered with what was found out about them.

Range: 1,000 and more. Origin: about 100 MB when full; the names of 30,000 articles are fewer.
"""

NAME_WORDS_MAX = 8
"""The words of a name that are compared; what follows is left out. Range: 4 to 16.

Origin: of 49,801 people in Wikidata 12 have more.
"""

NAME_PAIRS_REMEMBERED = 500_000
"""How many pairs of words are remembered with their odds. Range: 10,000 and more.

Origin: as above.
"""

SAME_SCORE = 0.4
"""The score from which two names are taken for spellings of one name; 0 to 1.

Origin: on people of Wikidata that training left aside 0.3 to 0.4 gives the best F1 against names of other people
with the same given name and the nearest surname (``bench/names.py quality``, docs/names.md).
"""

SURNAME_SCORE_MAX = 0.35
"""The most that a word alone can score against a name of several words; 0 to ``SAME_SCORE``.

Origin: set by hand below ``SAME_SCORE``: one surname alone never merges two people.
"""

LOOKUP_COMPARED_MAX = 10
"""How many names of an index are compared as a whole in one lookup, if no more are asked for. Range: 5 to 500.

Origin: of 600 people of the tenth of Wikidata's that taught the weights, among a million made names, 10 find 491 and
12 find 497 with 24 words each; each costs 0.1 ms.
"""

LOOKUP_RANKED_MAX = 1_000
"""How many names that hold a word like the rarest wanted one are ranked where few hold two. Range: 100 to 100,000.

Origin: of the same people 400 find 504 and 2,000 find 505, with 28 words each.
"""

LOOKUP_WORD_ODDS_MIN = -1.5
"""The log-odds from which a word of an index may be a spelling of a wanted one; -6 to 6.

Origin: set by hand, so that a near miss still comes in by its other words; of the same people -0.5 finds 18 fewer.
"""

LOOKUP_WORDS_MAX = 24
"""How many words with the same consonants are looked at closely for each word of a lookup. Range: 4 to 1,000.

Origin: of the same people 20 find 479, 24 find 491, 28 find 499, each some 0.1 ms more; 24 keep a lookup below 5 ms.
"""

LOOKUP_REWRITTEN_WORDS_MAX = 4
"""The same for words that the wanted name has only if its words are joined or parted. Range: 1 to 1,000.

Origin: of the same people 4 find as many as 8.
"""

# --- link ---

LINK_SCORE = 0.8
"""The score from which two names are taken for one person, organisation or place; 0.5 to 1.

Origin: set by hand above ``SAME_SCORE``, since a wrong merge hides who spoke and a missed one only shows them twice.
"""

LINK_VETO_SCORE = 0.5
"""Below this score two names keep the groups apart that they belong to; 0 to ``LINK_SCORE``. Origin: ``SAME_SCORE``."""

LINK_WORD_ODDS_MIN = -3.0
"""Log-odds of two words being one below which names that rest on them are not judged at all; -6 to 0.

Origin: below some -5.4 no name reaches ``LINK_VETO_SCORE`` by the weights that compare names, whatever else agrees; -3
was chosen by hand on names of SaudiNewsNet, and leaves out links as well, nearly all of them wrong: docs/linking.md.
"""

LINK_SPELLED_SCORE = 0.95
"""The same as ``LINK_SCORE`` for places and bodies, which are mostly translated, not spelled; 0.8 to 1.

Origin: set by hand.
"""

ROLE_BONUS = 0.15
"""What is added to the score of two names whose bearers hold the same office of the same country; 0 to 0.3.

Origin: set by hand so that an office lifts names over ``LINK_SCORE`` that nearly reach it, and no others.
"""

SAME_NAME_SCORE = 0.9
"""The score of one full name without a role and with one; ``LINK_SCORE`` to 1. Origin: set by hand."""

EVIDENCE_SCORE = 0.85
"""The score of a surname that further evidence joins to a full name; ``LINK_SCORE`` to 1. Origin: set by hand."""

SIDE_MARGIN = 0.1
"""By how much a name must be more like one of two groups that exclude each other, to join it; 0 to 0.5.

Origin: set by hand; spellings of one name differ by less in their score.
"""

SIDE_SHARE_MIN = 10
"""Or in how many times as many articles the one group must be seen as the other. Range: 3 to 100. Set by hand."""

NEAR_DAYS = 2
"""How many days apart two articles of one outlet may be for the full name in one to explain the surname in the other.

Range: 0 to 7. Origin: set by hand; a running story names people in full at least that often.
"""

SHORT_FIRST_RARITY_MIN = 5.0
"""How rare a given name must be to stand for the one full name of an article that begins with it.

In minus the natural log of the share of people who bear it; 3 to 8. Origin: set by hand; Mohammed has 2.5.
"""
