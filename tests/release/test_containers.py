"""The image and its services as far as they can be judged without an engine: linted, and read."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.locked import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(COMPOSE)["services"]
    return found


def steps(word: str) -> list[str]:
    """The Dockerfile's lines that begin with this instruction."""
    return re.findall(rf"^{word} (.+)$", DOCKERFILE, re.MULTILINE)


def test_the_linter_of_dockerfiles_finds_nothing() -> None:
    linter = shutil.which("hadolint", path=str(Path(sys.executable).parent))
    if linter is None:
        pytest.skip("hadolint is not installed here")
    run = subprocess.run([linter, "Dockerfile"], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (run.returncode, run.stdout) == (0, "")


def test_the_image_runs_as_nobody_in_particular() -> None:
    assert steps("USER") == ["10001:10001"]


def test_every_base_has_a_version(services: dict[str, Any]) -> None:
    bases = [each.partition(" AS ")[0] for each in steps("FROM")] + [services["postgres"]["image"]]
    assert [base for base in bases if not re.search(r":[0-9]", base)] == []


def test_what_is_copied_is_there_and_sent_to_the_builder() -> None:
    sources = [part for each in steps("COPY") if "--from" not in each for part in each.split()[:-1]]
    sent = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert [name for name in sources if not (ROOT / name).exists()] == []
    assert [name for name in sources if f"!{name}" not in sent] == []
    assert {each.removesuffix(".py") for each in sources} >= {
        "backend",
        "push",
        "config",
        "migrations",
        "wsgi",
    }


def test_packages_are_installed_by_their_hashes() -> None:
    assert "--require-hashes --only-binary :all:" in DOCKERFILE


def test_every_service_says_how_it_is(services: dict[str, Any]) -> None:
    assert set(services) == {"postgres", "migrate", "web", "worker"}
    watched = {name for name, service in services.items() if "test" in service["healthcheck"]}
    assert watched == {"postgres", "web", "worker"}  # migrate ends
    assert steps("HEALTHCHECK") != []


def test_nothing_starts_on_an_old_schema(services: dict[str, Any]) -> None:
    for name in ("web", "worker"):
        assert services[name]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
    assert services["migrate"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}


def test_no_secret_is_written_down(services: dict[str, Any]) -> None:
    for service in services.values():
        for name, value in service["environment"].items():
            if re.search("PASSWORD|SECRET|DATABASE_URL", name):
                assert re.search(r"\$\{[A-Z_]+:\?", value), name
    assert not re.search("PASSWORD|SECRET", "".join(steps("ENV") + steps("ARG")))
