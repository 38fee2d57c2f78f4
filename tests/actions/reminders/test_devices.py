"""A phone is one device with one owner: what its app says of it, and requests that come at once."""

import pytest
from werkzeug.test import TestResponse

from backend.store.reminders.devices import Device
from tests.actions.conftest import Known, at_once, statuses

PHONE = {"platform": "android", "installation_id": "installation-0001"}


def body(token: str, provider: str = "fcm", **fields: object) -> dict[str, object]:
    return {"provider": provider, "token": token, **PHONE, **fields}


def owned(*borrowers: Known) -> list[int]:
    return [len(each.get("/v1/devices").json["items"]) for each in borrowers]


def test_a_reinstalled_app_is_the_same_device_with_its_newer_token(alice: Known) -> None:
    first = alice.made("/v1/devices", body("old", locale="en"))
    again = alice.made("/v1/devices", body("new", locale="zh-CN", app_version="2"))
    assert again["id"] == first["id"]
    assert again["installation_id"] == "installation-0001"
    [device] = alice.get("/v1/devices").json["items"]
    assert (device["locale"], device["app_version"], device["state"]) == ("zh-CN", "2", "active")
    assert Device.get().token == "new"


def test_two_phones_stay_two(alice: Known) -> None:
    alice.made("/v1/devices", body("one"))
    alice.made("/v1/devices", body("two", installation_id="installation-0002"))
    alice.made("/v1/devices", {"provider": "fcm", "token": "three", "platform": "ios"})
    assert owned(alice) == [3]


def test_an_app_that_says_no_installation_keeps_what_was_known_of_it(alice: Known) -> None:
    alice.made("/v1/devices", body("same"))
    again = alice.made("/v1/devices", body("same", installation_id=None))
    assert again["installation_id"] == "installation-0001"


def test_a_phone_handed_over_is_the_newer_owners(alice: Known, bob: Known) -> None:
    alice.made("/v1/devices", body("old"))
    bob.made("/v1/devices", body("new"))
    assert owned(alice, bob) == [0, 1]
    assert alice.get("/v1/me").json["reachability"]["push"] == "none"


@pytest.mark.parametrize("bad", ["short", "x" * 65, "with space", "no\nline", "号码一二三四五六", ""])
def test_an_installation_id_is_8_to_64_visible_characters(alice: Known, bad: str) -> None:
    answer = alice.post("/v1/devices", body("t", installation_id=bad))
    assert answer.status_code == 422
    assert answer.get_json(force=True)["errors"][0]["field"] == "installation_id"


@pytest.mark.parametrize("provider", ["apns", "email", "fcm2"])
def test_an_unknown_push_service_is_refused_by_its_field_and_the_known_ones_are_named(
    alice: Known, provider: str
) -> None:
    answer = alice.post("/v1/devices", body("t", provider))
    problem = answer.get_json(force=True)
    assert (answer.status_code, problem["reason"]) == (422, "provider-unknown")
    assert problem["errors"][0]["field"] == "provider"
    assert "console, fcm, null" in problem["detail"]
    assert owned(alice) == [0]


def test_one_installation_registered_at_once_with_many_tokens_is_one_device(alice: Known) -> None:
    def register(number: int) -> TestResponse:
        return alice.post("/v1/devices", body(f"token-{number}"))

    assert statuses(at_once(*[lambda n=n: register(n) for n in range(6)])) == [201] * 6  # type: ignore[misc]
    assert owned(alice) == [1]


def test_one_installation_registered_at_once_by_two_ends_with_one_owner(alice: Known, bob: Known) -> None:
    calls = [
        lambda each=each, n=n: each.post("/v1/devices", body(f"token-{n % 3}"))  # type: ignore[misc]
        for n, each in enumerate([alice, bob] * 4)
    ]
    assert statuses(at_once(*calls)) == [201] * 8
    assert sorted(owned(alice, bob)) == [0, 1]


def test_tokens_and_installations_that_change_places_at_once_never_wait_in_a_circle(
    alice: Known, bob: Known
) -> None:
    for number, each in enumerate((alice, bob)):
        each.made("/v1/devices", body(f"token-{number}", installation_id=f"installation-{number}"))
    calls = [
        lambda each=each, n=n: each.post(  # type: ignore[misc]
            "/v1/devices", body(f"token-{n % 2}", installation_id=f"installation-{(n + 1) % 2}")
        )
        for n, each in enumerate([alice, bob, bob, alice] * 2)
    ]
    assert statuses(at_once(*calls)) == [201] * 8
    rows = list(Device.select())
    assert len({row.token for row in rows}) == len({row.installation_id for row in rows}) == len(rows)
