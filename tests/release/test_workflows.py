"""The forms and workflows of the forge: they can be read, and run what a person runs."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.locked import ROOT

FORGE = ROOT / ".github"
FILES = [*sorted(FORGE.rglob("*.yml")), ROOT / ".pre-commit-config.yaml"]


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_it_can_be_read(path: Path) -> None:
    assert isinstance(load(path), dict)


def test_integration_runs_what_a_person_runs_on_every_python() -> None:
    job = load(FORGE / "workflows/ci.yml")["jobs"]["test"]
    assert job["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13"]
    assert job["steps"][-1]["run"].startswith("make test")


def test_each_night_the_demo_is_told_on_every_day() -> None:
    assert load(FORGE / "workflows/nightly.yml")["jobs"]["days"]["steps"][-1]["run"] == "make days"


@pytest.mark.parametrize("path", sorted(FORGE.glob("workflows/*.yml")), ids=lambda path: path.name)
def test_a_workflow_may_only_read(path: Path) -> None:
    assert load(path)["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("path", sorted(FORGE.glob("ISSUE_TEMPLATE/[!c]*.yml")), ids=lambda path: path.name)
def test_every_form_has_what_the_forge_asks_for(path: Path) -> None:
    form = load(path)
    assert {"name", "description", "body"} <= set(form)
    ids = [part["id"] for part in form["body"] if part["type"] != "markdown"]
    assert len(ids) == len(set(ids)) > 0


def test_a_hook_runs_the_projects_own_tools() -> None:
    (repo,) = load(ROOT / ".pre-commit-config.yaml")["repos"]
    assert repo["repo"] == "local"
    assert all(hook["entry"].startswith(".venv/bin/") for hook in repo["hooks"])
