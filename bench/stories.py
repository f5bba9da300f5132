"""How well and how fast articles are grouped into stories.

    python bench/stories.py quality DATA              # B-cubed on ECB+ beside TF-IDF with average linkage
    python bench/stories.py quality DATA --labels L   # and on a labelled day: lines of article id and story
    python bench/stories.py speed DATA                # all of SaudiNewsNet, and one article more at several sizes

DATA is the folder that holds ``ecbplus_train.jsonl.xz`` and ``saudinewsnet``. The baseline needs scikit-learn and
scipy; its threshold is the one that does best on the very articles that are measured.
"""

from __future__ import annotations

import argparse
import json
import lzma
import resource
import time
import zipfile
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from musnad.model import Article
from musnad.pack import packs
from musnad.steps.cluster import cluster
from musnad.steps.read import read_text
from musnad.stories.copies import copies
from musnad.stories.index import StoryIndex
from musnad.stories.profile import profile
from musnad.text import fold

SIZES = (1_000, 3_000, 10_000, 30_000)
ONES = 50


def b_cubed(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a grouping, in percent, over the things of ``gold``."""
    ours, theirs = defaultdict(set), defaultdict(set)
    for each in gold:
        ours[found[each]].add(each)
        theirs[gold[each]].add(each)
    both = {each: len(ours[found[each]] & theirs[gold[each]]) for each in gold}
    precision = sum(both[each] / len(ours[found[each]]) for each in gold) / len(gold)
    recall = sum(both[each] / len(theirs[gold[each]]) for each in gold) / len(gold)
    return 100 * precision, 100 * recall, 200 * precision * recall / (precision + recall)


def grouped(articles: Sequence[Article]) -> dict[str, str]:
    """The story of each article."""
    return {each: story.id for story in cluster(articles, packs()).stories for each in story.article_ids}


def baseline(articles: Sequence[Article]) -> Iterator[tuple[float, dict[str, int]]]:
    """TF-IDF of words with average linkage: for each threshold, the group of each article."""
    # Needed here alone, and not among the project's dependencies.
    import numpy as np  # noqa: PLC0415
    from scipy.cluster.hierarchy import fcluster, linkage  # noqa: PLC0415
    from scipy.spatial.distance import squareform  # noqa: PLC0415
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    texts = [fold(f"{article.title or ''}\n{article.text}") for article in articles]
    vectors = TfidfVectorizer(sublinear_tf=True, token_pattern=r"\w+").fit_transform(texts)
    apart = 1 - np.clip((vectors @ vectors.T).toarray(), 0, 1)
    np.fill_diagonal(apart, 0)
    tree = linkage(squareform((apart + apart.T) / 2, checks=False), "average")
    for threshold in np.arange(0.04, 0.6, 0.02):
        groups = fcluster(tree, 1 - threshold, "distance")
        yield float(threshold), {article.id: int(group) for article, group in zip(articles, groups, strict=True)}


def ecb(data: Path) -> tuple[list[Article], dict[str, str]]:
    """The articles of ECB+ and their stories."""
    with lzma.open(data / "ecbplus_train.jsonl.xz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    articles = [read_text(row["text"], id=row["id"], source="-", language="en") for row in rows]
    return articles, {row["id"]: row["story"] for row in rows}


def saudi(data: Path, day: str = "") -> Iterator[Article]:
    """The articles of SaudiNewsNet with a text, in the order of its files; ids are source and number."""
    for path in sorted((data / "saudinewsnet").glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            rows = [
                row for name in archive.namelist() if name.endswith(".json") for row in json.loads(archive.read(name))
            ]
        for number, row in enumerate(rows):
            if not row["content"].strip() or not row["date_extracted"].startswith(day):
                continue
            title, author = row["title"].strip(), row["author"].strip()
            yield read_text(
                "\n".join(filter(None, (title, author, row["content"].strip()))),
                id=f"{path.stem}-{number}",
                source=str(path),
                title=title or None,
                outlet=row["source"],
                published=row["date_extracted"].replace(" ", "T"),
                language="ar",
            )


def quality(data: Path, labels: Path | None) -> None:
    """Prints B-cubed beside the baseline's at its best threshold."""
    sets = {"ECB+": ecb(data)}
    if labels:
        gold = dict(line.split() for line in labels.read_text(encoding="utf-8").splitlines())
        sets[labels.stem] = ([article for article in saudi(data) if article.id in gold], gold)
    for name, (articles, gold) in sets.items():
        ours = b_cubed(gold, grouped(articles))
        best = max((b_cubed(gold, found) for _, found in baseline(articles)), key=lambda scores: scores[2])
        print(f"{name}, {len(articles)} articles")
        for what, scores in (("musnad", ours), ("TF-IDF, average linkage", best)):
            print(f"  {what:24} P {scores[0]:.1f}  R {scores[1]:.1f}  F1 {scores[2]:.1f}")


def speed(data: Path) -> None:
    """Prints how long grouping takes, and one article more at several sizes of what is known."""
    words = packs()["ar"].stories
    index, known, spent = StoryIndex(), {}, 0.0
    articles = saudi(data)
    for size in SIZES:
        for article in islice(articles, size - ONES - len(known)):
            known[article.id] = article
            began = time.process_time()
            index.add(profile(article, words))
            spent += time.process_time() - began
        began = time.process_time()
        list(index.stories())
        spent += time.process_time() - began
        ones = []
        for article in islice(articles, ONES):
            known[article.id] = article
            began = time.process_time()
            index.add(profile(article, words))
            members = index.story_of(article.id)
            if len(members) > 1:
                copies([known[each] for each in members], packs())
            ones.append(time.process_time() - began)
        memory, middle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, sorted(ones)[ONES // 2]
        print(
            f"{len(known):6,} articles: {spent:6.1f} s so far; one more: median {middle * 1000:.0f} ms, "
            f"longest {max(ones) * 1000:.0f} ms; {memory:,.0f} MB; largest part {index.largest_part():,}"
        )
    began = time.process_time()
    stories = list(index.stories())
    found = sum(len(copies([known[each] for each in ids], packs())) for ids in stories if len(ids) > 1)
    print(f"copies of {len(stories):,} stories: {found:,} pairs in {time.process_time() - began:.1f} s")


def main() -> None:
    """Runs what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["quality", "speed"])
    parser.add_argument("data", type=Path)
    parser.add_argument("--labels", type=Path)
    options = parser.parse_args()
    if options.what == "quality":
        quality(options.data, options.labels)
    else:
        speed(options.data)


if __name__ == "__main__":
    main()
