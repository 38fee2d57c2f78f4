"""A phone's call log as apps write it: times in many forms; rows that cannot be read are named, not guessed."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from backend.readers.call_log import Call, CallLogRefused, read_call_log, same_number

ZONE = "Asia/Shanghai"
NOW = datetime(2027, 1, 1, tzinfo=UTC)
TEN = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # ten in the morning in Shanghai


def read(text: str) -> list[Call]:
    return list(read_call_log(text.encode(), ZONE, now=NOW).calls)


@pytest.mark.parametrize(
    "when",
    [
        "2026-11-20 10:00:00",
        "2026/11/20 10:00",
        "2026-11-20T10:00:00+08:00",
        "2026-11-19T18:00:00-08:00",
        "2026-11-20 10:00:00 AM",
        "2026-11-20 上午10:00",
        "Nov 20, 2026 10:00:00 AM",
        "20-Nov-2026 10:00",
        "1795140000",
        "1795140000000",
    ],
)
def test_a_time_is_read_in_each_form(when: str) -> None:
    [call] = read(f'number,date,type,duration\n10086,"{when}",1,30\n')
    assert call == Call("10086", TEN, "in", "answered")


@pytest.mark.parametrize(
    ("when", "hour"),
    [("12:05 AM", 0), ("9:05 am", 9), ("12:05 PM", 12), ("9:05:00 p.m.", 21), ("下午9:05", 21), ("9:05", 9)],
)
def test_a_clock_of_twelve_hours_says_which_half_of_the_day(when: str, hour: int) -> None:
    """Public report: ringcentral/rc-unified-crm-extension#4, where 11 am became 11 pm of the day before."""
    [call] = read(f"number,date,type\n10086,2026-11-20 {when},1\n")
    local = call.at.astimezone(ZoneInfo(ZONE))
    assert (local.day, local.hour, local.minute) == (20, hour, 5)


@pytest.mark.parametrize(
    "when",
    ["11/12/2026 10:00", "2026-11-20 13:00 PM", "2026-11-20 0:10 AM", "Nov 31, 2026 10:00", "10:00 AM"],
)
def test_a_time_that_can_be_read_two_ways_is_not_read(when: str) -> None:
    assert read_call_log(f'number,date,type\n10086,"{when}",1\n'.encode(), ZONE, now=NOW).unread == (1,)


@pytest.mark.parametrize(
    ("way", "duration", "said"),
    [
        ("1", "30", ("in", "answered")),
        ("incoming", "0", ("in", None)),
        ("OUTGOING", "0:00:42", ("out", "answered")),
        ("2", "0", ("out", "unanswered")),
        ("missed", "0", ("in", "unanswered")),
        ("拒接", "", ("in", "unanswered")),
        ("voicemail", "12", ("in", "message")),
        ("来电", "", ("in", None)),
    ],
)
def test_which_way_it_went_and_whether_somebody_picked_up(
    way: str, duration: str, said: tuple[str, str | None]
) -> None:
    [call] = read(f"号码;时间;类型;时长\n10086;2026-11-20 10:00:00;{way};{duration}\n")
    assert (call.way, call.outcome) == said


@pytest.mark.parametrize(
    "text",
    [
        '[{"number": "10086", "date": "1795140000000", "type": "1", "duration": "30", "name": null}]',
        '{"version": 2, "calls": [{"number": 10086, "date": 1795140000000, "type": 1, "duration": 30}]}',
        '{"number": "10086", "date": "1795140000000", "type": "1", "duration": "30"}\n'
        '{"number": "10087", "date": "x", "type": "1"}\n',
    ],
)
def test_json_is_a_list_an_object_or_lines(text: str) -> None:
    assert read(text)[:1] == [Call("10086", TEN, "in", "answered")]


def test_a_comma_in_a_name_shifts_nothing() -> None:
    """Public report: Sanmeet007/logger#52. Quoted it is read; without quotes its row is named."""
    head = "name,duration,number,date,type\n"
    found = read_call_log(
        (
            head
            + 'Abc Xyz,30,10086,1795140000,1\nAbc, ijk,30,10087,1795140000,1\n"A, b",30,10088,1795140000,1\n'
        ).encode(),
        ZONE,
        now=NOW,
    )
    assert [call.number for call in found.calls] == ["10086", "10088"]
    assert found.unread == (2,)


def test_what_cannot_be_read_is_named() -> None:
    rows = ("x,1795140000,1,3", "10086,yesterday,1,3", "10086,1795140000,spoke,3", "10086,1795140000,1,3")
    found = read_call_log(("number,date,type,duration\n" + "\n".join(rows)).encode(), ZONE, now=NOW)
    assert (len(found.calls), found.unread) == (1, (1, 2, 3))


def test_a_file_in_a_chinese_encoding_is_read() -> None:
    text = "号码,时间,类型,通话时长\n057188886666,2026-11-20 10:00:00,未接来电,0\n"
    assert read_call_log(text.encode("gb18030"), ZONE, now=NOW).calls == (
        Call("057188886666", TEN, "in", "unanswered"),
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "calls-unreadable"),
        (b"\xff\xfe\x00", "calls-unreadable"),
        (b"{", "calls-unreadable"),
        (b"[" * 5000, "calls-unreadable"),
        (b"a,b\n1,2\n", "calls-columns"),
        (b'[{"a": 1}]', "calls-columns"),
        (b"number,date,type\n" + b"1,1,1\n" * 20_001, "calls-too-long"),
    ],
)
def test_what_is_no_call_log_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(CallLogRefused) as refused:
        read_call_log(content, ZONE, now=NOW)
    assert refused.value.code == code


def test_a_number_is_one_with_and_without_its_countrys_code() -> None:
    assert same_number("+86 571 8888 6666", "0571-88886666")
    assert same_number("(212) 555-0100", "+1 212 555 0100")
    assert not same_number("95555", "1095555")
    assert not same_number("0571 8888 6666", "0571 8888 6667")


@pytest.mark.parametrize(
    ("when", "read_as"),
    [
        ("2026-03-08 01:59:59", "2026-03-08T06:59:59"),
        ("2026-03-08 02:00:00", None),
        ("2026-03-08 02:30:00", None),
        ("2026-03-08 03:00:00", "2026-03-08T07:00:00"),
        ("2026-11-01 00:59:59", "2026-11-01T04:59:59"),
        ("2026-11-01 01:30:00", None),
        ("Nov 1, 2026 1:30 AM", None),
        ("2026-11-01 02:00:00", "2026-11-01T07:00:00"),
        ("2026-11-01T01:30:00-04:00", "2026-11-01T05:30:00"),
        ("2026-11-01T01:30:00-05:00", "2026-11-01T06:30:00"),
    ],
)
def test_an_hour_that_clocks_skip_or_show_twice_is_no_instant(when: str, read_as: str | None) -> None:
    found = read_call_log(f'number,date,type\n10086,"{when}",1\n'.encode(), "America/New_York", now=NOW)
    assert [call.at.isoformat()[:19] for call in found.calls] == ([read_as] if read_as else [])
    assert found.unread == (() if read_as else (1,))


def test_a_row_dated_ahead_is_unread_and_the_rest_is_taken() -> None:
    rows = "10086,2026-11-20 10:00:00,1\n10086,2026-11-20 10:00:01,1\n10086,2027-11-20 10:00:00,1\n"
    found = read_call_log(f"number,date,type\n{rows}".encode(), ZONE, now=TEN)
    assert ([call.at for call in found.calls], found.unread) == ([TEN], (2, 3))
