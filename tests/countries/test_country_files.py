"""Place files: the three that ship are whole; every slip in one is refused, with the file, the key and the fault."""

import re
from datetime import date, timedelta
from importlib.resources import files

import pytest

from backend.countries import (
    CountryFileError,
    countries,
    default_rules,
    law_of,
    read_country_law,
    read_default_rules,
)
from backend.countries.keys import NEEDED
from backend.countries.lateness import late_law, reportable_days
from backend.domain.bureau.country_law import NoSuchRule
from backend.readers.credit_report.formats import FORMATS

DAY = timedelta(days=1)


def text_of(country: str) -> str:
    return (files("backend.countries") / "data" / f"{country.lower()}.toml").read_text(encoding="utf-8")


US = text_of("US")


def block(key: str, text: str = US) -> str:
    """The first [[rule]] of that key, as it is written."""
    found = re.search(rf'\[\[rule\]\]\nkey = "{re.escape(key)}"\n(?:.+\n)+', text)
    assert found
    return found[0]


def with_field(key: str, field: str, value: str) -> str:
    """The file of the United States with one field of a rule written otherwise; "" leaves the field out."""
    old = block(key)
    line = f"{field} = {value}\n" if value else ""
    new = re.sub(rf"{field} = .*\n", line.replace("\\", r"\\"), old)
    assert new != old
    return US.replace(old, new)


def fault_of(text: str, country: str = "US") -> CountryFileError:
    with pytest.raises(CountryFileError) as caught:
        read_country_law(text, country)
    assert caught.value.file == f"{country.lower()}.toml"
    assert str(caught.value) == ": ".join(
        filter(None, [caught.value.file, caught.value.key, caught.value.fault])
    )
    return caught.value


def test_the_countries_are_those_with_a_file() -> None:
    assert countries() == ("CN", "GB", "US")


@pytest.mark.parametrize("country", ["FR", "us", "", "../us", "US.toml"])
def test_there_is_no_other_place(country: str) -> None:
    assert law_of(country) is None


@pytest.mark.parametrize(
    ("country", "bureaus", "complaints"),
    [
        ("US", ["equifax", "experian", "transunion"], ["cfpb"]),
        ("CN", ["pboc"], ["pboc_12363", "nfra_12378"]),
        ("GB", ["experian_uk", "equifax_uk", "transunion_uk"], ["ico", "fos"]),
    ],
)
def test_a_place_has_its_bureaus_and_where_to_complain(
    country: str, bureaus: list[str], complaints: list[str]
) -> None:
    found = law_of(country)
    assert found
    assert [bureau.id for bureau in found.bureaus] == bureaus
    assert [body.id for body in found.complaints] == complaints
    for each in (*found.bureaus, *found.complaints):
        assert {*each.names} == {*each.how} == {"en", "zh-CN"}
        assert re.search("[\u4e00-\u9fff]", each.how["zh-CN"])
        assert not re.search("[\u4e00-\u9fff]", each.how["en"])


def test_no_id_means_two_bureaus() -> None:
    ids = [each.id for country in countries() for each in law_of(country).bureaus]
    assert len(ids) == len(set(ids))


def test_a_place_is_read_once() -> None:
    assert law_of("US") is law_of("US")


@pytest.mark.parametrize("country", ["US", "CN", "GB"])
def test_today_every_needed_rule_is_in_force(country: str) -> None:
    found = law_of(country)
    assert found
    assert [key for key in sorted(NEEDED) if not found.has(key, date(2026, 11, 24))] == []


@pytest.mark.parametrize("country", ["US", "CN", "GB"])
def test_nothing_was_checked_before_it_held_or_in_the_future(country: str) -> None:
    found = law_of(country)
    assert found
    assert all(rule.from_on <= rule.checked_on <= date(2026, 11, 28) for rule in found.rules)


# --- Faults

FIELDS = ["value", "from_on", "law", "source", "checked_on", "confirmed"]


@pytest.mark.parametrize("field", FIELDS)
def test_a_rule_without_a_field_is_refused(field: str) -> None:
    found = fault_of(with_field("statement.words", field, ""))
    assert (found.key, found.fault) == ("statement.words", f"lacks {field}")


