"""What may be compiled: the modules that pyproject.toml lists, see ``hatch_build.py``."""

import inspect
import tomllib
from pathlib import Path

from musnad.linking.parts import Local, Node
from musnad.model import Extraction, Rejected
from musnad.per_article import Added
from musnad.reading.received import Received
from musnad.store.rows import ArticleRows

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "musnad"
HATCH = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]
HOOK = HATCH["build"]["targets"]["wheel"]["hooks"]["custom"]
# Compiled, a cached property is worked out whenever it is asked for. In these modules that costs next to nothing.
CHEAP = ["grammar/frame.py"]


def test_every_pattern_finds_modules() -> None:
    assert [pattern for pattern in HOOK["modules"] if not list(SOURCE.glob(pattern))] == []


def test_no_costly_cached_property_is_compiled() -> None:
    listed = [path for pattern in HOOK["modules"] for path in SOURCE.glob(pattern)]
    held = sorted(path.relative_to(SOURCE).as_posix() for path in listed if "cached_property" in path.read_text())
    assert held == CHEAP


def test_nothing_that_processes_hand_over_is_compiled() -> None:
    listed = {path for pattern in HOOK["modules"] for path in SOURCE.glob(pattern)}
    handed = (Extraction, Added, ArticleRows, Local, Node, Received, Rejected)
    assert not listed & {Path(inspect.getsourcefile(each) or "") for each in handed}
