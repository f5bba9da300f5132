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

# --- cluster ---

STORY_WORDS_MAX = 400
"""How many words of an article's body are compared, from its beginning. Range: 100 to 2,000.

Origin: three in four articles of SaudiNewsNet are shorter; what stands behind is background.
"""

STORY_HEAD_WORDS = 50
"""How many words of the body count as its beginning, beside the title. Range: 20 to 100.

Origin: the first paragraph of an agency report has 30 to 50 words and says who, what, where and when.
"""

STORY_TITLE_TIMES = 2
"""How often a word of the title counts as if it stood in the body. Range: 1 to 5. Origin: set by hand."""

STORY_TERMS_COUNT = 100
"""How many of its weightiest words an article is compared by. Range: 30 to 300.

Origin: set by hand; half of the articles of SaudiNewsNet have fewer different ones that tell anything.
"""

STORY_KEYS_COUNT = 24
"""How many of its weightiest words an article is looked up by. Range: 10 to 50.

Origin: of two labelled days, 97% of the pairs of articles that report one event share two of 24, 88% two of 15.
"""

STORY_KEYS_SHARED_MIN = 2
"""How many of them two articles must share to be compared at all. Range: 1 to 4. Origin: as above."""

STORY_RARITY_MIN = 2.0
"""How rare a word must be to count, in minus the natural log of the share of articles that hold it; 0 to 4.

Origin: set by hand; the words below stand in more than one article of eight.
"""

STORY_BIAS = -4.4
"""The log-odds that two articles report one event when they have no word in common; -10 to 0.

Origin: this and the weights below are learned by logistic regression from one labelled day of SaudiNewsNet, rounded,
and drawn a little towards those of a second day (docs/stories.md).
"""

STORY_TERMS_WEIGHT = 10.0
"""What a cosine of 1 between the words of two articles adds to the log-odds; 0 to 20. Origin: as above."""

STORY_HEAD_WEIGHT = 2.0
"""The same for the words of title and beginning. Range: 0 to 20. Origin: as above."""

STORY_TITLE_WEIGHT = 0.5
"""The same for the words of the titles. Range: 0 to 20. Origin: as above."""

STORY_TITLE_FOUND_WEIGHT = 1.3
"""What a title adds that wholly stands among the words of the other article. Range: 0 to 5. Origin: as above."""

STORY_SAME_OUTLET = -0.8
"""What it adds that both are of one outlet, which seldom reports an event twice. Range: -5 to 0. Origin: as above."""

STORY_NAMES_WEIGHT = 2.5
"""What it adds that two articles name the same, times what the share has above ``STORY_NAMES_USUAL``; 0 to 10.

Origin: set by hand to half of what regression gives it; it raises no figure on the labelled days, but joins reports
that tell one event in other words.
"""

STORY_NAMES_USUAL = 0.25
"""The share of their names that articles have in common which tells neither way; 0 to 1. Origin: as above."""

STORY_DAY_COST = 0.8
"""What each day between two articles takes from the log-odds. Range: 0 to 3.

Origin: set by hand; with less, the stories of a long war form one large part in the graph of neighbours.
"""

STORY_DAYS_MAX = 3.0
"""How many days may lie between two articles that are compared. Range: 1 to 14.

Origin: set by hand; a story goes on for longer where articles in between carry it.
"""

STORY_SHARED_MIN = 4
"""How many numbers, entities or names articles in two languages must share to be compared. Range: 2 to 10.

Origin: set by hand.
"""

STORY_SHARED_BIAS = -3.0
"""The log-odds that articles in two languages report one event that share nothing; -10 to 0.

Origin: set by hand.
"""

STORY_SHARED_WEIGHT = 9.0
"""What it adds if they share all that the one with fewer has. Range: 0 to 20. Origin: set by hand."""

STORY_EDGE_MIN = 100_000
"""The likelihood from which two articles are remembered as neighbours, in millionths. Range: 10,000 to 300,000.

Origin: set by hand; fellows of a story that are less alike count as not alike at all.
"""

STORY_COHESION_MIN = 250_000
"""The mean likelihood over all pairs of two groups of articles from which they are one story, in millionths.

Range: 50,000 to 900,000. Origin: 200,000 to 300,000 do about equally well on the labelled day; the best of them on
ECB+.
"""

COPY_GRAM_WORDS = 5
"""How many words in a row are looked up to find shared passages. Range: 3 to 8.

Origin: set by hand; in Arabic, shorter runs are titles and names that many reports have.
"""

COPY_GRAMS_MIN = 4
"""How many such runs two articles of a story must share to be compared. Range: 1 to 20.

Origin: set by hand; one passage of eight words, or two of six.
"""

COPY_PASSAGE_WORDS = 6
"""The shortest shared passage that counts, in words. Range: ``COPY_GRAM_WORDS`` to 15. Origin: set by hand."""

COPY_SHARE_MIN = 0.4
"""Of the words outside quotations of either text, the share in shared passages from which one derives from the other.

Range: 0.2 to 0.9. Origin: set by hand after pairs of SaudiNewsNet; a text trimmed to its half still has most of it.
"""

COPY_OUTSIDE_WORDS_MIN = 15
"""How many words must stand outside quotations to be counted alone. Range: 5 to 50. Origin: set by hand."""

COPY_SIGNED_WORDS = 12
"""How many words at the beginning of the body are looked at for the name of an agency. Range: 0 to 30.

Origin: set by hand; reports begin with place and agency where these have no line of their own.
"""

COPY_EARLIER_DAYS = 0.25
"""How far apart publication must be for the earlier text to be the original, in days. Range: 0 to 2.

Origin: set by hand; times of pages say when a site was filled, not when a text was written.
"""
