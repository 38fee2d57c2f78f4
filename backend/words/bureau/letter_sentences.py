"""The sentences of a dispute letter are chosen here by whom it is for and what is disputed."""

import re

from backend.domain.bureau.finding import CODES as FINDINGS
from backend.words.bureau.letter_facts import LetterFacts
from backend.words.bureau.letter_values import day_text
from backend.words.catalogue import count, say

# "征信业管理条例 第二十五条", as the countries' data have it: a law, a space, an article.
_CHINESE_LAW = re.compile(r"(?<![《\w])([\u4e00-\u9fff（）()]+) +(第[\u4e00-\u9fff0-9]+条)")

# What a letter may dispute: every finding, and what the borrower puts in words of their own.
CODES = (*FINDINGS, "identity_wrong", "other")


def title(facts: LetterFacts) -> str:
    """What the letter is: the subject line, and the name of its file."""
    if facts.to == "complaint":
        return say(facts.locale, "Complaint about a credit report dispute")
    if facts.to == "furnisher":
        return say(facts.locale, "Dispute of information supplied to a credit bureau")
    return say(facts.locale, "Dispute of an entry in my credit report")


def greeting(facts: LetterFacts) -> str:
    if facts.recipient:
        return say(facts.locale, "Dear {recipient},", recipient=facts.recipient)
    return say(facts.locale, "To whom it may concern,")


def opening(facts: LetterFacts) -> str:
    """What this is about, in a sentence or two."""
    if facts.to == "complaint":
        return say(
            facts.locale,
            "I ask for your help with a dispute about my credit report with {name}. The entry is the following.",
            name=_respondent(facts),
        )
    if facts.to == "furnisher":
        return say(
            facts.locale,
            "I dispute the following information about me that you supplied to a credit bureau, and I ask you to "
            "investigate it.",
        )
    return say(
        facts.locale,
        "I dispute the following entry in my credit report, and I ask you to investigate it.",
    )


def before(facts: LetterFacts) -> str:
    """The letter that this one follows; empty for the first."""
    if not facts.earlier_on:
        return ""
    day = day_text(facts.earlier_on, facts.locale, facts.country)
    if facts.to == "complaint":
        return say(
            facts.locale,
            "I wrote to {name} about it on {day}, and have not had a result that settles it.",
            name=_respondent(facts),
            day=day,
        )
    return say(
        facts.locale,
        "I wrote to you about it on {day}, and have not had a result that settles it.",
        day=day,
    )


def _respondent(facts: LetterFacts) -> str:
    """Whom a complaint is about."""
    return facts.respondent or facts.furnisher or facts.bureau or say(facts.locale, "the company concerned")


def what_is_wrong(code: str, locale: str) -> str:
    """What is disputed; for "other" the borrower's own words follow. Raises KeyError for a code that there is not."""
    return {
        "reported_late_paid_on_time": say(
            locale, "A payment is reported as late. My records show that it was made on time."
        ),
        "wrong_month": say(
            locale, "A payment is reported as late in a month in which my records show none that was."
        ),
        "wrong_severity": say(
            locale, "The account is reported as further past due than my records show it to have been."
        ),
        "paid_but_open": say(
            locale, "The account is reported as open or owing. My records show that it is paid off or closed."
        ),
        "balance_off": say(locale, "The amount reported is not the amount in my records."),
        "too_old": say(locale, "The entry is older than the time for which it may be kept in a report."),
        "account_unknown": say(
            locale, "I do not know this account, and I have no record of having opened it."
        ),
        "inquiry_unknown": say(
            locale,
            "I do not know this inquiry, and I have no record of having applied for credit there.",
        ),
        "identity_wrong": say(
            locale, "What the report says of my identity (name, address or date of birth) is not correct."
        ),
        "other": say(locale, "The entry is not correct."),
        **_wrong_with_a_debt(locale),
    }[code]


def _wrong_with_a_debt(locale: str) -> dict[str, str]:
    """The same of a debt that went on to somebody else, or was repaired by law."""
    return {
        "balance_after_sale": say(
            locale, "The debt was sold. An amount is still reported as owed to the creditor that sold it."
        ),
        "same_debt_twice": say(
            locale, "One debt is reported more than once as owed, each time to another company."
        ),
        "re_aged": say(
            locale,
            "The date of the first missed payment is reported later than it was, so that the entry would stay longer.",
        ),
        "repaired_but_shown": say(
            locale,
            "The arrears were repaid in time for a one-off repair by law, and may not be shown any more.",
        ),
    }


def asked(facts: LetterFacts) -> str:
    """What is to be done with the entry."""
    if facts.to == "furnisher":
        return _asked_of_furnisher(facts)
    if facts.to == "complaint":
        return _asked_of_regulator(facts)
    return {
        "correct": say(facts.locale, "Please correct the entry in my credit report."),
        "delete": say(facts.locale, "Please delete the entry from my credit report."),
        "verify": say(
            facts.locale, "Please verify the entry with whoever supplied it, and tell me what it rests on."
        ),
    }[facts.ask]


def _asked_of_furnisher(facts: LetterFacts) -> str:
    return {
        "correct": say(
            facts.locale,
            "Please correct the information, and send the correction to each bureau that has it.",
        ),
        "delete": say(
            facts.locale, "Please have the information deleted by each bureau that you supplied it to."
        ),
        "verify": say(
            facts.locale,
            "Please verify the information against your own records, and tell me what it rests on.",
        ),
    }[facts.ask]


def _asked_of_regulator(facts: LetterFacts) -> str:
    return {
        "correct": say(
            facts.locale,
            "Please look into how my dispute was handled. I would like the entry to be corrected.",
        ),
        "delete": say(
            facts.locale,
            "Please look into how my dispute was handled. I would like the entry to be deleted.",
        ),
        "verify": say(
            facts.locale,
            "Please look into how my dispute was handled. I would like the entry to be verified, and to be told "
            "what it rests on.",
        ),
    }[facts.ask]


def written_result(facts: LetterFacts) -> str:
    if facts.to == "bureau":
        return say(
            facts.locale,
            "Please send me the result in writing, and a copy of my report if it changes.",
        )
    return say(facts.locale, "Please send me the result in writing.")


def cited(articles: str, locale: str) -> str:
    """Articles as they are cited in `locale`: in Chinese the name of a law stands between 《 and 》."""
    return _CHINESE_LAW.sub(r"《\1》\2", articles) if locale == "zh-CN" else articles


def ground(facts: LetterFacts) -> str:
    """The article that the request rests on; empty where none is given."""
    if not facts.ground:
        return ""
    return say(facts.locale, "I make this request under {ground}.", ground=cited(facts.ground, facts.locale))


def answer_wanted_by(facts: LetterFacts) -> str:
    """By when an answer is asked for; empty where no time is given."""
    if not facts.answer_days:
        return ""
    return count(
        facts.locale,
        "Please answer within {days} day of receiving this letter.",
        "Please answer within {days} days of receiving this letter.",
        facts.answer_days,
        days=facts.answer_days,
    )
