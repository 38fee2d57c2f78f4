"""The bureaus' own text: the United States' labels and grids, China's sentences; what is doubtful is said."""

from pathlib import Path

import pytest

from backend.readers import ExportRefused
from backend.readers.credit_report.values import amount_of, last4_of, parse_day
from tests.readers.report_reading import SAMPLES, read_bytes, said

US = (SAMPLES / "mixed-us.txt").read_text(encoding="utf-8")
PBOC = (SAMPLES / "pboc-brief.txt").read_text(encoding="utf-8")
ALL_OK_OF_2025 = {f"2025-{month:02d}": "ok" for month in range(1, 13)}


CHASE = {
    "kind": "account",
    "furnisher": "CHASE CARD",
    "last4": "4321",
    "opened_on": "2024-01-10",
    "state": "open",
    "balance": 123400,
    "currency": "USD",
    "months": {
        "2025-11": "ok",
        "2025-12": "charged_off",
        "2026-01": "ok",
        "2026-02": "ok",
        "2026-03": "30",
        "2026-04": "60",
        "2026-05": "ok",
        "2026-06": "ok",
    },
    "place": "line 5",
}
AFFIRM = {  # every value on the line after its label
    "kind": "account",
    "furnisher": "AFFIRM INC",
    "last4": "9876",
    "opened_on": "2025-03-01",
    "state": "paid",
    "balance": 0,
    "currency": "USD",
    "unsure": ["opened_on"],
    "place": "line 22",
}
CAPITAL = {  # name and number in one line, several labels in the next
    "kind": "account",
    "furnisher": "CAPITAL ONE",
    "last4": "1111",
    "opened_on": "2019-02-01",
    "state": "charged_off",
    "balance": 510050,
    "currency": "USD",
    "months": {"2026-08": "120", "2026-09": "charged_off", "2026-10": "charged_off"},
    "first_late_on": "2020-05-01",
    "unsure": ["opened_on"],
    "place": "line 34",
}
SYNCHRONY = {  # the name above its number; a grid of years
    "kind": "account",
    "furnisher": "Synchrony/Amazon",
    "last4": "2222",
    "opened_on": "2021-01-10",
    "state": "open",
    "currency": "USD",
    "months": {**ALL_OK_OF_2025, "2025-08": "30"},
    "unsure": ["balance", "months"],
    "place": "line 45",
}


def test_the_blocks_of_a_united_states_report(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, US.encode())
    assert (read.format, read.report.country, read.report.bureau) == ("text", "US", "experian")
    assert read.report.pulled_on.isoformat() == "2026-11-20"
    accounts = [said(each) for each in read.report.entries if each.kind == "account"]
    assert accounts == [CHASE, AFFIRM, CAPITAL, SYNCHRONY]


def test_what_of_it_could_not_be_read_has_its_place(tmp_path: Path) -> None:
    faults = read_bytes(tmp_path, US.encode()).faults
    assert [(each.place, each.field, each.reason) for each in faults] == [
        ("line 48", "balance", "unreadable"),
        ("line 51", "months", "unreadable"),
    ]
    assert faults[0].value == "four dollars"


def test_hard_inquiries_only(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, US.encode())
    asked = [said(each) for each in read.report.entries if each.kind == "inquiry"]
    assert [(each["furnisher"], each["inquired_on"], each.get("unsure")) for each in asked] == [
        ("CAPITAL ONE NA", "2026-11-03", ["furnisher"]),  # name, street, town: one of them is the name
        ("DISCOVER BANK", "2026-06-01", None),
        ("DISCOVER BANK", "2026-05-01", None),
    ]


def us(*lines: str) -> bytes:
    head = ["TransUnion", "Date of report: 11/20/2026", "Account Name ACME", "Account Number ****4321"]
    return "\n".join([*head, *lines]).encode()


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("Pays as agreed", "open"),
        ("Current; Paid or Paying as Agreed", "open"),
        ("60 days past due", "open"),
        ("Paid, Closed/Never late.", "paid"),
        ("Closed", "closed"),
        ("Transferred to another lender", "closed"),
        ("Account charged off. $1,234 written off.", "charged_off"),
        ("Paid collection account", "paid"),
        ("Seriously past due / assigned to collection", "collection"),
        ("Settled for less than the full balance", "settled"),
        ("Mysterious", "unknown"),
    ],
)
def test_states(tmp_path: Path, status: str, state: str) -> None:
    (entry,) = read_bytes(tmp_path, us(f"Status: {status}")).report.entries
    assert entry.state == state
    assert ("state" in entry.unsure) == (state == "unknown")


