"""Every limit of the page: unit, range, where it came from."""

from __future__ import annotations

PAGE_LIST_COUNT = 30
"""How many stories, articles or statements one page lists. Range: 10 to 100. Origin: three screens of a laptop."""

PAGE_PART_CHARS = 40_000
"""How many characters of an article one page shows, cut between paragraphs. Range: 5,000 to 200,000.

Origin: a hundred times a news report's paragraph; with all marks such a page has less than half a megabyte.
"""

PAGE_PART_STATEMENTS = 200
"""How many statements of an article one page marks. Range: 50 to 1,000.

Origin: the longest of 31,030 reports has fewer; an article made to break the page may have ten thousand.
"""

PAGE_PARAGRAPH_CHARS = 8_000
"""How long a paragraph may be before it is shown in pieces. Range: 1,000 to 40,000. Origin: four screens of text."""

PAGE_PICTURES_COUNT = 6
"""How many chain pictures a dossier draws in place; those of the other claims stand as lists. Range: 1 to 50.

Origin: a picture of 20 reports has 25 KB, and a dossier of 60 articles is to stay below 500 KB.
"""

PAGE_PICTURE_HANDS = 14
"""How many outlets one picture draws; the others stand in the list beside it. Range: 5 to 40.

Origin: more than fourteen boxes in a row cannot be read on paper.
"""

PAGE_CONTENT_CHARS = 600
"""How much of a statement's content a dossier or a list shows; the article shows all of it. Range: 100 to 5,000."""

PAGE_BODY_BYTES = 25_000_000
"""The largest request that is taken, in bytes; larger ones are refused before they are read. Range: 1e5 to 1e9.

Origin: a day of a large agency as JSONL has some ten megabytes.
"""

PAGE_FILES_COUNT = 500
"""How many files one form may bring. Range: 1 to 10,000. Origin: a folder of a week's clippings."""

PAGE_JOBS_COUNT = 50
"""How many finished additions are remembered; the oldest are forgotten first. Range: 1 to 1,000."""

SEARCH_WORDS_MAX = 12
"""How many words of a search are looked for; the others are ignored and it is said. Range: 3 to 50."""

SEARCH_CHARS_MAX = 200
"""How many characters of a search are read. Range: 50 to 2,000. Origin: nobody types more into a search field."""

SEARCH_RANKED_COUNT = 20_000
"""How many articles that hold the words are ranked; of more, any so many. Range: 100 to 1,000,000.

Origin: ranking 2,000 takes 1 to 3 ms on one core, so these take 30.
"""

SEARCH_BEARERS_COUNT = 400
"""How many names are compared with the one that is looked for, those of most articles first. Range: 50 to 10,000.

Origin: comparing takes up to 50 µs each.
"""
