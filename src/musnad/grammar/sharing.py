"""Statements that share their content: "the paper quoted an official as saying …", "…, the agency said, citing …"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from musnad.grammar.compose import Draft
from musnad.grammar.view import View
from musnad.text import fold
from musnad.vocabulary.cues import CueWords


def share_contents(view: View, words: CueWords, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts, those that hand one another's words on with the same content.

    A cue of a source that is handed on (``carried`` in the pack) either brings the content, and the verb before it
    whose content was taken to be its source has it too; or it stands behind a statement, and has that one's content.
    """
    found = list(drafts)
    for number in range(1, len(found)):
        before, draft = found[number - 1], found[number]
        if fold(draft.cue[0].of(view.text)) not in words.carried or not draft.source:
            continue
        first, last = view.tokens.first_from(before.cue[0].start), view.tokens.first_from(draft.cue[0].start)
        if view.sentence[first] != view.sentence[last]:
            continue
        if draft.source[0].start > draft.cue[0].start:
            found[number] = replace(draft, content=before.content, form=before.form)
        elif before.content[0].start <= draft.source[0].end <= before.content[0].end + 1:
            found[number - 1] = replace(before, content=draft.content, form=draft.form)
    return found
