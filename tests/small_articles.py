"""Articles as tables of cases write them."""

from collections.abc import Iterable, Mapping

from musnad.model import Article
from musnad.steps.read import read_text


def articles_of(written: Iterable[Mapping[str, str]], language: str | None = None) -> list[Article]:
    """The articles of a case, each with an id, a title and a text; in ``language`` where they do not say."""
    return [
        read_text(
            f"{each['title']}\n{each['text']}",
            id=each["id"],
            source="-",
            title=each["title"],
            outlet=each.get("outlet"),
            published=each["published"],
            language=each.get("language", language),
        )
        for each in written
    ]
