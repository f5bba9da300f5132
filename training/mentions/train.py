"""Learns the tagger of the Arabic pack and writes its weights.

    python training/mentions/train.py free DATA           the pack's own weights: texts of free licences alone
    python training/mentions/train.py anercorp DATA       mentions-anercorp.npz: ANERcorp on top of them

DATA holds ``ntrex/``, ``wikinews_ar.jsonl.xz``, ``names/`` and ``ner/``. The tenth of ANERcorp that is kept apart is
never learned from; figures on it are printed at the end.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from examples import load
from mentions.corpora import Named, anercorp
from mentions.head import learn_head, seen
from mentions.learn import Example, examples_of, learn, sight_of, write
from mentions.made import annotated, fill, filled, fillings
from mentions.measure import measure, show
from musnad.encoder.network import bundled
from musnad.pack import PACKS, Pack, packs
from musnad.vocabulary.tagger import read_tagger

_HERE = Path(__file__).parent


def main() -> None:
    """Learns, writes, measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("free", "anercorp"))
    parser.add_argument("data", type=Path)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--copies", type=int, default=10)
    parser.add_argument("--dropout", type=float, default=0.25)
    parser.add_argument("--lexical", type=float, default=0.7)
    parser.add_argument("--decay", type=float, default=3e-6)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    pack = packs()["ar"]
    sight = sight_of(pack)
    texts = free(pack, options.data, options.copies)
    corpus, apart = anercorp(options.data / "ner" / "anercorp_train.jsonl.xz")
    if options.what == "anercorp":
        texts += corpus + exchanged(corpus, pack, options.data)  # the names of a small corpus are soon known by heart
    examples: list[tuple[Example, float]] = [(each, 1.0) for each in examples_of(texts, sight)]
    print(len(texts), "texts;", len(examples), "lines", flush=True)
    chain = learn(examples, options.epochs, options.decay, (options.dropout, options.lexical))
    out = options.out or PACKS / "ar" / ("mentions.npz" if options.what == "free" else "mentions-anercorp.npz")
    encoder = bundled()
    write(chain, out, learn_head(chain, seen(texts if options.what == "free" else corpus, sight, encoder)))
    tagger = read_tagger(out, out.name, [])
    if tagger is not None:
        show("of corpus: ", measure(corpus[::3], sight, tagger))
        show("kept apart, fast:   ", measure(apart, sight, tagger))
        show("kept apart, careful:", measure(apart, sight, tagger, encoder))


def free(pack: Pack, data: Path, copies: int) -> list[Named]:
    """The texts of free licences: annotated documents, twice with their names exchanged, and our own sentences."""
    if pack.entities is None:
        raise ValueError("the pack has no entities")
    documents = [document["ar"] for document in load(data / "ntrex" / "documents.jsonl.xz")]
    paragraphs = [paragraph["text"] for paragraph in load(data / "wikinews_ar.jsonl.xz")]
    texts = annotated(documents, _HERE / "ntrex_names.txt", pack.entities)
    texts += annotated(paragraphs, _HERE / "wikinews_names.txt", pack.entities)
    texts += exchanged(texts, pack, data) + exchanged(texts, pack, data, seed=3)
    return texts + filled(pack, data / "names" / "wikidata_people_train.jsonl.xz", copies)


def exchanged(texts: list[Named], pack: Pack, data: Path, seed: int = 2) -> list[Named]:
    """The texts with other names of the same sorts in place of most of theirs, to be told by what is around."""
    chosen = random.Random(seed)
    lists = fillings(pack, data / "names" / "wikidata_people_train.jsonl.xz")
    return [exchange(named, lists, chosen) for named in texts]


def exchange(named: Named, lists: dict[str, list[str]], chosen: random.Random) -> Named:
    """One text with other names in it."""
    text, names, place = "", [], 0
    for start, end, sort in named.names:
        text += named.text[place:start]
        old = named.text[start:end]
        place = end
        # Names with something written onto them stay, since the new one would have to be written on, too.
        one_word = " " not in old
        letter = {"person": "p" if one_word else "P", "place": chosen.choice("LLC"), "organisation": "G"}[sort]
        chance = {"person": 0.8, "place": 0.3, "organisation": 0.3}[sort]
        clean = old[:1] not in "ولبفك" or sort == "person"
        new = fill(f"{{{letter}}}", lists, chosen).text if clean and chosen.random() < chance else old
        names.append((len(text), len(text) + len(new), sort))
        text += new
    return Named(text + named.text[place:], names)


if __name__ == "__main__":
    main()
