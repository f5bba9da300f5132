"""The thresholds of pages, archives, feeds and fetching; each as in ``config``: unit, range, origin."""

from __future__ import annotations

# --- pages ---

PAGE_BYTES_MAX = 10_000_000
"""The largest page, message or feed that is read, in bytes. Range: 1,000,000 to 100,000,000.

Origin: set by hand; pages of news with all their scripts inline reach 3 MB.
"""

PAGE_HEAD_BYTES = 4_096
"""How far into a page its encoding is looked for, in bytes. Range: 1,024 and more.

Origin: the HTML standard asks for 1,024; pages put comments and scripts before it.
"""

BROKEN_SHARE_MAX = 0.005
"""The largest share of characters of a page that may be broken in the encoding it names; 0 to 0.05.

Origin: set by hand; a cut or two in a page cost a few letters, another encoding nearly every letter.
"""

LINKED_CHARS_MAX = 2_000_000
"""The longest script of JSON-LD that is looked at, in code points. Range: 100,000 and more. Set by hand."""

LINKED_NODES_MAX = 5_000
"""How many objects of JSON-LD are looked at in a page. Range: 100 and more. Set by hand."""

HEADING_WORTH_MIN = 0.9
"""From which worth a heading of a page is taken for its headline before what metadata say; 0 to 1.6.

Origin: set by hand: an h1 that is the whole title reaches 1.3, a heading of another article in the page 0.6.
"""

STANDING_WORTH_MIN = 0.8
"""From which worth a line above the report is its headline where metadata do not say one; 0 to 3.

Origin: set by hand: a heading of which half the words come back in the report reaches 1.1, a label 0.5.
"""

HEADLINE_WORDS_MIN = 4
"""From how many words a heading is more than the name of a section. Range: 2 to 6.

Origin: of 432 annotated headlines none has fewer than four words; names of sections have one to three.
"""

HEADLINE_LINES_MAX = 14
"""How many lines above the report are searched for its headline. Range: 5 to 30. Set by hand."""

AKIN_LINES = 8
"""How many lines of a report are compared with what may be its headline. Range: 2 to 30. Set by hand."""

AKIN_SHARE_MIN = 0.4
"""The share of a title's longer words that a report has if the title is its own; 0 to 1. Set by hand."""

PARAGRAPHS_APART_MAX = 3
"""How many lines on, at most, the second paragraph of a report stands. Range: 1 to 10. Set by hand."""

LARGE_LETTERS_PX = 24
"""From which size letters are those of a heading, in CSS pixels. Range: 18 to 40. Origin: browsers' own h2."""

OUTLET_WEIGHT_MIN = 1.2
"""The weight of signs from which a name is an outlet's before a pack's guess by the address; 0 to 5. Set by hand."""

OUTLET_WEIGHT_CLEAR = 4.0
"""The weight of metadata alone from which what the page shows is not asked; 2 to 10. Origin: two of the best agree."""

TEASERS_MIN = 3
"""How many parts built alike and full of links are teasers of other reports. Range: 2 to 10. Set by hand."""

TEASER_LINK_CHARS_MIN = 18
"""The shortest link that may be the headline of a teaser, in code points. Range: 10 to 40. Set by hand."""

TEASER_CHARS_MAX = 300
"""The longest text of a teaser below its headline, in code points. Range: 100 to 600. Set by hand."""

TEASER_LINKED_SHARE_MIN = 0.2
"""The share of a teaser's text that is link; 0.1 to 0.5. Origin: set by hand; links in paragraphs make up a tenth."""

HEAD_CHARS_MAX = 40
"""The longest heading over comments, in code points. Range: 20 to 80. Set by hand."""

OUTLET_CHARS_MAX = 60
"""The longest name of an outlet, in code points. Range: 30 to 120. Origin: the longest in the packs has 42."""

TIME_WORTH_MIN = 0.9
"""From which worth a time element is a report's date; 0 to 1.6. Set by hand: beside the headline, or marked as such."""

DATELINE_LINES_MAX = 14
"""How many lines below a page's headline are searched for its date. Range: 5 to 40. Set by hand."""

DATELINE_PAGE_CHARS_MAX = 160
"""The longest line of a page that can say its date, in code points; longer ones are paragraphs. Range: 80 to 250.

Origin: set by hand; two dates of two calendars with hours, place and reporter reach 140.
"""

GUESS_LINES_MAX = 120
"""How many lines of a page are searched for any date, where nothing says one. Range: 20 to 500. Set by hand."""

BODY_CHARS_MIN = 120
"""The shortest body that is taken for a whole one without looking further, in code points. Range: 50 to 500.

Set by hand.
"""

REPORT_CHARS_MIN = 20
"""The shortest body of a page that is a report at all, in code points. Range: 1 to 200. Origin: one short sentence."""

BODY_LONGER = 1.3
"""How much longer than the text found in a page a body in its metadata must be to be taken instead; 1 to 3.

Set by hand.
"""

# --- archives and feeds ---

UNPACKED_BYTES_MIN = 64_000_000
"""How much any input may unpack to, in bytes, however small it is. Range: 10,000,000 and more.

Origin: unpacked in half a second, and far more than a small archive of articles holds.
"""

UNPACKED_RATIO_MAX = 100
"""How many bytes more may come out for each byte that came in. Range: 20 to 1,000.

Origin: articles shrink to a fifth, pages to a tenth, the same page again and again to a hundredth.
"""

