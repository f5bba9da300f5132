"""What is taken off a folded word so that its forms are one."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.text import fold

_FEMININE = fold("\u0629")  # as the last letter of the feminine is folded


@dataclass(frozen=True)
class Stemming:
    """What is taken off a folded word: ``prefixes`` and ``suffixes`` while ``least`` letters stay; ``weak`` letters
    are those that forms of one root differ in (empty where roots mean nothing), ``present`` what makes a verb of
    the past one of the present, ``whole`` are words whose first letter only looks like a prefix,
    ``kept`` those of which nothing is taken off."""

    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    least: int
    weak: frozenset[str]
    present: tuple[str, ...] = ()
    whole: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()

    def is_whole(self, form: str) -> bool:
        """Whether the word, or what is left of it without a suffix, begins with a letter that is no prefix.

        A suffix may have turned the last letter of the feminine into another one.
        """
        if form in self.whole:
            return True
        bare = {form[: -len(suffix)] for suffix in self.suffixes if form.endswith(suffix)}
        return any(each in self.whole or each + _FEMININE in self.whole for each in bare if len(each) >= self.least)

    def stem(self, form: str) -> str:
        """The folded word without its longest prefix and suffix; itself where too little would be left.

        >>> from musnad.pack import packs
        >>> [packs()["ar"].claims.stemming.stem(word) for word in ("وزارتها", "ومصر", "طالبان")]
        ['وزار', 'مصر', 'طالبان']
        >>> packs()["en"].claims.stemming.stem("killings")
        'kill'
        """
        if form in self.kept:
            return form
        for prefix in self.prefixes:
            if form.startswith(prefix) and len(form) - len(prefix) >= self.least:
                form = form if self.is_whole(form) else form[len(prefix) :]
                break
        for suffix in self.suffixes:
            if form.endswith(suffix) and len(form) - len(suffix) >= self.least:
                return form[: -len(suffix)]
        return form

    def root(self, stem: str) -> str:
        """The strong letters of a stem, from two on; empty where the language has no weak ones."""
        strong = "".join(letter for letter in stem if letter not in self.weak) if self.weak else ""
        return strong if len(strong) > 1 else ""
