"""The played year, as it is printed: its milestones, its silence, and what it never shows."""

import calendar
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import pytest

from tests.cli.commands import refused, run

LANGUAGES = ("en", "zh-CN")
BUILDERS = {"en": "China Construction Bank", "zh-CN": "建设银行"}  # whose minimum is missed
NAMES = ("Bank", "银行", "Chase", "Jiebei", "借呗", "8812", "0421", "7703")
AMOUNT = re.compile(r"[¥$]|\d[.,]\d{2}")
HEADINGS = {
    "en": re.compile(r"\w+day, (?P<d>\d+) (?P<m>\w+) (?P<y>\d{4})"),
    "zh-CN": re.compile(r"(?P<y>\d{4})年(?P<m>\d+)月(?P<d>\d+)日 星期."),
}
MONTHS = list(calendar.month_name)


@dataclass
class Entry:
    """One thing under a day's heading: a push, or in brackets what the borrower does."""

    day: date
    at: str
    title: str
    body: list[str] = field(default_factory=list)

    @property
    def told(self) -> bool:
        return self.title.startswith(("(", "（"))

    def names(self, issuer: str) -> bool:
        return not self.told and issuer in " ".join([self.title, *self.body])


def entries_of(text: str, language: str) -> list[Entry]:
    entries: list[Entry] = []
    day = None
    for line in text.splitlines():
        if heading := HEADINGS[language].fullmatch(line):
            month = heading["m"]
            number = MONTHS.index(month) if language == "en" else int(month)
            day = date(int(heading["y"]), number, int(heading["d"]))
        elif entry := re.fullmatch(r"  (\d\d:\d\d)  (.+)", line):
            assert day, line
            entries.append(Entry(day, entry[1], entry[2]))
        elif line.startswith("         "):
            entries[-1].body.append(line.strip())
    return entries


@cache
def played(language: str, *more: str) -> str:
    result = run("simulate", "--from", "2026-11-24", "--language", language, *more)
    assert result.exit_code == 0, result.output
    return result.stdout


def year(language: str) -> list[Entry]:
    return entries_of(played(language), language)


def pushes(language: str) -> list[Entry]:
    return [entry for entry in year(language) if not entry.told]


def missed_and_cured(language: str) -> tuple[date, date]:
    """The due date of the minimum that is missed, and the day on which it is paid."""
    forgotten, cured = (
        entry for entry in year(language) if entry.told and re.search("slips|忘了还|35", entry.title)
    )
    assert "35" in cured.title
    return forgotten.day + timedelta(days=2), cured.day


def test_a_year_takes_seconds() -> None:
    began = time.process_time()  # of this process: what else the machine does is not counted
    played("en")  # for the first time: the tests below read the same year
    assert time.process_time() - began < 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_missed_minimum_is_pursued_until_the_day_before_30_and_cured_at_35(language: str) -> None:
    due, cured = missed_and_cured(language)
    assert (cured - due).days == 35
    days = {(entry.day - due).days for entry in pushes(language) if entry.names(BUILDERS[language])}
    # A week, three days and the day before; the day; in grace and on its last day; late; before it is reported.
    assert {-7, -3, -1, 0, 1, 3, 7, 15, 29} <= days


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_report_is_looked_at_and_an_error_in_it_put_right(language: str) -> None:
    words = ["error found|处差错", "an answer is due|前答复", "complaint|投诉", "is corrected|已更正"]
    told = [entry for entry in year(language) if entry.told]
    days = [[entry.day for entry in told if re.search(word, entry.title)] for word in words]
    assert [len(each) for each in days] == [1, 1, 1, 1]
    found, sent, escalated, corrected = (each[0] for each in days)
    _, cured = missed_and_cured(language)
    assert cured <= found == sent < escalated < corrected
    pushed = [
        entry.day
        for entry in pushes(language)
        if re.search("time to answer is over|答复期限已过", entry.title)
    ]
    assert pushed and sent < pushed[0] <= escalated
    again = [
        entry
        for entry in told
        if entry.day > corrected and re.search("own records say|记录一致", entry.title)
    ]
    assert again  # a later look shows that it stayed so


def told_on(language: str, words: str) -> date:
    """The one day on which the borrower does something that is told in these words."""
    [day] = [entry.day for entry in year(language) if entry.told and re.search(words, entry.title)]
    return day


