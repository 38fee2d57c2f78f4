"""A borrower who is alarmed taps two or three buttons, and the contact is logged with what they set."""

from typing import Any

from backend.domain.relief.conduct.buttons import BUTTONS
from tests.api.conftest import Borrower
from tests.api.relief.calls import verdicts


def pressed(buttons: dict[str, dict[str, Any]], *ids: str) -> dict[str, Any]:
    """The body of a contact, laid together as the route's description says."""
    body: dict[str, Any] = {}
    for each in ids:
        for name, value in buttons[each]["sets"].items():
            body[name] = body.get(name, {}) | value if isinstance(value, dict) else value
    return body


def test_three_taps_log_a_call_with_what_was_wrong_in_it(alice: Borrower) -> None:
    buttons = {each["id"]: each for each in alice.get("/v1/contact-buttons").json["buttons"]}
    body = pressed(buttons, "collector", "talked", "no_name", "told_family")
    made = alice.made("/v1/contacts", body | {"firm": "Agency"})
    assert (made["party"], made["outcome"], made["said"]["who"]) == ("collector", "talked", "family")
    answers = verdicts(made)
    assert (answers["cn.identify.g"], answers["cn.third.g"]) == ("broken", "broken")
    assert alice.get("/v1/contact-buttons").json["last"] == {
        **{"party": "collector", "firm": "Agency", "lender": None},
        **{"account_id": None, "number": None},
    }


def test_each_button_alone_is_taken_by_the_form(alice: Borrower) -> None:
    answer = alice.get("/v1/contact-buttons").json
    assert answer["last"] is None
    buttons = {each["id"]: each for each in answer["buttons"]}
    assert list(buttons) == [each.id for each in BUTTONS]
    for each in buttons:
        body = {"party": "issuer"} | pressed(buttons, each)
        made = alice.made("/v1/contacts", body)
        said = {name: value for name, value in body.items() if not isinstance(value, dict)}
        assert said.items() <= made.items()
        for part in ("said", "visit"):
            assert body.get(part, {}).items() <= made[part].items()


def test_the_labels_are_in_both_languages(alice: Borrower) -> None:
    english, chinese = (
        [each["label"] for each in alice.get(f"/v1/contact-buttons?locale={locale}").json["buttons"]]
        for locale in ("en", "zh-CN")
    )
    assert english[0] == "The lender itself"
    assert chinese[0] == "贷款机构本身"
    assert all(one != other for one, other in zip(english, chinese, strict=True))
