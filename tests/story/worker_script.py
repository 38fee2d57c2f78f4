"""One run of tick and send in a process of its own, which kills itself at the n-th commit or send.

    python -m tests.story.worker_script URL NOW_ISO SENT_FILE KILL_AT [mail]

Points are counted before and after every commit, and before and after the gateway takes a batch; KILL_AT 0 never
kills. The gateway appends "collapse key, delivery" to SENT_FILE, as a provider that took the push would remember.
With "mail" that gateway is e-mail, and the phones' provider is down.
"""

import os
import signal
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta

import peewee

from backend.actions.reminders import tick
from backend.store.database import bind, database
from push.gateways.protocol import Gateway, Message, ProviderReceipt, SendOutcome
from push.sender import Sender

_passed = 0


def point(kill_at: int) -> None:
    global _passed
    _passed += 1
    if _passed == kill_at:
        os.kill(os.getpid(), signal.SIGKILL)


class Remembering:
    """A provider that writes down what it took, at once and for good."""

    name = "console"

    def __init__(self, path: str, kill_at: int) -> None:
        self.path, self.kill_at = path, kill_at

    def send(self, messages: Sequence[Message], *, now: datetime) -> list[ProviderReceipt]:
        point(self.kill_at)
        with open(self.path, "a", encoding="utf-8") as file:
            for message in messages:
                file.write(f"{message.collapse_key} {message.delivery_id}\n")
        point(self.kill_at)
        return [ProviderReceipt(message.delivery_id, SendOutcome.ACCEPTED) for message in messages]

    def close(self) -> None:
        """Nothing is held open."""


class Down:
    """A provider that takes nothing."""

    name = "console"

    def send(self, messages: Sequence[Message], *, now: datetime) -> list[ProviderReceipt]:
        return [
            ProviderReceipt(message.delivery_id, SendOutcome.RETRY, error="UNREACHABLE")
            for message in messages
        ]

    def close(self) -> None:
        """Nothing is held open."""


def main(url: str, now_text: str, path: str, kill_at: int, mail: bool) -> None:
    commit = peewee.Database.commit

    def counted(self: peewee.Database) -> object:
        point(kill_at)
        result = commit(self)
        point(kill_at)
        return result

    peewee.Database.commit = counted
    bind(url)
    run(datetime.fromisoformat(now_text), path, kill_at, mail)
    database.close()
    print(_passed)


def run(now: datetime, path: str, kill_at: int, mail: bool) -> None:
    """One tick and one emptying of the outbox, on the database that is bound."""
    tick.tick(now=now, batch=3, email=mail)
    gateway = Remembering(path, kill_at)
    gateways: dict[str, Gateway] = {"console": Down(), "email": gateway} if mail else {"console": gateway}
    Sender(gateways, lambda: now, lease=timedelta(seconds=60), batch=3).send_all()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), "mail" in sys.argv[5:])
