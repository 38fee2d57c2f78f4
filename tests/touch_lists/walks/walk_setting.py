"""A new setting is read from the environment, and a slip in it is named."""

import pytest

from config.settings import Settings, SettingsError

KEY = {"GRACEDAY_SECRET_KEY": "of thirty-two bytes or rather more"}


def test_it_is_read_and_has_a_default() -> None:
    assert Settings.from_environ(KEY).tea_minutes == 4
    assert Settings.from_environ(KEY | {"GRACEDAY_TEA_MINUTES": "7"}).tea_minutes == 7


def test_a_value_out_of_bounds_is_named() -> None:
    with pytest.raises(SettingsError, match="GRACEDAY_TEA_MINUTES"):
        Settings.from_environ(KEY | {"GRACEDAY_TEA_MINUTES": "61"})