MEMBERS_MAX = 1_000_000
"""The most files in one input, those of archives within archives included. Range: 10,000 and more. Set by hand."""

ARCHIVE_DEPTH_MAX = 5
"""How many archives may stand in one another, gzip counted. Range: 3 to 8.

Origin: a ZIP of tar.gz files with a .jsonl.gz in them is four deep.
"""

DIRECTORY_BYTES_MAX = 100_000_000
"""The largest list of files of a ZIP archive, in bytes. Range: 10,000,000 and more. Origin: a million names."""

HEADER_LINE_BYTES_MAX = 64_000
"""The longest line of a header, in bytes. Range: 8,000 and more. Origin: what servers and http.client allow."""

HEADER_LINES_MAX = 200
"""The most lines of a header. Range: 50 to 1,000. Origin: http.client allows 100; archives add theirs."""

FEED_ENTRIES_MAX = 5_000
"""The most entries of a feed that are read. Range: 100 and more. Set by hand; feeds have 10 to 500."""

XML_DEPTH_MAX = 200
"""How deep elements of a feed may stand in one another. Range: 50 to 1,000. Set by hand; feeds need 10."""

MAIL_PARTS_MAX = 500
"""The most parts of a message. Range: 50 to 5,000. Set by hand; newsletters have 2 to 40."""

MAIL_DEPTH_MAX = 40
"""How many parts of a message may hold parts. Range: 5 to 200. Set by hand; newsletters have 1 to 4."""

MAIL_HEADER_BYTES_MAX = 256_000
"""The longest header of a message, in bytes. Range: 32,000 and more. Origin: long ways through servers reach 30,000."""

HEAD_LINES_MAX = 8
"""In how many lines at the head of a body its headline is looked for, to be taken off. Range: 1 to 20. Set by hand."""

HEADLINE_AGAIN_MAX = 2
"""How many times as long as the headline a line may be that repeats it, signs and all. Range: 2 to 5. Set by hand."""

BODY_LINE_CHARS_MIN = 60
"""From which length a line of a page is a paragraph rather than a label, in code points. Range: 30 to 150.

Origin: set by hand; menus and labels have 5 to 40, headlines 40 to 100 but are links.
"""

LINKED_SHARE_MAX = 0.4
"""The largest share of a paragraph that may be link; 0 to 1. Set by hand."""

BODY_SHARE_MIN = 0.8
"""The share of a page's paragraphs that its report holds at least; 0.5 to 1. Set by hand."""

PARAGRAPH_CHARS_MAX = 700
"""From which length a line found in a page is looked at again, in code points: it may be several run together.

Range: 300 to 5,000. Origin: set by hand; nine paragraphs of SaudiNewsNet in ten are shorter.
"""

LUMPED_SHARE_MAX = 0.7
"""How long the longest line found otherwise may be, against that one, for it to be several; 0.2 to 1. Set by hand."""

# --- fetching ---

FETCH_S = 30.0
"""How long one page may take with all its redirects, in seconds. Range: 5 to 300. Set by hand."""

REDIRECTS_MAX = 5
"""How many redirects are followed. Range: 3 to 20. Origin: to https, to www, to a language, to the canonical page."""

ROBOTS_S = 3_600.0
"""How long a site's rules for robots are remembered, in seconds. Range: 60 to 86,400.

Origin: RFC 9309 allows a day at most.
"""

ROBOTS_BYTES_MAX = 500_000
"""How much of a robots.txt is read, in bytes. Origin: RFC 9309 asks for 500 KiB at least."""

ARRIVALS_COUNT = 2_000
"""How many of the last pages are compared before they are stored. Range: 500 and more.

Origin: more than the engine holds at once with eight workers.
"""

SAME_PAGE_SHARE_MIN = 0.85
"""The share of words from which a page in another form (AMP, print, mobile) is the same article; 0.5 to 1.

Origin: set by hand; such forms leave out captions, boxes and bylines, a tenth of the words at most.
"""

# --- watching ---

HOST_DELAY_S = 2.0
"""How long to wait between two pages of one host unless a plan says otherwise, in seconds. 0 to 60. Set by hand."""

HOSTS_AT_ONCE = 8
"""How many hosts are asked side by side. Range: 1 to 64. Set by hand; more than the pipeline can read from."""

ANSWERS_HELD = 32
"""How many answers wait to be read before hosts are asked for more. Range: 4 and more. Set by hand: 320 MB at most."""

BUSY_S = 300.0
"""How long a host that is busy is left alone if it does not say, in seconds. Range: 60 to 3,600. Set by hand."""

WAIT_SHORT_S = 10.0
"""Up to which wait that a busy host asks for it is waited for in the round, in seconds. Range: 0 to 60. Set by hand."""

WAIT_S_MAX = 86_400.0
"""The longest that a host, feed or page is left alone, in seconds. Set by hand: a day."""

REVISIT_FIRST_S = 1_800.0
"""How long after it was added a page is first asked whether it has changed, in seconds. Range: 300 to 86,400.

Origin: set by hand; the next times as long again as the page is old, so that two days take seven questions.
"""

REVISITS_MAX = 100
"""How many pages are asked again in a round. Range: 10 to 1,000. Origin: some three minutes of one host's time."""

PAGE_TRIES_MAX = 6
"""How often a page is tried again before it is refused. Range: 1 to 20. Origin: with doubled waits, an hour or two."""

ROUND_S_MIN = 1.0
"""The shortest time between two rounds, in seconds. Range: 0.1 and more. Set by hand."""
