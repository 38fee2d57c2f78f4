"""Each touch-list is complete: a member that is added in the files it names, and in no other, works.

The members of `additions.py` are added to one copy of the project, the catalogues are brought up to date there as a
contributor would, and in that copy each member's walk is run, with the tests that hold the list's other members.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.touch_lists.additions import ADDITIONS, Addition, AtEnd, Behind, Edit, Like

ROOT = Path(__file__).parents[2]
WALKS = "tests/touch_lists/walks"
PO = "backend/words/locale/zh_CN/LC_MESSAGES/graceday.po"
# What stands for the name of the new file.
PLACEHOLDER = re.compile(r"NNNN_name|NAME|NOUN|ROOM|CC")
COPIED = ("backend", "push", "config", "migrations", "tests", "docs")


def lists() -> dict[str, str]:
    """Each touch-list's text by its name."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    found = re.findall(r"^\*\*(.+?)\.\*\* (.+?)(?=\n\n|\Z)", text.partition("## Touch-lists")[2], re.M | re.S)
    return dict(found)


def paths(text: str) -> Iterator[str]:
    """The files and folders that a list names."""
    for name in re.findall(r"`([\w./*-]+)`", text):
        if "/" in name or name.endswith((".py", ".txt", ".toml", ".md", ".in")):
            yield name


# What a copy of the code cannot show: each is held by a test of its own.
HELD_ELSEWHERE = {
    "A plan's facts": "tests/store/test_plan_facts_migration.py",
    "A reason why a request fails": "tests/words/test_problems.py",
    "A dependency": "tests/release/test_locks.py",
    "A file of data in a room": "tests/release/test_package.py",
    "A release": "tests/release/test_package.py",
}


def test_every_list_is_walked_or_held_by_a_test_of_its_own() -> None:
    walked = [each.named for each in ADDITIONS]
    assert walked == [name for name in lists() if name not in HELD_ELSEWHERE]
    assert {*walked, *HELD_ELSEWHERE} == set(lists())
    assert [name for name in HELD_ELSEWHERE.values() if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("named", lists())
def test_a_list_names_no_place_that_is_not_there(named: str) -> None:
    beside = [ROOT]
    for name in paths(lists()[named]):
        if PLACEHOLDER.search(name):
            continue
        # A bare name stands beside a file that was named before it.
        found = [place for folder in beside for place in folder.glob(name.rstrip("/"))]
        assert found, f"{named}: {name}"
        beside.append(found[0].parent)


def is_named(path: str, text: str) -> bool:
    """Whether a list names this file: itself, its folder, a pattern of it, or a placeholder that it fills."""
    for name in paths(text):
        pattern = PLACEHOLDER.sub(r"\\w+", re.escape(name).replace(r"\*", "[^/]*"))
        if re.fullmatch(pattern if not name.endswith("/") else f"{pattern}.*", path):
            return True
        if "/" not in name and re.fullmatch(pattern, path.rpartition("/")[2]):
            return True
    return False


@pytest.mark.parametrize("addition", ADDITIONS, ids=lambda addition: addition.named)
def test_a_member_is_added_in_the_places_that_its_list_names(addition: Addition) -> None:
    places = [*addition.files, *([PO] if addition.said else [])]
    assert [path for path in places if not is_named(path, lists()[addition.named])] == []


def put(house: Path, path: str, edit: Edit) -> None:
    file = house / path
    match edit:
        case str():
            file.write_text(edit, encoding="utf-8")
        case Like(model, replaced):
            text = (house / model).read_text(encoding="utf-8")
            for old, new in replaced.items():
                assert old in text, (model, old)
                text = text.replace(old, new)
            file.write_text(text, encoding="utf-8")
        case AtEnd(text):
            file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")
        case Behind():
            put(house, path, (edit,))
        case _:
            text = file.read_text(encoding="utf-8")
            for each in edit:
                assert text.count(each.anchor) == 1, (path, each.anchor)
                text = text.replace(each.anchor, each.anchor + each.text)
            file.write_text(text, encoding="utf-8")


def translate(house: Path, said: dict[str, str]) -> None:
    """Bring the catalogue up to date, and fill in what is new."""
    command = [sys.executable, "-m", "backend.words.extract"]
    subprocess.run(command, cwd=house, capture_output=True, timeout=120, check=False)
    text = (house / PO).read_text(encoding="utf-8")
    for english, chinese in said.items():
        assert f'msgid "{english}"\nmsgstr ""\n' in text, english
        text = text.replace(f'msgid "{english}"\nmsgstr ""\n', f'msgid "{english}"\nmsgstr "{chinese}"\n')
    (house / PO).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with every addition in it."""
    made = tmp_path_factory.mktemp("house")
    for room in COPIED:
        shutil.copytree(ROOT / room, made / room, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "wsgi.py"):
        shutil.copy(ROOT / name, made)
    for addition in ADDITIONS:
        for path, edit in addition.files.items():
            put(made, path, edit)
    translate(made, {english: chinese for each in ADDITIONS for english, chinese in each.said.items()})
    return made


@pytest.fixture(scope="module")
def outcomes(house: Path) -> dict[str, list[str]]:
    """What came of the walks and of the tests that hold the lists: by file, the failures."""
    files = [f"{WALKS}/{each.walk}" for each in ADDITIONS]
    files += dict.fromkeys(name for each in ADDITIONS for name in each.held_by)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--junitxml=out.xml"]
    judged = subprocess.run(
        [*command, "-o", "junit_family=xunit1", *files],
        cwd=house,
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )
    assert (house / "out.xml").exists(), judged.stdout + judged.stderr
    found: dict[str, list[str]] = {}
    for case in ElementTree.parse(house / "out.xml").getroot().iter("testcase"):
        failures = found.setdefault(str(case.get("file") or case.get("classname")), [])
        failures += [f"{case.get('name')}: {each.text}" for each in case if each.tag in ("failure", "error")]
    return found


@pytest.mark.parametrize("addition", ADDITIONS, ids=lambda addition: addition.named)
def test_a_member_that_was_added_so_works(addition: Addition, outcomes: dict[str, list[str]]) -> None:
    for file in (f"{WALKS}/{addition.walk}", *addition.held_by):
        assert file in outcomes, file
        assert outcomes[file] == [], "\n".join(outcomes[file])
