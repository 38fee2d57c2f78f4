"""A push on a terminal."""

import io
import threading
import time
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from push.gateways.console import ConsoleGateway
from push.gateways.null import NullGateway
from push.gateways.protocol import Gateway, ProviderReceipt, SendOutcome
from tests.push.samples import NOW, push, pushes


def test_a_push_is_shown_as_a_phone_would_show_it() -> None:
    screen = io.StringIO()
    gateway = ConsoleGateway(screen, zone=ZoneInfo("Asia/Shanghai"))

    gateway.send([push(urgent=True, body="明天有一笔还款到期。\n17:00 前。")], now=NOW)

    assert screen.getvalue() == (
        "┌ Tue 2026-11-24 09:00 · due · urgent\n"
        "│ 还款提醒\n"
        "│ 明天有一笔还款到期。\n"
        "│ 17:00 前。\n"
        "└ graceday://inbox/ntf_01\n"
    )


def test_standard_output_is_the_screen_unless_another_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    ConsoleGateway().send([push()], now=NOW)
    assert "│ 还款提醒\n" in capsys.readouterr().out


def test_what_was_typed_cannot_steer_the_terminal() -> None:
    screen = io.StringIO()
    ConsoleGateway(screen).send([push(title="\x1b[2Jgone\x07")], now=NOW)
    assert "│  [2Jgone \n" in screen.getvalue()


def test_a_screen_without_chinese_shows_escapes() -> None:
    raw = io.BytesIO()
    screen = io.TextIOWrapper(raw, encoding="ascii")
    [receipt] = ConsoleGateway(screen).send([push()], now=NOW)
    assert receipt.outcome is SendOutcome.ACCEPTED
    assert b"\\u8fd8\\u6b3e" in raw.getvalue()


def test_a_closed_screen_is_a_receipt_and_not_an_exception() -> None:
    screen = io.StringIO()
    screen.close()
    receipts = ConsoleGateway(screen).send(pushes("a", "b"), now=NOW)
    assert [(each.outcome, each.error) for each in receipts] == [(SendOutcome.RETRY, "STREAM")] * 2


class SlowScreen(io.StringIO):
    """Lets other threads run between two lines."""

    def write(self, text: str) -> int:
        for line in text.splitlines(keepends=True):
            super().write(line)
            time.sleep(0)
        return len(text)


def test_threads_do_not_mix_their_lines() -> None:
    screen = SlowScreen()
    gateway = ConsoleGateway(screen)
    send = [threading.Thread(target=lambda: gateway.send(pushes(*"abcdefgh"), now=NOW)) for _ in range(8)]
    for each in send:
        each.start()
    for each in send:
        each.join()

    shown = screen.getvalue().splitlines()
    assert [line[0] for line in shown] == ["┌", "│", "│", "└"] * 64


@pytest.mark.parametrize("gateway", [ConsoleGateway(io.StringIO()), NullGateway()])
def test_each_refuses_what_is_no_longer_true(gateway: Gateway) -> None:
    late = push(delivery_id="dlv_late", expires_at=NOW - timedelta(seconds=1))
    gone, shown = gateway.send([late, push()], now=NOW)
    gateway.close()

    assert gone == ProviderReceipt("dlv_late", SendOutcome.REFUSED, error="EXPIRED")
    assert (shown.delivery_id, shown.outcome) == ("dlv_01", SendOutcome.ACCEPTED)
