"""What an assistant may ask a store, answered in plain dictionaries: every passage with its article and offsets.

An answer never holds a sentence of ours about what happened: passages are slices of articles, counts and reasons are
those of the store. A passage is ``{"article", "start", "end", "text"}``; offsets count code points of the article's
text, which ``show_article`` gives. Answers are bounded, and ``more`` in them says how to go on.
"""
