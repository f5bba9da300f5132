"""The manners of the house, as far as a test can hold them; each rule is said in ``docs/design.md``."""

import ast
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from musnad.cli import app

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "musnad"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
DOCS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]

# Lowest first; a room may import the rooms of lower rows, and its own modules.
ROWS = [
    ["model", "errors", "config", "ids"],
    ["text", "screen", "fetching", "extra"],
    ["vocabulary", "encoder"],
    ["pack", "names"],
    ["grammar", "reading", "mentions", "calendar", "linking", "stories", "claims", "origins"],
    ["pages"],
    ["steps"],
    ["pipeline"],
    ["evaluate", "dossier", "contract", "engine", "store"],
    ["per_article", "portrait", "dossiers"],
    ["incoming"],
    ["intake", "answers"],
    ["mcp", "corpus"],
    ["watching", "rereading"],
    ["web"],
    ["cli"],
]
RANK = {room: rank for rank, row in enumerate(ROWS) for room in row}
ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
LINES, FUNCTION_LINES, PARAMETERS = 400, 60, 5
# One keyword per field of an article, or one parameter per option of a command.
MANY_PARAMETERS = {
    "steps/read.py": ["read_text"],
    "cli/quality.py": ["evaluate"],
    "cli/articles.py": ["extract", "add"],
    "cli/stories.py": ["dossier"],
    "intake.py": ["extract_all"],
    "cli/page.py": ["serve"],
    "cli/corpus.py": ["run"],
}


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def each(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", paths, ids=[str(path.relative_to(ROOT)) for path in paths])


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(tree: ast.Module) -> Iterator[str]:
    """The modules of ours that a module imports, without the package's name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names = (
                [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "musnad" else [node.module]
            )
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from (name.removeprefix("musnad.") for name in names if name and name.startswith("musnad."))


@each([path for path in MODULES if path != SOURCE / "__init__.py"])
def test_imports_point_one_way(path: Path) -> None:
    room = room_of(path)
    assert room in RANK or room == "__main__", f"say in ROWS where {room} stands"
    for name in imported(tree_of(path)):
        other = name.split(".")[0]
        if other == "__version__" or room == "__main__":
            continue
        if other == room:
            assert room != "steps", f"a step imports another: {name}"
        else:
            assert RANK[other] < RANK[room], f"{room} may not import {name}"


def docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    """The docstrings of a module, its classes and functions, and those that stand under its constants."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (
                line.value for line in node.body if isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)
            )


@each(MODULES)
def test_words_belong_to_packs(path: Path) -> None:
    tree = tree_of(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    for docstring in docstrings(tree):
        for number in range(docstring.lineno - 1, docstring.end_lineno or docstring.lineno):
            lines[number] = ""
    assert [line for line in lines if ARABIC.search(line)] == []


@each(MODULES)
def test_a_module_and_its_functions_are_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LINES
    allowed = MANY_PARAMETERS.get(name_of(path), [])
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < FUNCTION_LINES, f"{node.name} is too long"
            given = [each.arg for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
            count = len([name for name in given if name not in ("self", "cls")])
            assert count <= PARAMETERS or node.name in allowed, f"{node.name} takes {count} parameters"


@each([path for path in MODULES if path.read_text(encoding="utf-8").strip()])
def test_what_is_public_is_explained(path: Path) -> None:
    tree = tree_of(path)
    assert ast.get_docstring(tree), "the module has no docstring"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


@each([path for path in MODULES if room_of(path) != "cli"])
def test_only_the_command_line_prints(path: Path) -> None:
    calls = [node.func for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
    assert not [call for call in calls if isinstance(call, ast.Name) and call.id == "print"]
    assert not [call for call in calls if isinstance(call, ast.Attribute) and call.attr == "echo"]


def test_every_command_and_option_is_documented() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in DOCS)
    command = typer.main.get_command(app)
    for name, each_command in command.commands.items():  # type: ignore[attr-defined]
        assert f"musnad {name}" in text, f"the command {name} is not documented"
        for parameter in each_command.params:
            for option in (*parameter.opts, *parameter.secondary_opts):
                assert not option.startswith("--") or option in text, f"{name} {option} is not documented"
    for parameter in command.params:
        assert all(option in text for option in parameter.opts)


def anchors(path: Path) -> set[str]:
    """The anchors that headings make, as the usual viewers name them."""
    headings = re.findall(r"(?m)^#+ (.+)$", path.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@each(DOCS)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        if re.match("[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        place = (path.parent / file).resolve() if file else path
        assert place.exists(), f"{target} does not exist"
        assert not anchor or anchor in anchors(place), f"{target} has no such heading"


def sessions() -> list[tuple[str, str]]:
    """The commands of the ``console`` blocks of the documents, with what they should print."""
    found = []
    for path in DOCS:
        for block in re.findall(r"(?ms)^```console\n(.*?)^```", path.read_text(encoding="utf-8")):
            for part in re.split(r"(?m)^\$ ", block)[1:]:
                command, _, output = part.partition("\n")
                found.append((command, output))
    return found


@pytest.mark.parametrize(("command", "output"), sessions(), ids=[command for command, _ in sessions()])
def test_documented_sessions_run(command: str, output: str, tmp_path: Path) -> None:
    words = shlex.split(command)
    assert words[0] == "musnad"
    (tmp_path / "examples").symlink_to(ROOT / "examples", target_is_directory=True)
    run = subprocess.run(
        [sys.executable, "-c", "from musnad.cli import main; main()", *words[1:]],
        cwd=tmp_path,
        env={**os.environ, "MUSNAD_DB": str(tmp_path / "musnad.db"), "NO_COLOR": "1", "COLUMNS": "80"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
        check=False,
    )
    assert run.stdout.decode("utf-8").strip() == output.strip()
