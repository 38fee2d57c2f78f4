"""These word lists hold the words of exports in five languages: currencies, sides, states and trailing lines."""

import re
import unicodedata
from functools import lru_cache

from backend.domain.money.amount import valid_currency

_CURRENCIES = {
    "CNY": "人民币 人民币元 人民幣 元 rmb cny¥ rmb¥ cn¥ 156 yuan",
    "HKD": "港币 港元 港幣 hk$ hkd$ 344",
    "USD": "美元 美金 us$ usd$ 840 dollar",
    "EUR": "欧元 € euro 978",
    "GBP": "英镑 £ 826 sterling",
    "JPY": "日元 日圆 円 圆 jp¥ 392",
    "TWD": "台币 新台币 nt$ 901",
    "SGD": "新加坡元 新元 s$ sg$ 702",
    "AUD": "澳元 澳大利亚元 a$ au$ 036",
    "CAD": "加元 加拿大元 c$ ca$ 124",
    "NZD": "新西兰元 nz$",
    "MOP": "澳门元 mop$",
    "KRW": "韩元 韩币 ₩ 410",
    "INR": "₹ rs rs. 卢比",
    "RUB": "₽ 卢布",
    "THB": "泰铢 ฿",
    "CHF": "瑞士法郎 sfr sfr. fr. 756",
    "MXN": "mx$",
    "BRL": "r$",
    "VND": "₫",
    "SEK": "kr kr.",
    "TRY": "₺",
    "PHP": "₱",
}
_BY_WORD = {word: code for code, words in _CURRENCIES.items() for word in words.split()}
_DOLLAR_CODES = "USD CAD AUD NZD HKD SGD TWD MXN MOP BBD BZD FJD JMD LRD NAD TTD XCD CLP COP ARS"
_DOLLARS = frozenset(_DOLLAR_CODES.split())
_KRONER = frozenset(["SEK", "NOK", "DKK", "ISK"])

# The side of a row: -1 left the account, +1 came in, 0 neither by the file's own word.
_SIDES = {
    -1: "支出 支 付 付款 出 转出 借 借方 借记 out outgoing outflow debit dr d db debited expense sent send paid s soll "
    "withdrawal withdraw abgang belastung lastschrift sortie depense cargo debito gasto salida 消费 已支出 -",
    1: "收入 收 收款 入 转入 贷 贷方 贷记 in incoming inflow credit cr c credited income received receive h haben "
    "deposit zugang gutschrift eingang entree recette abono credito ingreso entrada 已收入 +",
    0: "不计收支 不计入收支 / 中性交易 中性 其他 其它 neutral 资金转移 内部转账 收/支",
}
_SIDE = {word: side for side, words in _SIDES.items() for word in words.split()}

# A row that is neutral by the file's word still moves money in or out of the wallet.
_INWARD = re.compile(
    r"退款|充值|转出-到零钱|转出到余额|赎回|卖出|转入零钱通-来自.*\(|收益|refund|top.?up|cashback",
    re.I,
)

_DEAD = re.compile(
    r"(?:交易)?(?:已)?关闭|.*失败.*|已?全额退款|已全额退款.*|对方已退还|已退还|(?:已|交易)?(?:取消|撤销|作废|冲销)|交易取消"
    r"|等待(?:买家)?付款|待付款|待支付|未支付|未付款|已过期|已拒绝"
    r"|(?:payment |transaction )?(?:failed|failure|declined|reverted|cancell?ed|voided|void|denied|expired|rejected"
    r"|refused|unpaid|blocked)|fehlgeschlagen|abgelehnt|storniert|echoue|refuse|annule|rechazad[oa]|cancelad[oa]",
    re.IGNORECASE,
)

_PENDING = re.compile(
    r"(?:(?:transaction|payment|purchase|charge|card) )?(?:pending|authori[sz](?:ed|ation)(?: hold)?|on hold"
    r"|hold|processing"
    r"|in progress|not (?:yet )?posted|unposted|uncleared)(?: (?:transaction|payment|purchase|charge"
    r"|authori[sz]ation))?"
    r"|预授权|待入账|未入账|处理中|入账中|交易处理中|保留中"
    r"|vorgemerkt|en attente|en cours|pendiente|in attesa|in behandeling",
    re.IGNORECASE,
)
_OPENS_PENDING = re.compile(r"(?:pending|vorgemerkt|预授权|待入账|未入账)\b", re.IGNORECASE)

