"""What a reader may count on in every file: short, opened by a promise, nothing left for later."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.__main__ import NAMES

ROOT = Path(__file__).parents[1]
LONGEST_FILE = 250
LONGEST_TEST_FILE = 450  # a table of cases is read one case at a time
LONGEST_FUNCTION = 40

# Spelled apart, so that this file is not its own finding.
LEFT_FOR_LATER = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "raise NotImplemented" + "Error"]
REGISTRIES = ["pypi" + ".org", "python" + "hosted.org", "registry.npm" + "js.org", "deb." + "debian.org"]


def tracked(*patterns: str) -> Iterator[tuple[str, str]]:
    """Name and text of the repository's files; where it is no repository, of those not made by a tool."""
    listed = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True)
    names = listed.stdout.splitlines() or [
        str(path.relative_to(ROOT)) for pattern in patterns for path in ROOT.rglob(pattern)
    ]
    for name in names:
        if (ROOT / name).is_file() and not name.startswith((".venv/", "var/")):
            yield name, (ROOT / name).read_text(encoding="utf-8")


def functions(text: str) -> Iterator[tuple[str, int]]:
    """Name and length in lines of each function."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def limit(name: str) -> int:
    return LONGEST_TEST_FILE if name.startswith("tests/") else LONGEST_FILE


def test_there_is_something_to_judge() -> None:
    assert "backend/errors.py" in dict(tracked("*.py"))


def test_every_file_is_short() -> None:
    # A migration is the exception: its models are frozen copies, and one state of the schema is one file.
    lengths = {name: text.count("\n") for name, text in tracked("*.py") if not name.startswith("migrations/")}
    assert {name: lines for name, lines in lengths.items() if lines > limit(name)} == {}


def test_every_module_opens_with_what_it_promises() -> None:
    assert [name for name, text in tracked("*.py") if not ast.get_docstring(ast.parse(text))] == []


def test_every_function_fits_on_a_screen() -> None:
    found = {
        f"{name}: {function}": lines
        for name, text in tracked("*.py")
        for function, lines in functions(text)
        if lines > LONGEST_FUNCTION
    }
    assert found == {}


def test_every_benchmark_can_be_run_with_the_others() -> None:
    for name in NAMES:
        tree = ast.parse((ROOT / "benchmarks" / f"{name}.py").read_text(encoding="utf-8"))
        assert any(isinstance(node, ast.FunctionDef) and node.name == "run" for node in tree.body), name


@pytest.mark.parametrize("words", [LEFT_FOR_LATER, REGISTRIES], ids=["left for later", "a registry's host"])
def test_no_file_says(words: list[str]) -> None:
    files = tracked("*.py", "*.md", "*.toml", "*.txt", "*.sh", "*.po", "Makefile", ".ci/run")
    found = [
        f"{name}: {word}"
        for name, text in files
        for word in words
        if re.search(rf"(?<!X){re.escape(word)}(?![X\d])", text)  # a bureau masks a number as XXXX1234
    ]
    assert found == []