@pytest.mark.parametrize(
    ("lines", "months", "unsure"),
    [
        (
            ["Oct 2026 OK, Sep 2026 30, Aug 2026: 60 days late"],
            {"2026-10": "ok", "2026-09": "30", "2026-08": "60"},
            [],
        ),
        (["2026-10: 30"], {"2026-10": "30"}, []),
        (["10/2026 09/2026", "Rating OK 30"], {"2026-10": "ok", "2026-09": "30"}, []),
        (["2026 OCT SEP", "ND CO"], {"2026-09": "charged_off"}, []),
        (["Year Oct Nov", "2025 90 C"], {"2025-10": "90"}, ["months.2025-11"]),
        (["Year Oct Nov", "2025 90"], {}, ["months"]),
        (["30 days past due as of Oct 2026, Sep 2026"], {"2026-10": "30", "2026-09": "30"}, []),
        (["30 days past due as of Aug 2026 to Oct 2026"], {}, ["months"]),
        (["Oct 2026 OK", "Oct 2026 30"], {"2026-10": "30"}, ["months.2026-10"]),
        (["We were 30 days late with this letter."], {}, []),
    ],
)
def test_payment_histories(
    tmp_path: Path, lines: list[str], months: dict[str, str], unsure: list[str]
) -> None:
    read = read_bytes(tmp_path, us("Status: Open", *lines))
    (entry,) = read.report.entries
    assert (dict(entry.months), sorted(entry.unsure)) == (months, unsure)
    assert bool(read.faults) == bool(unsure)


def test_a_block_without_a_name_is_a_fault(tmp_path: Path) -> None:
    body = b"Equifax\nReport date: 11/20/2026\nAccounts\nAccount Number: ****1234\nBalance: $5\n"
    read = read_bytes(tmp_path, body)
    assert read.report.entries == ()
    assert [(each.place, each.field, each.reason) for each in read.faults] == [
        ("line 4", "furnisher", "missing")
    ]


def test_a_report_without_a_day_is_of_today_and_says_so(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, b"Equifax\nAccount Name ACME\nAccount Number ****1234\nStatus Open\n")
    assert read.report.pulled_on.isoformat() == "2026-11-24"
    assert [(each.field, each.reason) for each in read.faults] == [("pulled_on", "missing")]


def test_a_full_card_number_is_never_kept(tmp_path: Path) -> None:
    body = us("Status: Open").replace(b"****4321", b"4111 1111 1111 1111")
    body += b"\nBalance: 4111111111111111\nAccount Name 5500 0000 0000 0004 BANK\nAccount Number 4111111111111111\n"
    read = read_bytes(tmp_path, body)
    assert [entry.last4 for entry in read.report.entries] == ["1111", "1111"]
    assert "41111111" not in repr(read) and "0000 0000" not in repr(read)


def test_the_paragraphs_of_the_central_banks_report(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, PBOC.encode())
    assert (read.report.country, read.report.bureau) == ("CN", "pboc")
    assert read.report.pulled_on.isoformat() == "2026-11-20"
    cards_and_loans = [said(each) for each in read.report.entries if each.kind == "account"]
    assert cards_and_loans[0] == {  # wrapped in the middle of a sum
        "kind": "account",
        "furnisher": "招商银行",
        "last4": "1234",
        "opened_on": "2010-10-25",
        "state": "open",
        "balance": 275000,
        "currency": "CNY",
        "unsure": ["months"],
        "place": "line 8",
    }
    shown = ("furnisher", "currency", "state", "balance", "closed_on", "unsure")
    assert [tuple(each.get(name) for name in shown) for each in cards_and_loans[1:]] == [
        ("招商银行", "USD", "open", None, None, ["balance"]),
        ("中国工商银行嘉兴市分行", "CNY", "closed", None, "2015-04-01", ["closed_on"]),
        ("浙江网商银行股份有限公司", "CNY", "open", 177900, None, None),
        ("中国工商银行北京市分行", "CNY", "paid", None, "2009-12-01", ["closed_on"]),
        ("重庆蚂蚁消费金融有限公司", "CNY", "open", 0, None, None),
    ]


