"""The key that signs: long enough, made once, readable by its owner alone."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config.secret_key import MINIMUM_BYTES, kept_secret_key
from config.settings import Settings, SettingsError


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "var" / "secret_key"


def test_it_is_made_once_and_found_again(kept: Path) -> None:
    made = kept_secret_key(kept)
    assert len(made.encode()) >= MINIMUM_BYTES
    assert kept_secret_key(kept) == made


def test_only_its_owner_can_read_it(kept: Path) -> None:
    kept_secret_key(kept)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in kept.parent.iterdir()] == ["secret_key"]


def test_all_who_start_at_once_get_the_same_key(kept: Path) -> None:
    with ThreadPoolExecutor(16) as starters:
        keys = set(starters.map(lambda _: kept_secret_key(kept), range(64)))
    assert len(keys) == 1


def test_one_that_others_can_read_is_refused(kept: Path) -> None:
    kept_secret_key(kept)
    kept.chmod(0o644)
    with pytest.raises(ValueError, match="chmod 600"):
        kept_secret_key(kept)


def test_a_kept_key_that_is_too_short_is_refused(kept: Path) -> None:
    kept.parent.mkdir()
    kept.touch(mode=0o600)
    kept.write_text("short")
    with pytest.raises(ValueError, match="at least 32 bytes"):
        kept_secret_key(kept)


def test_a_process_without_a_key_keeps_one(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(kept.parent.parent)
    assert Settings.from_environ({}).secret_key == kept_secret_key(kept)


def test_where_none_can_be_kept_the_operator_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "var").write_text("a file where the folder should be")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError, match="GRACEDAY_SECRET_KEY is not set, and none can be kept"):
        Settings.from_environ({})


def test_nothing_is_made_for_settings_that_are_wrong(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(kept.parent.parent)
    with pytest.raises(SettingsError):
        Settings.from_environ({"GRACEDAY_TICK_SECONDS": "soon"})
    assert not kept.exists()
