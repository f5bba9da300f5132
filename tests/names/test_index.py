"""Looking a name up."""

from musnad.names import NameIndex

NAMES = ["Mohammed Chraïbi", "محمد حسن", "Mohammed Hassan", "Vladimir Putin", "", "Ali Reza Macron"]


def test_finds_the_other_script() -> None:
    index = NameIndex(NAMES)
    assert len(index) == len(NAMES)
    assert [found.name for found in index.look_up("محمد الشرايبي", limit=1)] == ["Mohammed Chraïbi"]
    assert {found.number for found in index.look_up("Muhammad Hasan") if found.likeness.same} == {1, 2}
    assert index.look_up("فلاديمير بوتن")[0].number == 3


def test_finds_nothing() -> None:
    index = NameIndex(NAMES)
    assert index.look_up("") == []
    assert index.look_up("Xyzzy") == []
    assert NameIndex().look_up("Putin") == []


def test_goes_on_after_a_lookup() -> None:
    index = NameIndex(NAMES[:1])
    index.look_up("محمد الشرايبي")
    number = index.add("Mohamed Chraibi")
    found = index.look_up("محمد الشرايبي")
    assert {each.number for each in found} == {0, number}
    assert index.name(number) == "Mohamed Chraibi"
