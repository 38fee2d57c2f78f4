"""Text as it is compared: one form for full and half width, upper and lower case, and any punctuation.

`merchant_key` is the part of a counterparty that stays from one purchase to the next: without the payment firm
in front of it ("支付宝-", "SQ *"), the branch in brackets, and every number.
"""

import re
import unicodedata
from functools import lru_cache

_DROPPED = re.compile(r"['’`´]")
_SEPARATORS = re.compile(r"(?:[^\w&+]|_)+")
_BRACKETS = re.compile(r"[(\[【〔〈<「].*?[)\]】〕〉>」]")
_PROCESSOR = re.compile(
    r"^(?:支付宝|财付通|微信支付|微信|云闪付|银联|美团支付|京东支付|拉卡拉|收钱吧|抖音支付|云闪付app|钱袋宝支付|网银在线|快捷支付|银联云闪付"
    r"|alipay|tenpay|wechat ?pay|wechat|paypal|sq|tst|sumup|zettle|stripe|sp|pp|dd|goog?le pay|apple pay"
    r"|pos purchase|debit card purchase|card purchase|purchase|visa|mastercard|pos|recurring"
    r")\s*[-*:·/]+\s*|^(?:pos purchase|debit card purchase|card purchase|recurring payment)\s+"
)
_NUMBER = re.compile(r"[a-z]*\d[\w]*", re.ASCII)
_SHORT_NUMBER = re.compile(r"^\d{2,6}$", re.ASCII)
_BLANK = re.compile(r"^[\s/\-—.*x×]*$")
_PROCESSORS = frozenset(
    ("支付宝", "财付通", "微信支付", "微信", "银联", "云闪付", "alipay", "tenpay", "wechat pay", "paypal")
)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The compared form: NFKC, case folded, apostrophes gone, any other punctuation one space ("at&t" stays)."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _SEPARATORS.sub(" ", _DROPPED.sub("", folded)).strip()


@lru_cache(maxsize=65536)
def is_blank(text: str) -> bool:
    """Whether the field says nothing: empty, "/", dashes, or masked throughout."""
    return bool(_BLANK.match(unicodedata.normalize("NFKC", text).casefold()))


@lru_cache(maxsize=65536)
def merchant_key(counterparty: str) -> str:
    """The stable part of a counterparty, folded; empty where nothing in it is stable."""
    text = _DROPPED.sub("", unicodedata.normalize("NFKC", counterparty).casefold()).strip()
    if is_blank(text):
        return ""
    text = _BRACKETS.sub(" ", _PROCESSOR.sub("", text, count=1))
    bare = fold(_NUMBER.sub(" ", text))
    if not bare and _SHORT_NUMBER.match(text):
        return text  # 12306 is a name
    return "" if bare in _PROCESSORS else bare


def merchant_of(counterparty: str, text: str) -> str:
    """What stands for the merchant: the counterparty, or the text where a file has only one description."""
    return text if is_blank(counterparty) else counterparty