def test_a_rule_without_a_key_is_refused() -> None:
    assert fault_of(with_field("statement.words", "key", "")).fault == "lacks key"


@pytest.mark.parametrize(
    ("key", "field", "value", "fault"),
    [
        ("statement.words", "value", '"100"', "'100' is no number of at least 0"),
        ("statement.words", "value", "true", "True is no number of at least 0"),
        ("statement.words", "value", "-1", "-1 is no number of at least 0"),
        ("statement.words", "value", "7.5", "7.5 is no number of at least 0"),
        ("keep.late.from", "value", '"birth"', "'birth' is none of first_late, cure"),
        ("keep.late.from", "value", "3", "3 is none of first_late, cure"),
        ("statement.words", "key", '"statement.wrods"', "no rule has this key"),
        ("statement.words", "key", '"late.from.0"', "no rule has this key"),
        ("statement.words", "from_on", '"1997-09-30"', "from_on is no date"),
        ("statement.words", "from_on", "1997-09-30T10:00:00", "from_on is no date"),
        ("statement.words", "checked_on", "20261124", "checked_on is no date"),
        ("statement.words", "confirmed", '"yes"', "confirmed is neither true nor false"),
        ("statement.words", "source", '""', "source is no text"),
        ("statement.words", "law", "1681", "law is no text"),
        ("statement.words", "law", '" 15 USC"', "law is no text"),
        ("statement.words", "confirmed", "true\nnote = 1", "does not know note"),
    ],
)
def test_a_slip_in_a_rule_is_refused(key: str, field: str, value: str, fault: str) -> None:
    found = fault_of(with_field(key, field, value))
    assert found.fault == fault
    assert found.key in (key, value.strip('"'))


@pytest.mark.parametrize("key", sorted(NEEDED))
def test_a_needed_rule_may_not_be_missing(key: str) -> None:
    text = US
    while f'key = "{key}"' in text:
        text = text.replace(block(key, text), "")
    found = fault_of(text)
    assert (found.key, found.fault) == (key, "is missing")


def test_a_span_needs_its_first_day() -> None:
    assert fault_of(US.replace(block("dispute.furnisher.day_one"), "")).key == "dispute.furnisher.answer_days"


@pytest.mark.parametrize(
    ("old", "new", "key", "fault"),
    [
        ('country = "US"', 'country = "CA"', "country", "says 'CA' in the file of 'US'"),
        ('country = "US"', 'country = "US"\nzone = "Z"', "zone", "does not know zone"),
        ('country = "US"\n', "", "country", "lacks country"),
        ('id = "experian"', 'id = "equifax"', "equifax", "the id is used twice"),
        ('id = "cfpb"', 'id = "equifax"', "equifax", "the id is used twice"),
        ('id = "equifax"', 'id = "Equifax"', "bureau Equifax", "its id is no lower-case word"),
        ('id = "equifax"\n', "", "bureau", "lacks id"),
        ('id = "cfpb"', 'id = "cfpb"\nphone = "1"', "complaint cfpb", "does not know phone"),
        ('{ en = "Equifax", ', "{ ", "bureau equifax", "names is not in en and zh-CN"),
        ('{ en = "Equifax", ', '{ en = "", ', "bureau equifax", "names is no text"),
        ('{ en = "Equifax", ', '{ fr = "E", en = "E", ', "bureau equifax", "names is not in en and zh-CN"),
        ("https://www.consumer", "http://www.consumer", "complaint cfpb", "its url is not https"),
        ("[[complaint]]", "[complaint]", "complaint", "is no list of [[complaint]] tables"),
    ],
)
def test_a_slip_in_the_rest_is_refused(old: str, new: str, key: str, fault: str) -> None:
    assert old in US
    found = fault_of(US.replace(old, new, 1))
    assert (found.key, found.fault) == (key, fault)


def test_what_is_no_toml_is_refused() -> None:
    assert "line 2" in fault_of("country = 1\ncountry\n").fault


def test_one_bureaus_own_rule_names_a_bureau_of_the_place() -> None:
    text = text_of("GB").replace("keep.inquiry.months.transunion_uk", "keep.inquiry.months.transunion")
    assert fault_of(text, "GB").fault == "there is no bureau transunion"


