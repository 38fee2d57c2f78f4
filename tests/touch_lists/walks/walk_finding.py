"""A new finding is found, disputed, and worded in the letter in each language."""

import pytest

from tests.api.bureau.household import STRANGER, US_CARD, report
from tests.api.conftest import Borrower

SAID = {"en": "The entry has a tea stain.", "zh-CN": "该条目上有茶渍。"}


@pytest.mark.parametrize("locale", SAID)
def test_it_is_found_and_disputed(alice: Borrower, locale: str) -> None:
    alice.made("/v1/cards", US_CARD)
    made = alice.made("/v1/credit-reports", report([STRANGER | {"furnisher": "Tea House Bank"}]))
    found = alice.get(f"/v1/findings?report_id={made['id']}").json["items"]
    finding = next(each for each in found if each["code"] == "tea_stain")
    dispute = alice.made("/v1/disputes", {"finding_id": finding["id"], "target": "bureau"})
    letter = alice.get(f"/v1/disputes/{dispute['id']}/letter.txt?locale={locale}")
    assert letter.status_code == 200, letter.text
    assert SAID[locale] in letter.text.replace("\n", "" if locale == "zh-CN" else " ")
