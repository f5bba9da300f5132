"""Every threshold of the steps that work across articles: unit, range, where it came from."""

from __future__ import annotations

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

Origin: this and the weights below are learned by logistic regression from one labelled day of SaudiNewsNet.
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

STORY_NAMES_LEAST = 4
"""How many names are added to those of the article with fewer before the share that both have is told; 0 to 10.

Origin: set by hand, so that two articles which name one thing each do not share all they have.
"""

STORY_MEANING_RARITY_MIN = 1.0
"""How rare a meaning must be to count between languages, in minus the natural log of the share of articles; 0 to 4.

Origin: this and what follows were chosen on the documents for tuning of NTREX; see docs/stories.md, Two languages.
"""

STORY_SOUND_RARITY_MIN = 4.0
"""How rare a word without a known meaning must be to count by its sound where names bear no capitals; 2 to 8.

In the same unit. Origin: as above; 3 to 6 do about equally well.
"""

STORY_CAPITAL_RARITY_MIN = 5.0
"""How rare a word with a capital and a known meaning must be to count by its sound, too; 2 to 8. Origin: as above."""

STORY_SOUND_WEIGHTS = (0.0, 0.0, 0.75, 4.5, 7.5, 9.3, 10.2, 10.5)
"""What it weighs that a name has so many consonants (the last: or more) as another; 0 to 15, in natural logs.

Origin: one and a half times how rare words of so many consonants are that no pack knows a meaning of, in 2,059 Arabic
articles of SaudiNewsNet, Hespress and Al Jazeera; the factor was chosen on the documents for tuning.
"""

STORY_SOUND_RARITY_WEIGHT = 1.5
"""What the rarity of the word itself may add up to at most, as a factor of it; 0 to 3. Origin: as above."""

STORY_NUMBER_WEIGHTS = ((10, 0.5), (31, 2.0), (99, 3.5), (999, 5.5), (float("inf"), 6.5))
"""What it weighs that two articles hold a number up to the first of each pair; 0 to 10. Origin: set by hand."""

STORY_NUMBER_ROUND_COST = 1.5
"""What is taken off where one digit is followed by zeros only; 0 to 5. Origin: set by hand."""

STORY_NUMBER_YEAR = 0.5
"""What it weighs that two articles hold a year; 0 to 5. Origin: set by hand."""

STORY_NUMBER_BROKEN = 5.0
"""What it weighs that two articles hold a number with a fraction; 0 to 10. Origin: set by hand."""

STORY_ABROAD_COUNT = 80
"""How many of its weightiest meanings, sounds and numbers an article is compared by; 30 to 300.

Origin: on the documents for tuning 80 to 200 do equally well.
"""

STORY_ABROAD_LEAST = 150.0
"""What is added to the sum of an article's weights before the share of each is told; 0 to 500.

Short articles are alike by chance, and have less to be told by. Origin: as above; 60 to 300 do about equally well.
"""

STORY_ABROAD_KEYS_COUNT = 32
"""How many of them an article is looked up by from other languages. Range: 10 to 80.

Origin: of the pairs for tuning that are alike enough, all share two of 32, 85% two of 24.
"""

STORY_ABROAD_SHARED_MIN = 2
"""How many of them two articles must share to be compared at all. Range: 1 to 4. Origin: as above."""

STORY_ABROAD_BIAS = -9.9
"""The log-odds that articles in two languages report one event that share nothing; -20 to 0.

Origin: set so that a likeness of 0.088 reaches ``STORY_COHESION_MIN``; see docs/stories.md, Two languages.
"""

STORY_ABROAD_WEIGHT = 100.0
"""What a likeness of 1 adds to the log-odds; 0 to 300. Origin: set by hand, as steep as regression makes it."""

STORY_EDGE_MIN = 100_000
"""The likelihood from which two articles are remembered as neighbours, in millionths. Range: 10,000 to 300,000.

Origin: set by hand; fellows of a story that are less alike count as not alike at all.
"""

STORY_COHESION_MIN = 250_000
"""The mean likelihood over all pairs of two groups of articles from which they are one story, in millionths.

Range: 50,000 to 900,000. Origin: 200,000 to 300,000 do about equally well on the labelled day; the best on ECB+.
"""

STORY_ARTICLES_MAX = 60
"""How many articles a story may hold; what goes on beyond that is told as another one. Range: 20 to 500.

Origin: claims of 60 articles take less than a second on one core, of 200 several; see docs/stories.md for how often
stories reach it.
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

# --- align ---

ABOUT_SHARE = 0.1
"""How far a number said to be "about" may be from what it stands for, as a share of it; 0 to 0.5.

Origin: set by hand; news rounds to the nearest five or ten.
"""

ROOT_SHARE = 0.6
"""What words count that share only their root, as a share of what the same word counts; 0 to 1.