def test_its_faults_and_its_hard_inquiries(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, PBOC.encode())
    assert [(each.place, each.field, each.reason) for each in read.faults] == [
        ("line 8", "months", "not-named"),
        ("line 11", "balance", "converted"),
        ("line 19", "entry", "unreadable"),
    ]
    asked = [said(each) for each in read.report.entries if each.kind == "inquiry"]
    assert [(each["furnisher"], each["inquired_on"]) for each in asked] == [
        ("招商银行", "2026-04-09"),
        ("示例商业银行", "2024-10-01"),
    ]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    plain = read_bytes(tmp_path, PBOC.encode())
    assert read_bytes(tmp_path, PBOC.encode(encoding)).report == plain.report


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("截至2026年10月已变成呆账，余额为1,000。", {"state": "charged_off", "balance": 100000}),
        ("截至2026年10月，信用额度500，尚未激活。", {"state": "open"}),
        ("2023年01月销户，当前逾期金额1,000元。", {"state": "closed", "past_due": 100000}),
        (
            "业务号9559123388923566936，授信额度8,500元，截至2018年09月25日，账户状态为“销户”。",
            {"last4": "6936"},
        ),
        ("业务号X，授信额度8,500元，账户状态为“正常”。", {"state": "open"}),
    ],
)
def test_sentences(tmp_path: Path, sentence: str, expected: dict[str, object]) -> None:
    body = f"个人信用报告\n报告时间：2026-11-20\n信用卡\n2012年2月2日中信银行发放的贷记卡（人民币账户）。{sentence}\n"
    (entry,) = read_bytes(tmp_path, body.encode()).report.entries
    assert expected.items() <= said(entry).items()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("01/10/2021", ("2021-01-10", True)),
        ("Jan 10, 2021", ("2021-01-10", True)),
        ("September 2021", ("2021-09-01", False)),
        ("01/2021", ("2021-01-01", False)),
        ("2021-1-3", ("2021-01-03", True)),
        ("2018年5月", ("2018-05-01", False)),
        ("13/13/2021", None),
        ("Foo 2021", None),
        ("02/30/2021", None),
    ],
)
def test_days(text: str, expected: tuple[str, bool] | None) -> None:
    found = parse_day(text)
    assert (found and (found[0].isoformat(), found[1])) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$1,234", 123400),
        ("$1,234.5", 123450),
        ("-$5", -500),
        ("($5.00)", -500),
        ("1,23", None),
        ("$", None),
        ("12.345", None),
        ("1" * 30, None),
    ],
)
def test_amounts(text: str, expected: int | None) -> None:
    assert amount_of(text, "USD") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("xxxx-xxxx-xxxx-1234", "1234"),
        ("xxxxxxxxxxxx 1234", "1234"),
        ("426684xxxxxx4321", "4321"),
        ("517805xxxxxxxxxx", ""),
        ("****", ""),
        ("12*34", ""),
        ("4111111111111111", "1111"),
        ("SEE BELOW 1234", ""),
    ],
)
def test_last_four_digits(text: str, expected: str) -> None:
    assert last4_of(text) == expected


@pytest.mark.parametrize(
    ("body", "named", "code"),
    [
        (PBOC, {"country": "US"}, "other-country"),
        (US, {"country": "CN"}, "other-country"),
        (US, {"bureau": "equifax"}, "other-bureau"),
        ("A letter to a friend.", {}, "unknown-report"),
        ("Account Name ACME", {"country": "US"}, "no-bureau"),
        ("Experian\nDear Sir or Madam, nothing to see.", {}, "no-entries"),
        ("<html>Experian</html>", {}, "markup"),
    ],
)
def test_what_is_not_the_report_it_is_said_to_be(
    tmp_path: Path, body: str, named: dict[str, str], code: str
) -> None:
    with pytest.raises(ExportRefused) as error:
        read_bytes(tmp_path, body.encode(), **named)
    assert error.value.code == code
