"""A worker's sender on a moved clock, before loopback servers of FCM and SMTP and the real outbox."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from backend.actions.people import registration
from backend.actions.reminders import deadlines, devices
from backend.actions.reminders import tick as reminders
from backend.store.people.borrowers import Borrower
from backend.store.reminders.deadlines import Deadline
from backend.store.reminders.deliveries import Delivery, DeliveryAttempt, next_attempt
from backend.store.reminders.devices import Device
from push.gateways.email import EmailGateway
from push.gateways.fcm import FcmGateway
from push.gateways.protocol import Gateway
from push.sender import Sender
from tests.loopback.fcm_server import FcmServer
from tests.loopback.smtp_server import SmtpServer
from tests.moved_clock import MovedClock

MADE_AT = datetime(2026, 12, 4, 23, 0, tzinfo=UTC)
DUE_ON = date(2026, 12, 12)
# Nine in the morning in Shanghai, three days before and on the day: reminders are due.
BEFORE = datetime(2026, 12, 9, 1, 0, tzinfo=UTC)
ON_THE_DAY = datetime(2026, 12, 12, 1, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"


def person(*tokens: str, email: str = "alice@example.com", cut_off: time = time.max) -> Borrower:
    """A borrower in Shanghai with a phone of FCM's for each token, who owes 123.45 by DUE_ON's cut-off."""
    made = registration.register(
        email=email, password=PASSWORD, zone="Asia/Shanghai", locale="en", country="CN", now=MADE_AT
    )
    made.email_confirmed_at = MADE_AT
    made.save()
    for token in tokens:
        add_phone(made, token, "fcm")
    deadlines.add_deadline(
        made.id,
        due_on=DUE_ON,
        title="Rent",
        zone="Asia/Shanghai",
        country="CN",
        cut_off=cut_off,
        amount=12_345,
        currency="CNY",
        owed=True,
        now=MADE_AT,
    )
    return made


def add_phone(owner: Borrower, token: str, provider: str) -> Device:
    return devices.register_device(
        owner.id,
        provider=provider,
        token=token,
        platform="android",
        app_version=None,
        locale=None,
        now=MADE_AT,
    )


def pushes() -> list[Delivery]:
    """The deliveries to phones, oldest first."""
    return list(Delivery.select().where(Delivery.device_id.is_null(False)).order_by(Delivery.id))


def mails() -> list[Delivery]:
    return list(Delivery.select().where(Delivery.provider == "email").order_by(Delivery.id))


def errors() -> list[str]:
    """What went wrong, attempt by attempt."""
    rows = DeliveryAttempt.select().order_by(DeliveryAttempt.at, DeliveryAttempt.attempt)
    return [row.error for row in rows]


def due() -> Deadline:
    return Deadline.get()  # type: ignore[no-any-return]


class Worker:
    """`send` works off what is due now; `work` lets the time pass with it."""

    def __init__(self, fcm: FcmServer, smtp: SmtpServer, *, timeout: float = 5.0) -> None:
        self.clock = MovedClock(MADE_AT)
        self.fcm, self.smtp = fcm, smtp
        self.gateways: dict[str, Gateway] = {
            "fcm": self._fcm_gateway(timeout),
            "email": EmailGateway(
                host="localhost", port=smtp.port, sender="notice@graceday.example", security="none"
            ),
        }
        self.sender = Sender(self.gateways, self.clock, random=Random(1))

    def _fcm_gateway(self, timeout: float) -> FcmGateway:
        return FcmGateway(url=self.fcm.url, project_id="graceday-test", timeout=timeout)

    def wait_for_fcm(self, seconds: float) -> None:
        """From now on an answer of FCM's is waited for so long."""
        self.gateways["fcm"].close()
        self.gateways["fcm"] = self._fcm_gateway(seconds)

    def without_mail(self) -> None:
        """As an installation that has no SMTP server."""
        self.gateways.pop("email").close()

    def tick(self, at: datetime) -> None:
        self.clock.move(to=at)
        assert reminders.tick(now=at, email="email" in self.gateways).digests

    def send(self) -> int:
        return self.sender.send_all()

    def work(self, **until: Any) -> None:
        """Send whatever becomes due in the next timedelta(**until), each at its moment."""
        end = self.clock.now + timedelta(**until)
        while (at := self.next_at()) is not None and at <= end:
            self.clock.move(to=max(at, self.clock.now))
            self.send()
        self.clock.move(to=end)

    def next_at(self) -> datetime | None:
        """When something is tried again."""
        found = [at for provider in self.gateways if (at := next_attempt(provider)) is not None]
        return min(found, default=None)

    def close(self) -> None:
        for gateway in self.gateways.values():
            gateway.close()