@pytest.mark.parametrize(
    ("country", "key", "field", "value", "fault"),
    [
        (
            "US",
            "complaint.after_days",
            "of",
            '"fos"',
            "there is no body fos to complain to",
        ),
        ("US", "right.billing_error_notice", "unit", '"weeks"', "'weeks' is no unit of days"),
        ("US", "right.billing_error_notice", "says.en", '""', "says is no text"),
        ("US", "dispute.furnisher.not_about", "value", '"inquiry weather"', "is no list of employer"),
        ("CN", "report.free_window", "key", '"report.look_when"', "no rule has this key"),
    ],
)
def test_a_slip_in_a_right_or_a_list_is_refused(
    country: str, key: str, field: str, value: str, fault: str
) -> None:
    text = text_of(country)
    old = block(key, text)
    found = fault_of(
        text.replace(old, re.sub(rf"(?m)^{re.escape(field)} = .*$", f"{field} = {value}", old)), country
    )
    assert fault in found.fault


def test_free_reports_need_a_window() -> None:
    text = text_of("CN")
    found = fault_of(text.replace(block("report.free_window", text), ""), "CN")
    assert (found.key, "report.free_window" in found.fault) == ("report.free_count", True)


def test_a_right_has_its_words_in_each_language_and_its_number_in_them() -> None:
    for country in countries():
        found = law_of(country)
        assert found
        for right in found.rights(date(2026, 11, 28)):
            assert set(right.says) == {"en", "zh-CN"} and right.unit
            for words in right.says.values():
                assert ("{value}" in words) == isinstance(right.value, int)


@pytest.mark.parametrize("value", ['"31 March 2026"', '"2026-02-30"', '"20260331"', "2026-03-31", "0"])
def test_a_day_is_written_as_text(value: str) -> None:
    text = text_of("CN").replace('value = "2026-03-31"', f"value = {value}")
    found = fault_of(text, "CN")
    assert (found.key, found.fault[-18:]) == ("repair.paid_by", " is no day as text")


@pytest.mark.parametrize("key", ["repair.paid_by", "repair.hidden_from"])
def test_a_repair_needs_its_days(key: str) -> None:
    text = text_of("CN")
    found = fault_of(text.replace(block(key, text), ""), "CN")
    assert (found.key, found.fault) == ("repair.amount", f"has no {key} beside it")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"late.from.6"', '"late.from.8"', "its steps have a gap on 1997-09-30"),
        ("value = 150", "value = 110", "its steps do not grow on 1997-09-30"),
        ("value = 150", "value = 120", "its steps do not grow on 1997-09-30"),
    ],
)
def test_the_steps_of_lateness_are_in_order(old: str, new: str, fault: str) -> None:
    assert fault_of(US.replace(old, new, 1)).fault == fault


# --- Versions


def newer(key: str, value: int, from_on: date) -> str:
    """A later version of a rule, to be added to a file."""
    return re.sub(
        r"from_on = .*", f"from_on = {from_on}", re.sub(r"value = .*", f"value = {value}", block(key))
    )


def test_two_versions_may_not_be_in_force_at_once() -> None:
    found = fault_of(US + "\n" + newer("statement.words", 200, date(2027, 1, 1)))
    assert found.key == "statement.words"
    assert found.fault == "the version from 2027-01-01 begins while that from 1997-09-30 is in force"


@pytest.mark.parametrize("until", ["2027-01-01", "2027-06-30"])
def test_an_older_version_ends_before_the_newer_begins(until: str) -> None:
    text = with_field("statement.words", "from_on", f"1997-09-30\nuntil_on = {until}")
    found = fault_of(text + "\n" + newer("statement.words", 200, date(2027, 1, 1)))
    assert found.fault == "the version from 2027-01-01 begins while that from 1997-09-30 is in force"


def test_a_version_does_not_end_before_it_begins() -> None:
    found = fault_of(with_field("statement.words", "from_on", "2020-01-01\nuntil_on = 2019-12-31"))
    assert found.fault == "ends on 2019-12-31, before it begins on 2020-01-01"


