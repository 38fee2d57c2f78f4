"""What `pip install .` takes along, and one version everywhere. `make package-check` installs it for real."""

import re
import subprocess
import tomllib
from fnmatch import fnmatch
from importlib import import_module
from pathlib import PurePosixPath
from typing import Any

import click
import pytest
from click.testing import CliRunner

from backend import __version__
from backend.cli import main
from scripts.locked import ROOT


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_command_is_the_command_line(project: dict[str, Any]) -> None:
    module, _, name = project["project"]["scripts"]["graceday"].partition(":")
    assert isinstance(getattr(import_module(module), name), click.Group)


def test_every_file_of_data_is_packaged(project: dict[str, Any]) -> None:
    patterns = project["tool"]["setuptools"]["package-data"]["*"]
    listed = subprocess.run(
        ["git", "ls-files", "backend", "push", "config", "migrations"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if not listed.stdout:
        pytest.skip("this is no repository")
    names = [PurePosixPath(name) for name in listed.stdout.splitlines() if not name.endswith(".py")]
    assert [str(name) for name in names if not any(fnmatch(name.name, each) for each in patterns)] == []
    # Setuptools takes a folder for a package if its name could be one.
    assert [str(name) for name in names if not all(part.isidentifier() for part in name.parts[:-1])] == []


def test_every_room_is_packaged(project: dict[str, Any]) -> None:
    found = project["tool"]["setuptools"]["packages"]["find"]
    assert found["namespaces"]
    assert {each.rstrip("*") for each in found["include"]} == {"backend", "push", "config", "migrations"}
    assert project["tool"]["setuptools"]["py-modules"] == ["wsgi"]


def test_the_version_is_said_once(project: dict[str, Any]) -> None:
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "backend.__version__"}
    assert CliRunner().invoke(main, ["--version"]).output == f"graceday, version {__version__}\n"
    assert f"image: graceday:{__version__}\n" in (ROOT / "compose.yaml").read_text(encoding="utf-8")


def test_the_changelog_dates_this_version() -> None:
    sections = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sections[0] == "[Unreleased]"
    assert re.fullmatch(rf"\[{re.escape(__version__)}\] - [0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}", sections[1])
