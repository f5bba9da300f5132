"""The exceptions that Musnad raises.

::

    MusnadError                 everything below; its text says what happened and what to do
    ├── PackError               a language pack is broken; lists every fault with file and line
    ├── InputError              what the user named cannot be read at all (missing file, a folder)
    ├── GoldError               a gold file does not fit what it should measure
    └── StoreError              the database cannot be used
        ├── StoreTooNewError    it was made by a newer version
        └── StoreReadOnlyError  it or its folder cannot be written

An article that cannot be read is not an exception: it becomes a ``model.Rejected`` and the others go on.
"""


class MusnadError(Exception):
    """The root: whatever Musnad raises on purpose. ``str()`` is fit to be shown to a user."""


class PackError(MusnadError):
    """A language pack is broken; ``faults`` lists all of them, each ``file:line: what is wrong``."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("the language pack cannot be used:\n" + "\n".join(f"  {fault}" for fault in faults))


class InputError(MusnadError):
    """What the user named cannot be read at all: what is wrong, and apart from it what may help at the terminal."""

    def __init__(self, told: str, remedy: str = "") -> None:
        self.told, self.remedy = told, remedy
        super().__init__(f"{told}. {remedy}" if remedy else told)


class GoldError(MusnadError):
    """A gold file does not fit what it should measure."""


class StoreError(MusnadError):
    """The database cannot be used."""


class StoreTooNewError(StoreError):
    """The database was made by a newer version of Musnad."""


class StoreReadOnlyError(StoreError):
    """The database or its folder cannot be written."""
