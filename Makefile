# make demo    sets up .venv and prints the dossiers of the bundled example, and its stories
# make test    sets up .venv and runs the tests, those in docstrings included
# make check   everything a change must pass: format, lint, types, tests, docs, quality gate
# make gate    quality against the pinned floors, where gold data is present
# make bench   speed and memory
# make compiled  builds Musnad with its hot modules compiled (needs a C compiler), tests it, compares it with the sources
# make faults  what survives: kills, copies of files mid-write, full disks, killed workers (an hour on two busy cores)
# make across  speed and memory of stories, claims and origins in a store (needs SaudiNewsNet; reads it first, minutes)
# make cluster  the same articles on every engine: rows equal, time, memory (installs Daft and Ray; needs SaudiNewsNet)
# make names   how well names are told apart, and how fast they are found (names of people from Wikidata)
# make train-names  learns anew how names are spelled
# make robustness  quality when the same report is typed otherwise; make ablation, what each part is worth (gold data)
# make pictures  takes the pictures of every page in docs/pictures/ (needs Chromium); make load measures their speed
# make train   learns the weights of the Arabic pack anew; train-free uses freely licensed texts alone; train-en is
#              the same for English
# make train-mentions  learns the taggers of names anew (needs torch); see docs/mentions.md
# make pages   how well and how fast web pages are read, beside two other readers
# make site    watches a site of 2,000 pages and 20 feeds on loopback, with all that goes wrong
# make mutate  10,000 damaged pages, archives and feeds; make fuzz, coverage-guided, FUZZ_S seconds a target
# make clean   removes what these made
#
# Nothing is written outside this folder, apart from pip's own download cache. PYTHON=… chooses the Python.

.POSIX:
.PHONY: help demo test check format lint types gate bench compiled across cluster faults names robustness ablation pages load pictures site mutate fuzz \
  train train-free train-en \
  train-mentions train-names clean setup setup-dev

BIN = .venv/bin
DEMO_DB = .cache/demo.db

help:
	@sed -n '/^#/!q; s/^# \{0,1\}//p' Makefile

setup:
	@sh .ci/setup

setup-dev:
	@sh .ci/setup dev

demo: setup
	@mkdir -p .cache && rm -f $(DEMO_DB) $(DEMO_DB)-wal $(DEMO_DB)-shm
	@$(BIN)/musnad add examples/*.txt --db $(DEMO_DB)
	@for report in examples/*.txt; do \
	  echo; echo "────────  $$report"; echo; \
	  $(BIN)/musnad show "$$(basename "$$report" .txt)" --db $(DEMO_DB) || exit 1; \
	done
	@echo; echo "────────  stories"; echo; $(BIN)/musnad stories --db $(DEMO_DB)
	@echo; echo "The same as a page: $(BIN)/musnad serve --db $(DEMO_DB)"

test: setup-dev
	@$(BIN)/python -m pytest -n 2 src tests

check: setup-dev format lint types test gate

format: setup-dev
	@$(BIN)/ruff format --check .

lint: setup-dev
	@$(BIN)/ruff check .

types: setup-dev
	@$(BIN)/mypy

gate: setup-dev
	@$(BIN)/python bench/gate.py

bench: setup-dev
	@$(BIN)/python bench/throughput.py

faults: setup-dev
	@$(BIN)/python bench/faults.py all

compiled: setup-dev
	@sh .ci/compiled

across: setup-dev
	@mkdir -p .cache
	@test -f .cache/across.pickle || $(BIN)/python bench/across.py prepare $${MUSNAD_DATA:-../shared/data} .cache/across.pickle
	@$(BIN)/python bench/across.py run .cache/across.pickle

cluster: setup-dev
	@sh .ci/cluster
	@$(BIN)/python bench/cluster.py run $${MUSNAD_DATA:-../shared/data} --add

robustness: setup-dev
	@$(BIN)/python bench/robustness.py gold/ar_dev.jsonl.xz

ablation: setup-dev
	@$(BIN)/python bench/ablation.py gold/ar_dev.jsonl.xz

pages: setup-dev
	@$(BIN)/python -m pip install -q newspaper4k nltk
	@$(BIN)/python bench/pages.py
	@$(BIN)/python bench/pages.py --speed

site: setup-dev
	@MUSNAD_SLOW=1 $(BIN)/python -m pytest -s -m slow tests/test_watch.py

mutate: setup-dev
	@$(BIN)/python bench/fuzz/mutate.py --count 10000 --keep .cache/mutated

FUZZ_S = 3600
fuzz: setup-dev
	@$(BIN)/python -m pip install -q atheris
	@mkdir -p .cache/corpus/quote .cache/corpus/attribute .cache/corpus/pack
	@$(BIN)/python bench/fuzz/cover.py seeds .cache/corpus/read
	@for target in read quote attribute pack; do \
	  $(BIN)/python bench/fuzz/cover.py $$target .cache/corpus/$$target -max_total_time=$(FUZZ_S) -artifact_prefix=.cache/$$target- || exit 1; \
	done

load: setup-dev
	@$(BIN)/python bench/pages_load.py

pictures: setup-dev
	@$(BIN)/python docs/pictures/take.py

names: setup-dev
	@$(BIN)/python bench/names.py quality
	@$(BIN)/python bench/names.py lookup

clean:
	rm -rf .venv .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist

# The weights of the Arabic pack, learned anew. The second line uses freely licensed texts and our own sentences alone.
GOLD = ../shared/data/gold
POLNEAR = ../shared/data/polnear/train.jsonl.xz
train: setup-dev
	@$(BIN)/python -m pip install -q scipy
	@$(BIN)/python training/train.py $(GOLD)/ar_train.jsonl.xz $(GOLD)/ar_ntrex_train.jsonl.xz:5 --own training/own_ar.yml:60

train-free: setup-dev
	@$(BIN)/python -m pip install -q scipy
	@$(BIN)/python training/train.py $(GOLD)/ar_ntrex_train.jsonl.xz:5 --own training/own_ar.yml:60 --out .cache/weights-free.json
	@$(BIN)/python training/train.py --own training/own_en.yml:400 --out .cache/weights-free-en.json

# The weights of the English pack.
train-en: setup-dev
	@$(BIN)/python -m pip install -q scipy
	@mkdir -p .cache
	@$(BIN)/python training/converted.py $(POLNEAR) .cache/converted.jsonl --apart $(GOLD)/en_dev.jsonl.xz --apart $(GOLD)/en_train.jsonl.xz
	@$(BIN)/python training/train.py $(GOLD)/en_train.jsonl.xz $(POLNEAR) .cache/converted.jsonl \
	  --apart $(GOLD)/en_dev.jsonl.xz --own training/own_en.yml:100 --smallest 0.1

# The taggers of names: the pack's own from freely licensed texts alone, then the one that ANERcorp was added to.
train-mentions: setup-dev
	@$(BIN)/python -m pip install -q torch wordfreq
	@PYTHONPATH=training $(BIN)/python training/mentions/words.py $(GOLD)/../names/wikidata_people_train.jsonl.xz
	@PYTHONPATH=training $(BIN)/python training/mentions/train.py free $(GOLD)/..
	@PYTHONPATH=training $(BIN)/python training/mentions/train.py anercorp $(GOLD)/..

# How names are spelled, in both scripts.
PEOPLE = ../shared/data/names/wikidata_people_train.jsonl.xz
train-names: setup-dev
	@$(BIN)/python -m pip install -q scipy
	@$(BIN)/python training/names_costs.py $(PEOPLE)
	@$(BIN)/python training/names_weights.py $(PEOPLE)
