"""Statements taken apart into contents: where one ends and another begins, and what each is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from musnad.claims.content import Content, EntityOf, Said
from musnad.claims.numbers import quantities
from musnad.claims.page import Page
from musnad.claims.quantity import HAPPENINGS, Quantity
from musnad.claims.slots import accused, claims_deed, is_negated, poles, roles, spots
from musnad.claims.times import when
from musnad.config.across import ASIDE_SHARE, COUNT_WORDS_MAX, HANDED_ON_SHARE, SPEAKER_SHARE
from musnad.model import Act, Extraction, Mention, MentionType, SourceKind, Span, Statement
from musnad.pack import Pack
from musnad.text import fold, forms_of
from musnad.vocabulary.claims import ClaimWords
from musnad.vocabulary.phrases import holds_phrase, phrase_at

_LEAST_STEMS = 2  # fewer say nothing by themselves
_FEW = 4  # telling words beside "baseless" that still say nothing of what is
_DASHES = frozenset("-\u2013\u2014")
_MARKS = _DASHES | frozenset(",;:.!?\u060c\u061b\u061f")
_UNFINISHED = _MARKS - frozenset(".!?\u061f")  # what a claim that is shown does not end with
_HANDS_ON = frozenset({Act.ASSERT, Act.CONFIRM})
_SPEAKERS = frozenset({SourceKind.PERSON, SourceKind.OFFICE, SourceKind.ORGANISATION})


def said_in(extraction: Extraction, pack: Pack, entity_of: EntityOf) -> tuple[Said, ...]:
    """The statements of one article made ready, in its order; none where the pack cannot compare."""
    if pack.claims is None:
        return ()
    page = Page.of(extraction, pack, pack.claims, entity_of)
    return tuple(_said(page, statement) for statement in extraction.statements)


def _said(page: Page, statement: Statement) -> Said:
    article, words = page.extraction.article, page.words
    forms = [page.tokens.forms[number] for part in _ranges(page, statement.content) for number in part]
    bare = [form for form in forms if form[0].isalnum()]
    rejects = holds_phrase(forms, words.rejecting)
    telling = [form for form in bare if form not in words.passing and form not in words.backward]
    first = (*statement.content, *statement.cue)[0].start if (statement.content or statement.cue) else 0
    nested, handed = _handed_on(page, statement)
    return Said(
        key=f"{article.id}/{statement.id}",
        article_id=article.id,
        language=article.language,
        order=(article.published or "~", article.id, first),
        statement=statement,
        speaker=_speaker(page, statement),
        contents=tuple(_content(page, part, statement) for part in _parts(page, statement, handed)),
        follows=nested,
        points_back=_points_back(bare, telling, words) or (rejects and len(telling) < _FEW),
        rejects=rejects,
        updates=holds_phrase(forms, words.updates),
    )


def _points_back(bare: Sequence[str], telling: Sequence[str], words: ClaimWords) -> bool:
    return not telling or (len(telling) < _LEAST_STEMS and any(form in words.backward for form in bare))


def _speaker(page: Page, statement: Statement) -> str:
    name = fold(statement.name or "")
    for number, _ in page.named_in(statement.source) if name else ():
        entity = page.entity_of(page.extraction.article.id, number)
        if entity and page.folded(number) in name:
            return entity
    return " ".join(sorted(page.stems_of_name(forms_of(statement.name or ""))[0]))


def _ranges(page: Page, spans: Sequence[Span]) -> Iterator[range]:
    for span in spans:
        yield range(page.tokens.first_from(span.start), page.tokens.first_from(span.end))


def _parts(page: Page, statement: Statement, handed: frozenset[int]) -> list[list[range]]:
    """The token ranges of each part that can be claimed by itself: sentences, and what joints set apart.

    The tokens ``handed`` on are left to the nested statements; nothing may be left.
    """
    parts: list[list[range]] = [[]]
    for each in _ranges(page, statement.content):
        start = each.start
        for number in each:
            if number in handed:
                if number > start:
                    parts[-1].append(range(start, number))
                start = number + 1
            elif (number > start and number in page.ends) or _joint(page, number):
                if number > start:
                    parts[-1].append(range(start, number))
                parts.append([])
                start = number
        if each.stop > start:
            parts[-1].append(range(start, each.stop))
    return _whole(page, list(filter(None, parts)))


def _handed_on(page: Page, statement: Statement) -> tuple[tuple[str, ...], frozenset[int]]:
    """The nested statements that say all of this one, if little else is said; and the tokens of nested ones."""
    if statement.act not in _HANDS_ON:
        return (), frozenset()
    nested = [each for each in page.extraction.statements if each.within == statement.id]
    spans = [span for each in nested for span in (*each.source, *each.cue, *each.content)]
    handed = frozenset(number for part in _ranges(page, spans) for number in part)
    own = frozenset(number for part in _ranges(page, statement.content) for number in part)
    if not handed & own:
        return (), frozenset()
    if _weight(page, own - handed) >= HANDED_ON_SHARE * _weight(page, own):
        return (), handed
    return tuple(f"{page.extraction.article.id}/{each.id}" for each in nested), own


def _weight(page: Page, numbers: frozenset[int]) -> float:
    return sum(page.stems([page.tokens.forms[number] for number in sorted(numbers)])[0].values())


def _joint(page: Page, number: int) -> bool:
    return bool(phrase_at(page.tokens.forms, number, page.words.joints))


def _whole(page: Page, parts: list[list[range]]) -> list[list[range]]:
    """The parts, those that say too little put to the one before (the first to the one behind)."""
    joined: list[list[range]] = []
    for part in parts:
        told = {
            form
            for each in part
            for form in page.tokens.forms[each.start : each.stop]
            if form[0].isalnum() and form not in page.words.passing
        }
        if joined and (len(told) < _LEAST_STEMS or _thin(page, joined[-1])):
            joined[-1] = [*joined[-1], *part]
        else:
            joined.append(part)
    return joined


def _thin(page: Page, part: list[range]) -> bool:
    forms = [form for each in part for form in page.tokens.forms[each.start : each.stop]]
    return len({form for form in forms if form[0].isalnum() and form not in page.words.passing}) < _LEAST_STEMS


def _content(page: Page, part: list[range], statement: Statement) -> Content:
    tokens, words, text = page.tokens, page.words, page.extraction.article.text
    spans = tuple(Span(tokens.starts[each.start], tokens.ends[each.stop - 1]) for each in part)
    numbers = [number for each in part for number in each]
    forms = [tokens.forms[number] for number in numbers]
    times = page.times_in(spans)
    counted = tuple(
        each
        for each in quantities(forms, words)
        if not any(
            time.span.start < tokens.ends[numbers[place]] and tokens.starts[numbers[place]] < time.span.end
            for time in times
            if time.value or time.grain
            for place in range(each.first, each.last)
        )
    )
    alone = _words_alone(page, numbers, times, counted)
    stems, roots = page.stems(alone)
    for stem in stems.keys() - {words.stem(form) for form in _without_asides(forms, words)}:
        stems[stem] *= ASIDE_SHARE
    spoken = {stem: weight for stem, weight in _own_words(page, statement).items() if stem not in stems}
    stems.update((stem, weight * SPEAKER_SHARE) for stem, weight in spoken.items())
    names, places = _names(page, spans)
    shown = _shown(page, numbers) | places
    return Content(
        spans=spans,
        text=" … ".join(span.of(text) for span in spans),
        told=_told(page, part),
        stems=stems,
        roots=roots,
        quantities=counted,
        names=names,
        places=frozenset(places),
        times=tuple(filter(None, (when(each, page.pack.dates) for each in times))),
        is_negated=is_negated(forms, words),
        shown=shown,
        roles=_roles(page, statement, forms),
        poles=poles(forms, words),
        spots=spots(forms, words),
        spoken=frozenset(spoken),
        named=_named_stems(page, numbers),
        is_count=_is_count(stems.keys() - spoken.keys(), counted, words),
        abroad=page.abroad([*forms_of(statement.name or ""), *alone] if spoken else alone),
    )


def _told(page: Page, part: list[range]) -> str:
    """The text of a part as it is shown: without the particle or joint that opens it and what goes on behind it."""
    tokens, text, words = page.tokens, page.extraction.article.text, page.words
    part = [each for each in part if tuple(tokens.forms[each.start : each.stop]) not in words.openers] or part
    first, last = part[0].start, part[-1].stop
    while first < part[0].stop - 1 and (opener := phrase_at(tokens.forms, first, words.openers)):
        first += len(opener)
    while last > part[-1].start + 1 and (
        tokens.forms[last - 1] in words.closers or tokens.forms[last - 1] in _UNFINISHED
    ):
        last -= 1
    if not first < part[0].stop or (len(part) == 1 and first >= last):
        first = part[0].start
    starts = [first, *(each.start for each in part[1:])]
    stops = [*(each.stop for each in part[:-1]), last]
    return " … ".join(text[tokens.starts[a] : tokens.ends[b - 1]] for a, b in zip(starts, stops, strict=True))


def _words_alone(
    page: Page, numbers: Sequence[int], times: Sequence[Mention], counted: Sequence[Quantity]
) -> list[str]:
    """The tokens that are neither number, unit nor time: those are compared by value."""
    tokens = page.tokens
    left_out = {place for each in counted for place in range(each.first, each.last)}
    left_out |= {each.last for each in counted if each.counted in page.words.unit_names}
    return [
        tokens.forms[number]
        for place, number in enumerate(numbers)
        if place not in left_out
        and not any(time.span.start <= tokens.starts[number] < time.span.end for time in times if time.value)
    ]


def _is_count(stems: AbstractSet[str], counted: Sequence[Quantity], words: ClaimWords) -> bool:
    """Whether a content with a number of killed or hurt says little else: such numbers are claims by themselves."""
    if not any(each.counted in HAPPENINGS and not each.is_part for each in counted):
        return False
    return len([stem for stem in stems if stem not in words.counted]) <= COUNT_WORDS_MAX


def _own_words(page: Page, statement: Statement) -> dict[str, float]:
    """The words of a named speaker, who is what many contents are about: "its responsibility", "we have decided"."""
    if statement.kind not in _SPEAKERS or not statement.name:
        return {}
    return page.stems_of_name(forms_of(statement.name))[0]


def _without_asides(forms: Sequence[str], words: ClaimWords) -> list[str]:
    """The tokens outside clauses that tell more of somebody, and outside dashes."""
    kept, aside = [], False
    for place, form in enumerate(forms):
        if form in words.asides:
            aside = not phrase_at(forms, max(0, place - 1), words.clefts)
        elif form in _MARKS:
            aside = form in _DASHES and not aside
        if not aside:
            kept.append(form)
    return kept


def _shown(page: Page, numbers: Sequence[int]) -> dict[str, str]:
    tokens, text = page.tokens, page.extraction.article.text
    shown: dict[str, str] = {}
    for number in numbers:
        if tokens.forms[number][0].isalpha():
            stem = page.words.stem(tokens.forms[number])
            if stem not in shown:
                shown[stem] = text[tokens.starts[number] : tokens.ends[number]]
    return shown


def _named_stems(page: Page, numbers: Sequence[int]) -> frozenset[str]:
    """The stems of tokens that stand in names."""
    return frozenset(page.words.stem(page.tokens.forms[number]) for number in numbers if number in page.in_names)


def _is_located(page: Page, mention: Mention) -> bool:
    """Whether a preposition of place stands before a mention or is written onto it: where it is, not whose."""
    number = page.tokens.first_from(mention.span.start)
    if not 0 < number < len(page.tokens):
        return False
    return page.tokens.forms[number - 1] in page.words.locating or page.words.is_located(page.tokens.forms[number])


def _roles(page: Page, statement: Statement, forms: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Who acts, by the content; an accusation names who did it, and who takes the blame names himself."""
    found = roles(forms, page.words)
    if statement.act is Act.ACCUSE:
        found["did"] = accused(forms, page.words)
    elif claims_deed(forms, page.words) and statement.name:
        found["did"] = tuple(page.stems_of_name(forms_of(statement.name))[0])
    return {name: party for name, party in found.items() if party}


def _names(page: Page, spans: Sequence[Span]) -> tuple[frozenset[str], dict[str, str]]:
    """What is named in spans: the keys of all names, and those of places with the names as they are written."""
    names: set[str] = set()
    places: dict[str, str] = {}
    for number, mention in page.named_in(spans):
        key = page.entity_of(page.extraction.article.id, number) or page.folded(number)
        names.add(key)
        if mention.type is MentionType.PLACE and _is_located(page, mention):
            places.setdefault(key, mention.name)
    return frozenset(names), places
