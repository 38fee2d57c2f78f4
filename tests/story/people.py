"""Borrowers with a phone and something due, made through the actions."""

from datetime import UTC, date, datetime, timedelta

from backend.actions.people import registration
from backend.actions.reminders import deadlines, devices
from backend.store.people.borrowers import Borrower

# A Saturday morning in Shanghai, before the day's first reminder; everything below falls due a week later.
START = datetime(2026, 12, 4, 23, 0, tzinfo=UTC)
DUE_ON = date(2026, 12, 12)


def move_in(number: int, *, dues: int = 2, now: datetime = START) -> Borrower:
    """Borrower `number` with one console phone and `dues` deadlines on one day."""
    # By an identity from outside: a password's hash costs more than the rest of a test.
    claims = {"uid": f"person-{number}", "email": f"b{number}@example.com", "email_verified": True}
    home = {"zone": "Asia/Shanghai", "locale": "en", "country": "CN"}
    borrower = registration.of_firebase(claims, home=lambda: home, now=now)
    devices.register_device(
        borrower.id,
        provider="console",
        token=f"phone-{number}",
        platform="console",
        app_version=None,
        locale=None,
        now=now,
    )
    for index in range(dues):
        deadlines.add_deadline(
            borrower.id,
            due_on=DUE_ON,
            title=f"Due {index}",
            zone="Asia/Shanghai",
            country="CN",
            owed=True,
            now=now + timedelta(seconds=index),
        )
    return borrower
