"""Banks, card issuers and wallets by the words that files and people use for them."""

from functools import lru_cache

from backend.domain.text.folded_text import fold
from backend.domain.text.word_search import found_in

_WORDS: dict[str, str] = {
    "icbc": "工商银行, 工行, icbc",
    "ccb": "建设银行, 建行, ccb",
    "abc": "农业银行, 农行, abchina",
    "boc": "中国银行, 中行, boc, bank of china",
    "bocom": "交通银行, 交行, 买单吧, bocom, bank of communications",
    "cmb": "招商银行, 招行, 掌上生活, cmb, china merchants",
    "psbc": "邮储, 邮政储蓄, psbc",
    "ceb": "光大, ceb, everbright",
    "cmbc": "民生银行, 民生信用卡, cmbc, minsheng",
    "cib": "兴业银行, 兴业信用卡, cib",
    "citic": "中信银行, 中信信用卡, 动卡空间, citic",
    "spdb": "浦发, 浦大喜奔, spdb",
    "pab": "平安银行, 平安信用卡, 平安口袋, ping an",
    "cgb": "广发, 发现精彩, cgb",
    "hxb": "华夏银行, 华夏信用卡, hxb",
    "bob": "北京银行",
    "bosc": "上海银行",
    "nbcb": "宁波银行",
    "jsb": "江苏银行",
    "huabei": "花呗",
    "baitiao": "白条",
    "yuefu": "月付",
    "chase": "chase, jpmorgan, jpmcb",
    "citi": "citi, citibank, citicard, citicards, 花旗",
    "amex": "amex, american express, 运通",
    "discover": "discover",
    "capital_one": "capital one",
    "bofa": "bank of america, bk of amer, bofa, bankamericard",
    "wells": "wells fargo",
    "us_bank": "us bank, u s bank, elan",
    "barclays": "barclays, barclaycard, barclaycard us",
    "synchrony": "synchrony, synchrony bank, syncb",
    "apple_card": "apple card, applecard, goldman sachs, gsbank",
    "hsbc": "hsbc, 汇丰, 滙豐, 匯豐",
    "hang_seng": "hang seng, 恒生",
    "standard_chartered": "standard chartered, 渣打",
    "bea": "bank of east asia, 东亚银行",
    "td": "td, td bank, td canada trust",
    "rbc": "rbc, royal bank of canada",
    "scotiabank": "scotiabank",
    "cibc": "cibc",
    "bmo": "bmo, bank of montreal",
    "anz": "anz",
    "westpac": "westpac",
    "nab": "nab",
    "commbank": "commbank, commonwealth bank",
    "lloyds": "lloyds",
    "natwest": "natwest",
    "santander": "santander",
    "monzo": "monzo",
    "usaa": "usaa",
    "navy_federal": "navy federal, nfcu",
    "pnc": "pnc",
    "alipay": "支付宝, alipay, 蚂蚁",
    "wechat": "微信, 财付通, 财付通支付, wechat, weixin, tenpay, wechat pay",
    "paypal": "paypal",
}
_BY_WORD = tuple((fold(word), code) for code, words in _WORDS.items() for word in words.split(","))

WALLETS = frozenset(("alipay", "wechat", "paypal"))
OWN_CREDIT = frozenset(("huabei", "baitiao", "yuefu"))  # a wallet's own credit line, in no bank's file


@lru_cache(maxsize=16384)
def issuers_in(*texts: str) -> frozenset[str]:
    """The issuers and wallets that the texts name."""
    lines = [fold(text) for text in texts]
    return frozenset(code for word, code in _BY_WORD for line in lines if found_in("words", word, line))
