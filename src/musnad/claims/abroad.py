"""Words of contents in two languages: what each has in common with others, and what two contents so share."""

from __future__ import annotations

from math import sqrt

from musnad.claims.content import Content
from musnad.config.across import CONTENT_SOUND_LEAST, STORY_MEANING_RARITY_MIN
from musnad.names.keys import skeletons
from musnad.vocabulary.stories import StoryWords


def shares_abroad(form: str, words: StoryWords) -> tuple[tuple[str, float], ...]:
    """What a folded word shares with words of other languages, each with the word's share in it; empty for nothing.

    That is its meanings; of a word without one, which may be a name, its consonants.

    >>> from musnad.pack import packs
    >>> ar, en = packs()["ar"].stories, packs()["en"].stories
    >>> {key for key, _ in shares_abroad("زلزال", ar)} & {key for key, _ in shares_abroad("earthquake", en)} != set()
    True
    >>> {key for key, _ in shares_abroad("ايرواني", ar)} & {key for key, _ in shares_abroad("iravani", en)}
    {'~RFN'}
    """
    if words.meanings is None:
        return ()
    number, _ = words.weigh(form)
    meant = words.meanings.of(number)
    if meant:
        return tuple((f"&{meaning}", share) for meaning, share, rarity in meant if rarity > STORY_MEANING_RARITY_MIN)
    readings = [each for each in skeletons(words.bare(form)) if len(each) >= CONTENT_SOUND_LEAST]
    return tuple((f"~{each}", 1 / sqrt(len(readings))) for each in readings)


def common_abroad(one: Content, other: Content) -> list[tuple[str, str, str, float]]:
    """What two contents in two languages share: what it is, the stem on either side, and its weight, weightiest first.

    Each stem meets one of the other side at most. The weight is that of the less rare stem, less if either may mean
    something else. Words that only name both speakers do not count.
    """
    met = []
    for key in one.abroad.keys() & other.abroad.keys():
        (ours, share), (theirs, share_too) = one.abroad[key], other.abroad[key]
        if ours in one.stems and theirs in other.stems and not (ours in one.spoken and theirs in other.spoken):
            met.append((key, ours, theirs, min(one.stems[ours], other.stems[theirs]) * min(share, share_too)))
    found: list[tuple[str, str, str, float]] = []
    for each in sorted(met, key=lambda each: (-each[3], each[0])):
        if all(each[1] != ours and each[2] != theirs for _, ours, theirs, _ in found):
            found.append(each)
    return found
