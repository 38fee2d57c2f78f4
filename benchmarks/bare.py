"""The ceiling of benchmarks/web.py: the product's queries behind the barest Flask."""

import os

import jwt
from flask import Flask, Response, jsonify, request

from backend.actions.credit import credit_accounts, payments
from backend.api.reminders.deadline_forms import deadline_json
from backend.clock import system_clock
from backend.store.database import bind, database
from backend.store.people import borrowers
from backend.store.people.sessions import family_revoked
from backend.store.reminders import deadlines

app = Flask(__name__)
bind(os.environ["GRACEDAY_DATABASE_URL"])


def _borrower() -> str:
    token = request.headers["Authorization"].removeprefix("Bearer ")
    claims = jwt.decode(token, os.environ["GRACEDAY_SECRET_KEY"], algorithms=["HS256"])
    borrower = borrowers.find(claims["sub"])
    assert borrower is not None and not family_revoked(claims["fam"])
    return str(borrower.id)


@app.before_request
def connect() -> None:
    database.connect(reuse_if_open=True)


@app.get("/v1/deadlines")
def list_deadlines() -> Response:
    now = system_clock()
    listed = deadlines.page(_borrower(), now=now, limit=51, states=frozenset({"open"}))
    items = [deadline_json(item.row, item.account_name, now) for item in listed]
    return jsonify(items=items, next_cursor=None)


@app.post("/v1/payments")
def record_payment() -> Response:
    now, body = system_clock(), request.get_json()
    account = credit_accounts.get_account(_borrower(), body["account_id"])
    payment = payments.record_payment(account, amount=body["amount"], paid_at=now, now=now)
    answer = jsonify(id=payment.id)
    answer.status_code = 201
    return answer