def test_an_update_leaves_the_old_rule_for_the_old_days() -> None:
    change = date(2027, 1, 1)
    text = with_field("statement.words", "from_on", f"1997-09-30\nuntil_on = {change - DAY}")
    updated = read_country_law(text + "\n" + newer("statement.words", 200, change), "US")
    assert updated.number("statement.words", change - DAY) == 100
    assert updated.number("statement.words", change) == 200
    with pytest.raises(NoSuchRule):
        updated.rule("statement.words", date(1997, 9, 29))


# --- Digest


def test_comments_and_layout_do_not_change_the_digest() -> None:
    first, second = block("statement.words"), block("stay.look_days")
    moved = US.replace(first, "@").replace(second, first).replace("@", second)
    spaced = "# A remark.\n" + US.replace(" = ", "  =  ").replace("\n\n", "\n\n\n") + "\n# The end.\n"
    assert moved != US
    assert (
        read_country_law(moved, "US").digest == read_country_law(spaced, "US").digest == law_of("US").digest
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value = 100\n", "value = 101\n"),
        ("2004-12-01", "2004-12-02"),
        ("confirmed = false", "confirmed = true"),
        ("艾可飞", "艾克飞"),
        ("15 USC 1681i(b)", "15 USC 1681i(c)"),
    ],
)
def test_every_change_of_content_changes_the_digest(old: str, new: str) -> None:
    assert old in US
    assert read_country_law(US.replace(old, new, 1), "US").digest != law_of("US").digest


def test_digests_tell_places_apart() -> None:
    digests = {law_of(country).digest for country in countries()}
    assert len(digests) == 3
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in digests)


# --- Formats of reports


def test_each_format_that_is_named_can_be_read_and_is_of_one_country() -> None:
    named = [name for country in countries() for name in law_of(country).report_formats]
    assert sorted(named) == sorted(printed.name for printed in FORMATS)


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ('"us-blocks"', "is no list of lower-case words"),
        ('["US blocks"]', "is no list of lower-case words"),
        ("[1]", "is no list of lower-case words"),
        ('["us-blocks", "us-blocks"]', "names a format twice"),
    ],
)
def test_a_slip_in_the_formats_is_refused(value: str, fault: str) -> None:
    found = fault_of(US.replace('report_formats = ["us-blocks"]', f"report_formats = {value}"))
    assert (found.key, found.fault) == ("report_formats", fault)


def test_a_country_need_not_have_a_format_that_can_be_read() -> None:
    assert law_of("GB").report_formats == ()


# --- What holds where a country says nothing


def test_the_default_is_checked_like_a_country() -> None:
    whole = (files("backend.countries") / "data" / "default.toml").read_text(encoding="utf-8")
    assert read_default_rules(whole) == default_rules()
    for old, new, fault in (
        ("remind.late_from.3", "remind.late_from.5", "its steps have a gap on 1970-01-01"),
        ("value = 60", "value = 20", "its steps do not grow on 1970-01-01"),
        ("confirmed = false", "confirmed = 0", "confirmed is neither true nor false"),
        ("remind.late_from.1", "late.from.1", "is missing"),
        ("[[rule]]", "country = 1\n\n[[rule]]", "does not know country"),
    ):
        with pytest.raises(CountryFileError) as caught:
            read_default_rules(whole.replace(old, new, 1))
        assert (caught.value.file, caught.value.fault) == ("default.toml", fault)


@pytest.mark.parametrize("country", ["GB", "FR", "ZZ", ""])
def test_a_country_that_says_nothing_of_lateness_has_the_default(country: str) -> None:
    for day in (date(1970, 1, 1), date(2026, 11, 24), date(9000, 1, 1)):
        assert reportable_days(country, day) == (30, 60, 90)
        law = late_law(country, "card", day)
        assert {basis.source for basis in (law.fee, law.interest, law.penalty)} == {"the account's agreement"}
        assert (law.fee_at_most_unpaid, law.penalty_after_days) == (None, 0)


def test_a_rule_of_lateness_is_asked_for_a_day() -> None:
    assert late_law("US", "card", date(2010, 2, 21)).penalty_after_days == 0
    assert late_law("US", "card", date(2010, 2, 22)).penalty_after_days == 60
