"""What each platform is told, and that every push fits, whatever was typed."""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from push.gateways.fcm import payload
from push.gateways.fcm_payload import LIMIT, TooLarge
from tests.loopback.fcm_shape import first_problem, size
from tests.push.samples import NOW, push


def rendered(**changes: Any) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(payload(push(**changes), now=NOW))
    return made


def test_the_identity_of_a_digest_replaces_its_copies_on_every_platform() -> None:
    message = rendered(collapse_key="ntf_7")

    assert message["android"]["collapse_key"] == "ntf_7"
    assert message["android"]["notification"]["tag"] == "ntf_7"
    assert message["apns"]["headers"]["apns-collapse-id"] == "ntf_7"
    assert message["webpush"]["headers"]["Topic"] == "ntf_7"
    assert message["webpush"]["notification"]["tag"] == "ntf_7"


@pytest.mark.parametrize("key", ["k" * 500, "账单" * 40, "\ud800", "a b/c"])
def test_an_identity_that_a_platform_cannot_take_gets_a_name_of_its_own(key: str) -> None:
    message, other = rendered(collapse_key=key), rendered(collapse_key=key + "2")

    assert first_problem(message) is None
    assert message["webpush"]["headers"]["Topic"] != other["webpush"]["headers"]["Topic"]
    assert message["android"]["collapse_key"] != other["android"]["collapse_key"]
    json.dumps(message, ensure_ascii=False).encode()


def test_every_platform_is_told_when_the_push_stops_being_true() -> None:
    until = NOW + timedelta(hours=2, milliseconds=700)

    message = rendered(expires_at=until)

    assert message["android"]["ttl"] == "7200s"
    assert message["apns"]["headers"]["apns-expiration"] == str(int(until.timestamp()))
    assert message["webpush"]["headers"]["TTL"] == "7200"


def test_nothing_is_kept_longer_than_fcm_allows() -> None:
    message = rendered(expires_at=NOW + timedelta(days=300))

    assert message["android"]["ttl"] == "2419200s"
    assert first_problem(message) is None


@pytest.mark.parametrize(
    ("urgent", "android", "apple", "level", "web"),
    [(True, "high", "10", "time-sensitive", "high"), (False, "normal", "5", "active", "normal")],
)
def test_urgency_reaches_every_platform(urgent: bool, android: str, apple: str, level: str, web: str) -> None:
    message = rendered(urgent=urgent)

    assert message["android"]["priority"] == android
    assert message["apns"]["headers"]["apns-priority"] == apple
    assert message["apns"]["payload"]["aps"]["interruption-level"] == level
    assert message["webpush"]["headers"]["Urgency"] == web


def test_channel_link_and_delivery_reach_the_app() -> None:
    message = rendered(channel="late", data={"link": "stale", "kind": "loan"})

    assert message["android"]["notification"]["channel_id"] == "late"
    assert message["apns"]["payload"]["aps"]["thread-id"] == "late"
    assert message["data"] == {"link": "graceday://inbox/ntf_01", "delivery_id": "dlv_01", "kind": "loan"}


def test_only_an_https_link_becomes_a_web_link() -> None:
    assert "fcm_options" not in rendered()["webpush"]
    web = rendered(deep_link="https://app.example/inbox/1")["webpush"]
    assert web["fcm_options"] == {"link": "https://app.example/inbox/1"}


def test_a_long_body_gives_way_before_the_title_and_the_data_stay() -> None:
    message = rendered(title="还款提醒", body="长" * 3000)

    assert message["notification"]["title"] == "还款提醒"
    assert message["notification"]["body"].endswith("长…")
    assert message["data"]["kind"] == "card_minimum"
    assert LIMIT - 8 <= size(message) <= LIMIT


def test_a_long_title_leaves_half_the_room_to_the_body() -> None:
    texts = rendered(title="题" * 3000, body="文" * 3000)["notification"]

    assert abs(len(texts["title"]) - len(texts["body"])) <= 2
    assert texts["title"].endswith("…") and texts["body"].endswith("…")


def test_too_many_data_lose_their_end_and_never_the_link() -> None:
    data = {f"key{number}": "v" * 90 for number in range(100)}

    message = rendered(data=data, body="b" * 1000)

    kept = len(message["data"])
    assert 20 < kept < 102
    assert set(message["data"]) == {"link", "delivery_id", *(f"key{number}" for number in range(kept - 2))}
    assert len(message["notification"]["body"]) > 300


def test_a_link_that_cannot_fit_is_an_error_and_not_half_a_link() -> None:
    with pytest.raises(TooLarge):
        rendered(deep_link="graceday://" + "x" * 5000)


hard = ["👩\u200d👩\u200d👧", "🇨🇳", "e\u0301", "한", "\n", '"', "\\", "\x00", "\ud83d", "还"]
typed = st.text(st.characters(exclude_categories=())) | st.lists(st.sampled_from(hard)).map("".join)
anything = st.builds(lambda part, times: part * times, typed, st.integers(1, 3000)) | typed


@given(title=anything, body=anything, data=st.dictionaries(st.text(min_size=1).map("d_".__add__), anything))
def test_whatever_was_typed_fcm_takes_it(title: str, body: str, data: dict[str, str]) -> None:
    message = rendered(title=title, body=body, data=data)

    assert first_problem(message) is None
    assert message["data"]["link"] == "graceday://inbox/ntf_01"
    json.dumps(message, ensure_ascii=False).encode()  # no lone surrogate left
