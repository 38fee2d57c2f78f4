"""How hard a text is to read: Flesch and Kincaid's school grade for English, the mean sentence for Chinese.

The grade is 0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid et al., 1975). Syllables are counted by
groups of vowels: a silent e at the end and the ending -ed count none (but after t, d), -le after a consonant counts
one. A figure is read as one syllable a digit, a name in capitals as one a letter.
"""

import re
from fractions import Fraction

_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*|\d[\d,.]*")
_SENTENCE = re.compile(r"[.!?:]+(?:[\s\"”)]|$)")
_STOP = re.compile("[。！？；：]")
_CHARACTER = re.compile("[\u4e00-\u9fff]")


def syllables(word: str) -> int:
    """So many syllables, at least one."""
    if word[0].isdigit():
        return sum(letter.isdigit() for letter in word)
    if word.isupper() and len(word) > 1:
        return len(word)
    plain = word.lower().replace("'", "").replace("’", "")
    groups = len(re.findall("[aeiouy]+", plain))
    silent_e = plain.endswith("e") and not re.search("[^aeiouy]le$", plain)
    silent_ed = plain.endswith("ed") and not re.search("[td]ed$", plain)
    return max(1, groups - (silent_e or silent_ed))


def school_grade(text: str) -> float:
    """The grade of a text; of one sentence where it has no stop."""
    words = _WORD.findall(text)
    sentences = max(1, len([part for part in _SENTENCE.split(text) if _WORD.search(part)]))
    in_sentence = Fraction(len(words), sentences)
    in_word = Fraction(sum(map(syllables, words)), len(words))
    return float(Fraction(39, 100) * in_sentence + Fraction(118, 10) * in_word - Fraction(1559, 100))


def mean_sentence(text: str) -> float:
    """Chinese characters in a sentence, on the mean."""
    sentences = [part for part in _STOP.split(text) if _CHARACTER.search(part)]
    return float(Fraction(len(_CHARACTER.findall(text)), max(1, len(sentences))))
