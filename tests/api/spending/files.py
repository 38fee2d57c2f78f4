"""Files of banks and wallets as tests send them, and the steps from sending one to what came of it."""

import io
from typing import Any

import openpyxl
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from backend.actions.spending import import_reading
from tests.api.conftest import Borrower
from tests.moved_clock import MovedClock

BANK = """Date,Description,Amount,Balance
2026-11-02,STARBUCKS STORE 0123,-4.50,995.50
2026-11-03,SHELL OIL 5551,-40.00,955.50
2026-11-05,ACME CORP PAYROLL,1500.00,2455.50
2026-11-06,NETFLIX.COM,-15.99,2439.51
"""
ALIPAY = """支付宝交易记录明细查询
账号:[xx@example.com]
交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注
2026-11-03 12:01:00,餐饮美食,老成都面馆,a***@b.com,午餐,支出,35.00,招商银行储蓄卡(3167),交易成功,2026110322001,1,
2026-11-04 19:30:00,信用借还,招商银行信用卡还款,,还款,不计收支,500.00,招商银行储蓄卡(3167),还款成功,2026110422002,2,
2026-11-05 08:00:00,交通出行,滴滴出行,d***@e.com,快车,支出,22.00,余额,交易成功,2026110522003,3,
"""
CMB_DEBIT = """交易日期,交易时间,支出,收入,余额,交易类型,交易备注
20261103,12:01:05,35.00,,9965.00,快捷支付,支付宝-老成都面馆
20261106,09:00:00,2000.00,,7965.00,转账,房东王先生 房租
20261110,09:00:00,,8000.00,15965.00,代发工资,上海某某有限公司 工资
"""


def workbook(*sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def send(borrower: Borrower, content: str | bytes, name: str = "bank.csv", **form: Any) -> TestResponse:
    """POST a file to be imported, with the other parts of the form and perhaps headers."""
    return send_to(borrower, "/v1/imports", content, name, **form)


def send_to(borrower: Borrower, path: str, content: str | bytes, name: str, **form: Any) -> TestResponse:
    """POST a file to any path."""
    headers = form.pop("headers", {})
    body = content.encode() if isinstance(content, str) else content
    # Encoded here: the client would leave a large body in a file that nobody closes.
    boundary, sent = encode_multipart({**form, "file": FileStorage(io.BytesIO(body), name)})
    return borrower.call(
        "POST",
        path,
        data=sent,
        headers={**headers, "Content-Type": f"multipart/form-data; boundary={boundary}"},
    )


def read(
    borrower: Borrower, clock: MovedClock, content: str | bytes, name: str = "bank.csv", **form: Any
) -> dict:
    """Send a file and let the worker read it; the import."""
    answer = send(borrower, content, name, **form)
    assert answer.status_code == 202, answer.text
    import_reading.read_due(clock=clock)
    return dict(borrower.get(answer.headers["Location"]).json)


def rows(borrower: Borrower, job: dict, query: str = "") -> list[dict[str, Any]]:
    return list(borrower.get(f"/v1/imports/{job['id']}/rows?limit=200{query}").json["items"])


def transactions(borrower: Borrower, query: str = "") -> list[dict[str, Any]]:
    """Oldest first."""
    return list(reversed(borrower.get(f"/v1/transactions?limit=200{query}").json["items"]))


def counts(job: dict) -> tuple[int, int, int]:
    """(added, duplicate, refused)."""
    assert job["state"] == "done", job
    return job["counts"]["added"], job["counts"]["duplicate"], job["counts"]["refused"]