def pushed_on(language: str, words: str) -> list[date]:
    return [
        entry.day for entry in pushes(language) if re.search(words, "\n".join([entry.title, *entry.body]))
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_call_by_night_becomes_a_letter_whose_answer_is_awaited(language: str) -> None:
    due, _ = missed_and_cured(language)
    sent = told_on(language, "at 23:10 a call|23:10 来了一个电话")
    assert (sent - due).days == 13  # called on the twelfth day past due, logged the evening after
    answered = told_on(language, "have answered the letter|对方已回信")
    assert (answered - sent).days == 13  # two days before the fifteen are over
    awaited = pushed_on(language, "days left to answer you|对方须在 3 天内答复")
    assert [day for day in awaited if sent < day <= answered + timedelta(days=20)] == [
        sent + timedelta(days=12)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_promised_is_reminded_of_until_it_is_paid(language: str) -> None:
    due, cured = missed_and_cured(language)
    assert (told_on(language, "Promises to pay|答应在") - due).days == 20
    assert pushed_on(language, "today is the day you promised|今天是您承诺的日期") == [cured]
    assert pushed_on(language, "tell them today and name a day|请今天告诉对方") == [cured]


@pytest.mark.parametrize("language", LANGUAGES)
def test_once_a_plan_is_agreed_only_its_instalments_are_reminded_of(language: str) -> None:
    """The loan's 1,801.39 a month become 900.69, twice as often; each is paid two days before its day, as ever."""
    agreed = told_on(language, "A plan is agreed: 16|方案已达成：共 16 期")
    was, now = pushed_on(language, r"1,801\.39"), pushed_on(language, r"900\.69")
    assert was and max(was) < agreed < min(now)
    # Of each instalment from April to November: a week before, and three days.
    months = [date(2027, month, 6) for month in range(4, 12)]
    assert now == [month - timedelta(days=days) for month in months for days in (7, 3)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_the_cure_the_card_is_silent_until_its_next_minimum_nears(language: str) -> None:
    _, cured = missed_and_cured(language)
    named = [entry for entry in pushes(language) if entry.names(BUILDERS[language]) and entry.day > cured]
    assert named[0].day == date(2027, 3, 31)  # a week before the next one
    missed_amount = "844.32"
    assert any(missed_amount in " ".join(entry.body) for entry in pushes(language))
    assert not any(missed_amount in " ".join(entry.body) for entry in named)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_comes_in_quiet_hours_and_the_days_come_in_order(language: str) -> None:
    shown = pushes(language)
    assert len(shown) > 80
    assert all("08:00" <= entry.at < "22:00" for entry in shown)
    instants = [(entry.day, entry.at) for entry in year(language)]
    assert instants == sorted(instants)
    assert date(2026, 11, 24) <= instants[0][0] and instants[-1][0] <= date(2027, 11, 23)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_day_has_more_than_one_push(language: str) -> None:
    # The default cap is higher; what this household gets at nine o'clock is one digest.
    assert max(Counter(entry.day for entry in pushes(language)).values()) == 1


def test_both_languages_push_at_the_same_instants() -> None:
    instants = [[(entry.day, entry.at) for entry in year(language)] for language in LANGUAGES]
    assert instants[0] == instants[1]


def test_each_language_is_its_own() -> None:
    assert not re.search("[\u4e00-\u9fff]", played("en"))
    bodies = [line for entry in year("zh-CN") for line in (entry.title, *entry.body)]
    assert all(re.search("[\u4e00-\u9fff]", line) for line in bodies)


def test_the_three_cards_and_the_loan_are_all_named() -> None:
    text = played("en")
    for name in ("China Merchants Bank", "China Construction Bank", "Chase Freedom", "Jiebei"):
        assert text.count(name) >= 12, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_locked_screen_shows_no_issuer_and_no_amount(language: str) -> None:
    text = played(language, "--days", "120", "--discreet")
    assert len(entries_of(text, language)) > 30
    assert not [name for name in NAMES if name in text]
    assert not AMOUNT.search(text)


def test_a_play_comes_out_the_same_every_time() -> None:
    again = run("simulate", "--from", "2026-11-24", "--language", "en", "--days", "120").stdout
    assert again == played("en", "--days", "120")
    assert played("en").startswith(
        again.rpartition("\n\n")[0]
    )  # what is yet to come changes nothing before it


def test_it_says_how_much_there_was() -> None:
    assert f"{len(pushes('en'))} pushes in 365 days." in played("en")
    assert "1 push in 1 day." in played("en", "--days", "1")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--from", "yesterday"], "yesterday"),
        (["--from", "2026-02-30"], "2026-02-30"),
        (["--from", "0001-01-01"], "1970"),
        (["--from", "9999-12-31"], "2100"),
        (["--days", "0"], "--days"),
        (["--days", "many"], "--days"),
        (["--language", "fr"], "zh-CN"),
        (["--colour"], "--colour"),
    ],
)
def test_a_wrong_argument_is_named_in_a_line(arguments: list[str], named: str) -> None:
    assert named in refused(run("simulate", *arguments))
