"""The personal report (brief version) of China's central bank's credit reference centre, read sentence by sentence.

Each account is one paragraph of fixed phrases, wrapped anywhere: "2010年10月25日招商银行发放的贷记卡
(人民币账户,卡片尾号:1234)。截至2026年10月,信用额度25,000,已使用额度2,750。最近5年内有3个月处于逾期状态,
没有发生过90天以上逾期。" It counts late months and does not name them, so they stay unsure. Amounts are whole yuan,
also those of an account in another currency.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from backend.domain.bureau.report import ReportEntry
from backend.domain.spending.reading.cells import mask
from backend.readers.credit_report.lines import Found, ReportFault, TextLine, fault
from backend.readers.credit_report.values import amount_of, last4_of, parse_day

PBOC = "pboc"

_DAY = r"\d{4}年\d{1,2}月\d{1,2}日"
# A line that begins like this opens a paragraph; one that goes on with "到期" or a stop is a wrapped one.
_OPENS = re.compile(rf"(?:\d+[.、]\s*)?{_DAY}\s*(?!到期|[,。;)、]|$)\S")
_HEADINGS = {
    **dict.fromkeys(
        ("信贷记录", "信用卡", "贷款", "购房贷款", "其他贷款", "信贷交易信息", "贷记卡", "准贷记卡"),
        "accounts",
    ),
    **dict.fromkeys(("查询记录", "机构查询记录明细", "机构查询记录"), "inquiries"),
    **dict.fromkeys(
        (
            "本人查询记录明细",
            "个人查询记录明细",
            "个人查询记录",
            "本人查询记录",
            "公共记录",
            "公共信息",
            "说明",
        )
        + (
            "相关还款责任信息",
            "相关还款责任",
            "非信贷交易记录",
            "为他人担保信息",
            "资产处置信息",
            "垫款信息",
            "保证人代偿信息",
        ),
        "other",
    ),
}
_LIST_HEADING = re.compile(r".*(?:账户)?明细如下:?$|这部分包含.*|.*编号查询日期.*")
_PAGE = re.compile(r"第?\d+页?[,/]?(?:共\d+页?|\d+)")

_ACCOUNT = re.compile(
    rf"(?:\d+[.、])?(?P<opened>{_DAY})(?P<org>.{{2,60}}?)"
    r"(?:发放的(?:(?P<card>准?贷记卡)\((?P<account>[^()]{1,60})\)|(?P<lent>折?[\d,.]+元)\((?P<loan>[^()]{1,20})\))"
    r"|为.{1,30}授信)"
)
_TAIL = re.compile(r"尾号:?(\d{4})(?!\d)")
_NUMBER = re.compile(r"业务号:?([\dXx*]{4,})")
_SUM = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_BALANCE = re.compile(rf"(?:已使用额度|透支余额|余额为?)(?P<amount>{_SUM})")
_PAST_DUE = re.compile(rf"(?:当前)?逾期金额为?(?P<amount>{_SUM})")
_CLOSED = re.compile(rf"({_DAY}|\d{{4}}年\d{{1,2}}月)(?:已)?(?:销户|结清|转出)")
_LATE_MONTHS = re.compile(r"最近5年内有(\d+)个月处于逾期状态")
_REPORT_DAY = re.compile(r"报告(?:时间|日期):?(\d{4}[-./年]\d{1,2}[-./月]\d{1,2})日?")
_STATES = [
    (re.compile("呆账|核销"), "charged_off"),
    (re.compile("销户|转出"), "closed"),
    (re.compile("结清"), "paid"),
    (re.compile("信用额度|已使用额度|余额|逾期|未激活|正常"), "open"),
]
_CURRENCIES = {
    "人民币": "CNY",
    "美元": "USD",
    "欧元": "EUR",
    "港": "HKD",
    "日元": "JPY",
    "英镑": "GBP",
    "澳大利亚元": "AUD",
    "加拿大元": "CAD",
}

_QUERY = re.compile(rf"(?:\d{{1,3}}[.、]?)?(?P<on>{_DAY})(?P<rest>.+)")
# Who looks after what he has lent, or at himself, asks for nothing.
_SOFT = re.compile("贷后管理|保后管理|本人查询|异议|资信审查.*担保后")
_HARD = re.compile(
    "(?:(?:信用卡|贷款|融资|授信)审批|(?:担保|客户准入|法人代表、负责人、高管等)?资格审查|担保审查|保前审查|资信审查"
    "|特约商户实名审查)$"
)


@dataclass(slots=True)
class _Paragraph:
    line: TextLine
    text: str
    faults: list[ReportFault] = field(default_factory=list)
    unsure: set[str] = field(default_factory=set)


def is_pboc(lines: Sequence[TextLine]) -> bool:
    """Whether the text says it is such a report."""
    opening = "".join(line.text for line in lines[:60]).replace(" ", "")
    return "个人信用报告" in opening or "征信中心" in opening


def read_pboc(lines: Sequence[TextLine]) -> Found:
    """The accounts and the inquiries of lenders, as far as their paragraphs can be read."""
    entries: list[ReportEntry] = []
    faults: list[ReportFault] = []
    for section, paragraph in _paragraphs(lines):
        read = _account if section == "accounts" else _inquiry
        entry = read(paragraph)
        entries += [entry] if entry else []
        faults += paragraph.faults
    named = _REPORT_DAY.search("".join(line.text for line in lines[:80]).replace(" ", ""))
    return Found(tuple(entries), tuple(faults), _as_day(named[1]) if named else "")


def _as_day(text: str) -> str:
    return "-".join(re.findall(r"\d+", text))


def _paragraphs(lines: Sequence[TextLine]) -> Iterator[tuple[str, _Paragraph]]:
    """The paragraphs of accounts and the lines of inquiries, each put together from the lines it was wrapped into."""
    section, current = "accounts", None
    for line in lines:
        text = line.text.replace(" ", "")
        if _PAGE.fullmatch(text):
            continue
        heading = _HEADINGS.get(re.sub(r"^[一二三四五六七八九十]+[、.]|[((].*?[))]$|:$", "", text))
        if heading or _LIST_HEADING.fullmatch(text):
            if current:
                yield section, current
            section, current = heading or section, None
        elif _OPENS.match(text) or (section == "inquiries" and _QUERY.match(text)):
            if current:
                yield section, current
            current = _Paragraph(line, text) if section != "other" else None
        elif current and len(current.text) < 1_000:
            current.text += text
    if current:
        yield section, current


def _account(paragraph: _Paragraph) -> ReportEntry | None:
    text = paragraph.text
    found = _ACCOUNT.match(text)
    opened = parse_day(found["opened"]) if found else None
    if not found or not opened:
        if "发放" in text or "授信" in text or "贷" in text:
            paragraph.faults.append(fault(paragraph.line, "entry", "unreadable", text))
        return None
    currency = _currency(found["account"] or found["loan"] or _credit_line_currency(text), paragraph)
    state = next((state for words, state in _STATES if words.search(text)), "unknown")
    if state == "unknown":
        paragraph.unsure.add("state")
    closed = _closed_on(paragraph) if state in ("closed", "paid") else None
    balance = _amount(_BALANCE, "balance", currency, paragraph)
    past_due = _amount(_PAST_DUE, "past_due", currency, paragraph)
    _late_months(paragraph)
    return ReportEntry(
        "account",
        _organisation(found["org"]),
        _last4(text),
        opened_on=opened[0],
        closed_on=closed,
        state=state,
        balance=balance,
        past_due=0 if past_due is None and "当前无逾期" in text else past_due,
        currency=currency,
        unsure=frozenset(paragraph.unsure),
        place=paragraph.line.place,
    )


def _organisation(text: str) -> str:
    quoted = re.search("[“\"'‘](.+?)[”\"'’]", text)
    return mask(re.sub('^(?:商业银行|机构)(?=[“"])', "", quoted[1] if quoted else text))[:200]


def _last4(text: str) -> str:
    tail, number = _TAIL.search(text), _NUMBER.search(text)
    return tail[1] if tail else last4_of(number[1]) if number else ""


def _credit_line_currency(text: str) -> str:
    named = re.search(r"(?:信用额度|授信额度)[\d,]+元?\(([^()]{1,10})\)", text)
    return named[1] if named else ""


def _currency(text: str, paragraph: _Paragraph) -> str:
    for name, code in _CURRENCIES.items():
        if name in text and "外币" not in text:
            return code
    paragraph.unsure.add("currency")
    return ""


def _closed_on(paragraph: _Paragraph) -> date | None:
    found = _CLOSED.search(paragraph.text)
    day = parse_day(found[1]) if found else None
    if day is None or not day[1]:
        paragraph.unsure.add("closed_on")
    return day[0] if day else None


def _amount(pattern: re.Pattern[str], name: str, currency: str, paragraph: _Paragraph) -> int | None:
    found = pattern.search(paragraph.text)
    if not found:
        return None
    value = amount_of(found["amount"], currency or "CNY")
    if value == 0 or (value is not None and currency == "CNY"):
        return value
    # Amounts of other currencies are shown as yuan, at a rate that the report does not name.
    paragraph.unsure.add(name)
    reason = "unreadable" if value is None else "converted"
    paragraph.faults.append(fault(paragraph.line, name, reason, found[0]))
    return None


def _late_months(paragraph: _Paragraph) -> None:
    counted = _LATE_MONTHS.search(paragraph.text)
    late_now = re.search("当前有逾期|逾期金额为?[1-9]", paragraph.text)
    if (counted and int(counted[1])) or late_now:
        paragraph.unsure.add("months")
    if counted and int(counted[1]):
        paragraph.faults.append(fault(paragraph.line, "months", "not-named", counted[0]))


def _inquiry(paragraph: _Paragraph) -> ReportEntry | None:
    found = _QUERY.match(paragraph.text)
    asked = parse_day(found["on"]) if found else None
    if not found or not asked:
        return None
    rest = found["rest"]
    if _SOFT.search(rest):
        return None
    hard = _HARD.search(rest)
    unsure = frozenset() if hard else frozenset(["kind"])
    # The office's own login follows the bank behind a slash.
    name = re.sub(r"/.*$", "", rest[: hard.start()] if hard else rest)
    if not name:
        paragraph.faults.append(fault(paragraph.line, "furnisher", "missing"))
        return None
    return ReportEntry(
        "inquiry", mask(name)[:200], inquired_on=asked[0], unsure=unsure, place=paragraph.line.place
    )
