"""The played household's files, as its wallet and its bank would export them.

Alipay's is in GBK with the preamble, the padded header and the tabs of the real one, newest first, and has one row
whose amount cannot be read. The bank's is in UTF-8 with a byte-order mark, and tells the wallet's quick payments
again under the wallet's name, as banks do.
"""

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta

from backend.simulation.purchases import DAYS, StagedLine

CARD_LAST4 = "6621"
BROKEN_AMOUNT = "贰拾捌元"
_RULE = "-" * 84
_WALLET_HEADER = (
    "交易时间",
    "交易分类",
    "交易对方",
    "对方账号",
    "商品说明",
    "收/支",
    "金额",
    "收/付款方式",
    "交易状态",
    "交易订单号",
    "商家订单号",
    "备注",
)
_BANK_HEADER = ("交易日期", "交易时间", "收入金额", "支出金额", "交易类型", "对方户名", "摘要")


def wallet_lines(lines: Sequence[StagedLine]) -> list[StagedLine]:
    """What the wallet knows of: everything that went through it."""
    return [line for line in lines if line.wallet]


def bank_lines(lines: Sequence[StagedLine]) -> list[StagedLine]:
    """What the bank knows of: everything but orders that were never paid."""
    return [line for line in lines if not line.dead]


def alipay_file(lines: Sequence[StagedLine], today: date) -> bytes:
    """Alipay's export, with one broken row after the fifth."""
    rows = [_wallet_row(number, line) for number, line in enumerate(reversed(wallet_lines(lines)))]
    broken = [*rows[5]]
    broken[6], broken[9] = BROKEN_AMOUNT, f"{broken[9].strip()}9\t"
    rows.insert(5, broken)
    text = io.StringIO()
    text.write("\r\n".join(_preamble(len(rows), today)) + "\r\n")
    text.write(",".join(name.ljust(16) for name in _WALLET_HEADER) + ",\r\n")
    csv.writer(text).writerows([*row, ""] for row in rows)
    return text.getvalue().encode("gb18030")


def _preamble(rows: int, today: date) -> list[str]:
    first, last = today - timedelta(days=DAYS), today - timedelta(days=1)
    return [
        _RULE,
        "导出信息：",
        "姓名：张三",
        "支付宝账户：demo@graceday.example",
        f"起始时间：[{first} 00:00:00]    终止时间：[{last} 23:59:59]",
        "导出交易类型：[全部]",
        f"导出时间：[{today} 07:40:12]",
        f"共{rows}笔记录",
        "",
        "特别提示：",
        "1.支付宝快捷支付等非余额支付方式可能既产生支付宝交易也同步产生银行交易，因此请勿使用本回单进行重复记账；",
        "",
        "------------------------支付宝（中国）网络技术有限公司  电子客户回单------------------------",
    ]


def _wallet_row(number: int, line: StagedLine) -> list[str]:
    direction = "支出" if line.amount < 0 and not line.dead else "不计收支"
    state = "交易关闭" if line.dead else "退款成功" if line.amount > 0 else "交易成功"
    order = f"{line.at:%Y%m%d}2200{number:06d}"
    return [
        f"{line.at:%Y-%m-%d %H:%M:%S} ",
        line.kind,
        line.payee,
        "/",
        line.text,
        direction,
        _yuan(abs(line.amount)),
        f"工商银行储蓄卡({CARD_LAST4})",
        state,
        f"{order}\t",
        f"T{order}\t",
        "",
    ]


def bank_file(lines: Sequence[StagedLine], today: date) -> bytes:
    """The bank's export of the account that everything is paid from, newest first."""
    text = io.StringIO()
    text.write(f"账户明细,卡号：6212****{CARD_LAST4}\r\n")
    text.write(f"起止日期,{today - timedelta(days=DAYS)} 至 {today - timedelta(days=1)}\r\n\r\n")
    writer = csv.writer(text)
    writer.writerow(_BANK_HEADER)
    writer.writerows(_bank_row(line) for line in reversed(bank_lines(lines)))
    return text.getvalue().encode("utf-8-sig")


def _bank_row(line: StagedLine) -> list[str]:
    payee, kind = line.payee, line.kind
    if line.wallet:
        payee, kind = f"支付宝-{payee}", "快捷退款" if line.amount > 0 else "快捷支付"
    paid = line.amount < 0
    amount = _yuan(abs(line.amount))
    columns = ["", amount] if paid else [amount, ""]
    return [f"{line.at:%Y-%m-%d}", f"{line.at:%H:%M:%S}", *columns, kind, payee, line.text]


def _yuan(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02d}"
