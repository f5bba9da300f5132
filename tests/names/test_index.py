"""Looking a name up."""

from itertools import product

import pytest

from musnad.names import NameIndex, compare

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


GIVEN = ["Mohammed", "Salem", "Nour al-Din", "محمد", "سالم", "نور الدين", "Omar", "عمر", "Maryam", "مريم"]
SURNAMES = ["Chraïbi", "Mourad", "الشرايبي", "مراد", "Benjelloun", "بن جلون", "Haddad", "الحداد"]
MADE = [f"{given} {surname}" for given, surname in product(GIVEN, SURNAMES)]


@pytest.mark.parametrize("name", ["محمد الشرايبي", "Noureddine Benjelloun", "سالم مراد", "عمر الحداد", "Omar Chraibi"])
def test_finds_what_comparing_with_all_finds(name: str) -> None:
    same = {number for number, other in enumerate(MADE) if compare(name, other).same}
    found = NameIndex(MADE).look_up(name)
    assert same and same == {each.number for each in found if each.likeness.same}
    assert all(each.likeness == compare(name, MADE[each.number]) for each in found)


def test_more_than_ten_can_be_asked_for() -> None:
    index = NameIndex(MADE)
    assert len(index.look_up("Salem Mourad")) == 10
    assert len(index.look_up("Salem Mourad", limit=15)) == 15
