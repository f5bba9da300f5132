import sys, time
from pathlib import Path
from mentions.corpora import anercorp
from mentions.learn import *
from mentions.measure import measure, show
from musnad.pack import packs
from musnad.vocabulary.tagger import read_tagger

D = Path("/work/shared/data")
pack = packs()["ar"]
s = sight_of(pack)
tr, held = anercorp(D / "ner/anercorp_train.jsonl.xz")
t = time.time()
ex = examples_of(tr, s)
print(len(ex), time.time() - t)
import mentions.learn as L

L._LEXICAL_DROPOUT = float(sys.argv[4])
c = learn([(e, 1.0) for e in ex], epochs=int(sys.argv[1]), decay=float(sys.argv[2]), dropout=float(sys.argv[3]))
p = Path("/tmp/mention/aner" + "-".join(sys.argv[1:]) + ".npz")
write(c, p)
tg = read_tagger(p, "x", [])
for name, part in (("held", held), ("train", tr[:300])):
    show(name, measure(part, s, tg))