_TRAILER = re.compile(
    r"(?:合计|总计|小计|本页|共计|合计金额|总金额|期末|期初|上期|承前页|过次页|承上页|本期|截止|说明|注[:：]|打印"
    r"|grand total|sub ?total|totals?\b|closing balance|opening balance|beginning balance|ending balance"
    r"|balance (?:brought|carried) forward|start balance|end balance|summe|gesamt|endsaldo|anfangssaldo|kontostand"
    r"|solde (?:au|initial|final|en )|total des|saldo (?:inicial|final|anterior|actual)|[-=*_#]{3,})",
    re.IGNORECASE,
)
CARD_WORDS = re.compile(
    r"信用卡|贷记卡|credit.?card|card ?member|kreditkarte|creditcard|carte de cr[ée]dit|tarjeta de cr[ée]dito|\bvisa\b"
    r"|mastercard|american express|本期应还|还款日",
    re.IGNORECASE,
)
# Said to nobody but a card's holder.
CARD_PAYMENT = re.compile(
    r"payment.{0,12}thank you|payment received|^payment/credit$|自动还款|自动转帐还款|^ihre zahlung",
    re.IGNORECASE,
)
WALLET_WORDS = re.compile(r"支付宝|微信支付|alipay|wechat ?pay|云闪付|京东|paypal|零钱", re.IGNORECASE)

# Which way money went, by what the row says; on a card, a payment comes in.
INFLOW = re.compile(
    r"\b(?:earnings?|wages?|pay ?out|pension|benefits?|stipend|allowance|bonus|income|tips|grant"
    r"|scholarship)\b|奖金|稿费|养老金"
    r"|給料|給与|\b(?:rente|stipendio|salario|salaris|loon|renta|ingresos?)\b|salary|payroll|refund"
    r"|interest (?:credit|paid|earned)|deposit|dividend|cash ?back|direct dep|工资|退款|结息|利息"
    r"|代发|gutschrift|gehalt|\blohn\b|virement (?:re[çc]u|en votre faveur)|salaire|n[óo]mina|abono|reversal|top.?up",
    re.IGNORECASE,
)
OUTFLOW = re.compile(
    r"\b(?:fuel|petrol|gasoline|gas station|food|grocer(?:y|ies|s)?|supermarket|restaurant|rent|insurance"
    r"|electricity|utilities"
    r"|parking|taxi|pharmacy|subscription|tuition|miete|strom|tanken|lebensmittel|loyer|essence|alquiler"
    r"|gasolina|supermercado)\b"
    r"|加油|房租|餐饮|超市|水费|电费|话费|家賃|withdrawal|\batm\b|purchase|\bpos\b|direct debit|\bfee\b"
    r"|消费|取款|取现|缴费|支付"
    r"|lastschrift|kartenzahlung"
    r"|pr[ée]l[èe]vement|paiement par carte|retrait|compra|recibo|bill pay|card payment",
    re.IGNORECASE,
)
CARD_INFLOW = re.compile(
    r"还款|payment.{0,12}thank|thank you|payment received|autopay|auto.?pay|online payment|mobile payment|refund|退款"
    r"|退货|返现|einzug|payment -|ihre zahlung|zahlung erhalten|paiement re[çc]u|pago recibido|credit adjustment",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def currency_named(word: str, default: str) -> str:
    """The ISO 4217 code a word or a sign stands for, "" if none. A bare $, ¥ or kr leans on `default`."""
    plain = unicodedata.normalize("NFKC", word).strip().casefold().replace(" ", "")
    if plain == "$":
        return default if default in _DOLLARS else "USD"
    if plain == "¥":
        return default if default in ("CNY", "JPY") else "CNY"
    if plain in ("kr", "kr.") and default in _KRONER:
        return default
    code = plain.upper().rstrip(".")
    if len(code) == 3 and code.isalpha() and code.isascii() and valid_currency(code):
        return code
    return _BY_WORD.get(plain, "")


@lru_cache(maxsize=1024)
def side_of(word: str) -> int | None:
    """-1, +1 or 0 for a word of a direction column; None for any other word."""
    return _SIDE.get(unicodedata.normalize("NFKC", word).strip().casefold().replace(" ", ""))


@lru_cache(maxsize=4096)
def inward(words: str) -> bool:
    """Whether a neutral row brought money in."""
    return _INWARD.search(words) is not None


@lru_cache(maxsize=1024)
def is_dead(status: str) -> bool:
    """Whether a state says that the trade never came to be, or was undone as a whole."""
    return _DEAD.fullmatch(status.strip()) is not None


@lru_cache(maxsize=1024)
def is_pending(state: str) -> bool:
    """Whether a state, or the file's word for the kind of trade, says that it is not booked yet."""
    return _PENDING.fullmatch(state.strip()) is not None


def opens_pending(text: str) -> bool:
    """Whether a text begins by saying that it is not booked yet."""
    return _OPENS_PENDING.match(text) is not None


def is_trailer(cell: str) -> bool:
    """Whether a cell opens a sum, a carried balance or a ruled line: a row that is no entry."""
    return _TRAILER.match(cell) is not None


def normal(cell: str) -> str:
    """A header's cell to compare by: letters and digits only, no accents, no case."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", cell).casefold())
    return "".join(letter for letter in text if letter.isalnum())