Origin: set by hand between 0 (other words) and 1 (the same); see docs/claims.md for what it brings.
"""

COMMON_WEIGHT = 6.0
"""How much is added to the weight of the shorter content, so that two short ones do not agree by one word.

In natural logarithms of rarity; 0 to 20. Origin: the weight of one word that stands in every 400th sentence.
"""

HANDED_ON_SHARE = 0.4
"""A statement that says less than this of its own, beside what it hands on, only hands on; a share of rarities, 0 to 1.

Origin: set by hand: "officials said the ministry had warned that …" says nothing else, "told Washington in a letter
handed over on Monday that …" does.
"""

CONTENT_SOUND_LEAST = 3
"""How many consonants a name must have to count as one in another language by its sound; 2 to 5.

Origin: set by hand; in Arabic news every eighth word without a known meaning has one of the usual pairs of consonants.
"""

CONTENT_ABROAD_SHARED_MIN = 2
"""How many meanings or names contents in two languages must share to be compared for these alone; 1 to 4.

Origin: set by hand: one word in common is what most contents of a story have.
"""

SAME_CONTENT_SCORE = 0.5
"""From this likeness on two contents assert the same; 0 to 1. Origin: see docs/claims.md."""

SAME_LINK_SCORE = 0.3
"""The least mean likeness between the contents of two groups that become one claim; 0 to 1. Origin: as above."""

SAME_MATTER_SCORE = 0.4
"""From this likeness on a denial or a comment is about the other content; 0 to 1. Origin: as above."""

STORY_SHARE = 0.1
"""A word in more than this share of a story's contents counts less there; 0 to 1. Origin: set by hand."""

STORY_LEAST = 20
"""How many contents are added before that share is told, so that small stories have no common words.

Range: 0 to 100. Origin: set by hand.
"""

DIFFERING_NUMBER_SCORE = 0.25
"""From this likeness on, apart from numbers, times and places, contents that differ in a number conflict; 0 to 1.

Origin: chosen on the small stories for tuning and on the others with each left out; see docs/claims.md.
"""

DIFFERING_LONE_SCORE = 0.15
"""The same for a number of what no article of the story counts twice. Range: 0 to 1. Origin: as above."""

DIFFERING_POLE_SCORE = 0.3
"""The same for words of contrary meaning. Range: 0 to 1. Origin: as above."""

DIFFERING_TIME_SCORE = 0.3
"""The same for a time, where both name one. Range: 0 to 1. Origin: as above."""

DIFFERING_PLACE_SCORE = 0.4
"""The same for a place. Range: 0 to 1. Origin: set by hand; the stories for tuning have hardly any, 0.4 to 0.6 do
equally well.
"""

SAME_ROLE_OVERLAP = 0.2
"""The share of words from which two contents that fill one role with two parties are in conflict; 0 to 1.

Origin: set by hand: the role itself is what they have in common.
"""

COUNT_WORDS_MAX = 6
"""How many telling words may stand beside a number of killed or hurt in a content that is that count; 2 to 15.

Origin: set by hand: "51 killed in a fire in the market of the old town" is one, what tells how it came about is not.
"""

FIGURE_WORDS_MAX = 7
"""How many telling words may stand beside a number that is what a content tells; 2 to 15. Origin: set by hand."""

SHARERS_MAX = 200
"""A word that more contents of a story share does not by itself make a pair worth comparing. Range: 20 to 2,000.

Origin: keeps the pairs of a story of 1,000 articles under a million; contents of one claim share rarer words, too.
"""

SPEAKER_SHARE = 0.4
"""What the words of a named speaker count beside those of the content, as a share of their rarity; 0 to 1.

Origin: set by hand on the stories for tuning; 0.2 to 0.6 do equally well.
"""

ASIDE_SHARE = 0.3
"""What the words of a clause count that tells more of somebody ("who …"), as a share of their rarity; 0 to 1.

Origin: set by hand: what is claimed is the main clause.
"""

OPPOSED_OVERLAP = 0.55
"""The share of words that two contents have in common, one of which negates the other without denying it; 0 to 1.

Origin: set on the stories for tuning: "it will not kill him" does not negate "an attempt to kill him would be war".
"""

SAME_EVENT_OVERLAP = 0.12
"""The least share of words of two contents whose counts of dead or hurt are compared; 0 to 1.

Origin: set by hand on stories of one day of SaudiNewsNet that hold several attacks, and held against those for tuning.
"""

SURELY_SAME_SCORE = 0.8
"""From this likeness on two statements surely assert the same, so that their persons can be two origins; 0 to 1.

Origin: set by hand: a second origin that is none is the worst mistake, one that is overlooked stays in the interval.
"""
