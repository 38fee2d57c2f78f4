"""What relief says is easy to read, promises no outcome and shames nobody."""

import re
from itertools import groupby

import pytest

from tests.words.relief.reading_level import mean_sentence, school_grade, syllables
from tests.words.relief.relief_words import Said, everything

SAID = everything()
GRADE = 8
SHORT = 12  # words; the grade of less is noise, so such texts are judged together
LONGEST_MEAN = 26  # Chinese characters in a sentence

PROMISES = {
    "en": (
        r"guarantee",
        r"\bwe promise\b",
        r"you(?:'ll| will)? (?:surely )?win\b",
        r"will (?:surely |always )?(?:be (?:waived|accepted|removed|approved|forgiven|deleted)|agree|work)\b",
        r"\b(?:for sure|certainly|no doubt|risk-free|100 ?%)",
        r"\b(?:must|has to|have to) (?:agree|accept|waive|forgive)\b",
        r"debt[- ]free",
    ),
    "zh-CN": (
        "保证",
        "一定会",
        "一定能",
        "肯定会",
        "必定",
        "百分之百",
        "稳赢",
        "胜诉",
        "包过",
        "必须同意",
        "必须免",
    ),
}
SHAME = {
    "en": (
        r"\bshame",
        r"your (?:own )?fault",
        r"irresponsib",
        r"careless",
        r"you should have",
        r"you failed",
        r"deadbeat",
        r"\blazy\b",
        r"\bblame",
        r"bad (?:payer|debtor)",
        r"defaulter",
    ),
    "zh-CN": ("老赖", "不负责任", "赖账", "丢脸", "丢人", "羞", "活该", "耻", "你的错", "不诚信", "欠债不还"),
}
# Words of the office and the court, for which there are plain ones.
HARD = [
    "鉴于",
    "兹",
    "予以",
    "届时",
    "倘若",
    "如若",
    "清偿",
    "履行",
    "标的",
    "抗辩",
    "主张权利",
    "诉诸",
    "上述",
    "亦",
    "之规定",
    "贵方",
]
# Who needs no promise but says what others promise: the red flags quote them.
QUOTED = re.compile(r" note (?:promises|all_handled|forged_proof|government_programme)$")


def found(words: dict[str, tuple[str, ...]], *, skip_quoted: bool = False) -> list[str]:
    return [
        f"{each.where}: {each.text}"
        for each in SAID
        if any(re.search(word, each.text, re.IGNORECASE) for word in words[each.locale])
        and not (skip_quoted and QUOTED.search(each.where))
    ]


def test_there_is_much_to_look_at_in_both_languages() -> None:
    for locale in ("en", "zh-CN"):
        assert len([each for each in SAID if each.locale == locale]) > 150
    assert any(each.where == "next_steps.py" for each in SAID)


def test_nothing_promises_an_outcome() -> None:
    assert found(PROMISES, skip_quoted=True) == []


def test_nothing_shames() -> None:
    assert found(SHAME) == []


@pytest.mark.parametrize(
    ("words", "locale", "text"),
    [
        (PROMISES, "en", "The fee will be waived."),
        (PROMISES, "en", "The bank has to accept this plan."),
        (PROMISES, "en", "You will win."),
        (PROMISES, "zh-CN", "银行一定会同意。"),
        (SHAME, "en", "You failed to pay."),
        (SHAME, "zh-CN", "不要做老赖。"),
    ],
)
def test_a_planted_sentence_would_be_found(words: dict[str, tuple[str, ...]], locale: str, text: str) -> None:
    assert any(re.search(word, text, re.IGNORECASE) for word in words[locale])


@pytest.mark.parametrize(
    "said", [each for each in SAID if each.locale == "en" and each.measured], ids=lambda each: each.where
)
def test_english_is_read_with_eight_years_of_school(said: Said) -> None:
    if len(said.text.split()) >= SHORT:
        assert school_grade(said.text) <= GRADE, said.text


def test_short_english_is_easy_taken_together() -> None:
    texts = [each for each in SAID if each.locale == "en" and each.measured and each.text.split()]
    for place, group in groupby(sorted(texts), key=lambda each: each.where.split()[0]):
        assert school_grade(" ".join(each.text for each in group)) <= 6, place


def test_chinese_sentences_are_short_and_without_the_words_of_offices() -> None:
    texts = [each for each in SAID if each.locale == "zh-CN" and each.measured]
    assert [each for each in texts if mean_sentence(each.text) > LONGEST_MEAN] == []
    assert [each for each in texts if any(word in each.text for word in HARD)] == []


# --- The measure itself


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("cat", 1),
        ("table", 2),
        ("late", 1),
        ("asked", 1),
        ("wanted", 2),
        ("lender", 2),
        ("payment", 2),
        ("60", 2),
        ("CFPB", 4),
        ("civil", 2),
    ],
)
def test_syllables(word: str, number: int) -> None:
    assert syllables(word) == number


def test_the_grade_by_hand() -> None:
    # 9 words, 2 sentences, 10 syllables: 0.39 * 4.5 + 11.8 * 10 / 9 - 15.59.
    assert school_grade("The cat sat on the mat. It was happy.") == pytest.approx(-0.724, abs=0.001)
    hard = (
        "Notwithstanding contractual stipulations, creditors possess discretionary enforcement capabilities."
    )
    assert school_grade(hard) > 20


def test_the_mean_sentence_by_hand() -> None:
    assert mean_sentence("今天还不上。我愿意还，请记下来。") == 6.5
