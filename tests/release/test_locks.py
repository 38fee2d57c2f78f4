"""Every package that is installed is locked by hash, judged by its licence, and named in the bill of materials."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from scripts import third_party
from scripts.locked import ROOT, read_direct, read_lock

RUNS = ROOT / "requirements.txt"
TOOLS = ROOT / "requirements-dev.txt"


@pytest.mark.parametrize("lock", [RUNS, TOOLS])
def test_every_locked_package_has_hashes_and_no_address(lock: Path) -> None:
    assert [each.name for each in read_lock(lock) if not each.hashes] == []
    assert "://" not in lock.read_text(encoding="utf-8")


@pytest.mark.parametrize(("asked", "lock"), [("requirements.in", RUNS), ("requirements-dev.in", TOOLS)])
def test_what_is_asked_for_is_what_is_locked(asked: str, lock: Path) -> None:
    locked = {(each.name, each.version) for each in read_lock(lock)}
    assert set(read_direct(ROOT / asked).items()) - locked == set()


def test_the_product_runs_on_the_versions_that_are_tested() -> None:
    assert set(read_lock(RUNS)) - set(read_lock(TOOLS)) == set()


def test_the_notices_name_every_package_with_its_licence() -> None:
    table = third_party.table()
    assert table in third_party.FILE.read_text(encoding="utf-8"), "make third-party brings it up to date"


def test_a_licence_that_asks_for_more_is_argued_for() -> None:
    text = third_party.FILE.read_text(encoding="utf-8").partition(third_party.BEGIN)[0]
    asking = {
        each.name
        for each in read_lock()
        if third_party.parts(third_party.licence_of(each.name)) & third_party.ARGUED
    }
    assert asking == {"psycopg", "psycopg-binary", "fpdf2", "certifi"}
    assert [name for name in asking if name not in text] == []


def test_the_bill_of_materials_names_every_package(tmp_path: Path) -> None:
    target = tmp_path / "made" / "sbom.cdx.json"
    subprocess.run([sys.executable, "-m", "scripts.sbom", str(target)], cwd=ROOT, check=True, timeout=120)
    text = target.read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bill = json.loads(text)
    named = {each["name"].lower().replace("_", "-").replace(".", "-") for each in bill["components"]}
    assert named == {each.name for each in read_lock()}
    (root,) = [each for each in bill["dependencies"] if each["ref"] == "root-component"]
    assert len(root["dependsOn"]) == len(read_direct())
