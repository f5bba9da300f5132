"""What an assistant may ask a store, answered in plain dictionaries: every passage with its article and offsets.

An answer never holds a sentence of ours about what happened: passages are slices of articles, counts and reasons are
those of the store. A passage is ``{"article", "start", "end", "text"}``; offsets count code points of the article's
text, which ``show_article`` gives. Answers are bounded, and ``more`` in them says how to go on.
"""

from musnad.answers.asked import source_told, statements_found, who_says
from musnad.answers.pages import Page
from musnad.answers.shown import article_shown, claim_shown, stories_listed, story_shown

__all__ = [
    "Page",
    "article_shown",
    "claim_shown",
    "source_told",
    "statements_found",
    "stories_listed",
    "story_shown",
    "who_says",
]
