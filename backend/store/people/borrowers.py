"""Borrowers: who they are, where they live, and how they want to be reached. NULL inherits the default."""

from typing import cast

import peewee

from backend.store.database import InstantField, Row, is_sqlite


class Borrower(Row):
    id = peewee.CharField(max_length=40, primary_key=True)
    email = peewee.CharField(max_length=254, null=True, unique=True)
    password_hash = peewee.TextField(null=True)
    firebase_uid = peewee.CharField(max_length=128, null=True, unique=True)
    zone = peewee.CharField(max_length=64)
    locale = peewee.CharField(max_length=16)
    country = peewee.CharField(max_length=2)
    quiet_start = peewee.CharField(max_length=5, null=True)  # "22:00" on the borrower's wall clock
    quiet_end = peewee.CharField(max_length=5, null=True)
    quiet_dates = peewee.TextField(default="[]")  # JSON list of ISO dates
    discreet = peewee.BooleanField(default=True)
    paused_from = InstantField(null=True)
    paused_until = InstantField(null=True)
    daily_cap = peewee.IntegerField(null=True)
    window_minutes = peewee.IntegerField(null=True)
    paydays = peewee.TextField(default="[]")  # JSON list of days of the month
    created_at = InstantField()
    updated_at = InstantField()
    version = peewee.IntegerField(default=1)

    class Meta:
        table_name = "borrower"


def get(borrower_id: str) -> Borrower:
    return cast(Borrower, Borrower.get_by_id(borrower_id))


def find(borrower_id: str) -> Borrower | None:
    return cast(Borrower | None, Borrower.get_or_none(Borrower.id == borrower_id))


def lock(borrower_id: str) -> Borrower | None:
    """The borrower, locked until the transaction ends: whoever plans this borrower's deadlines waits here."""
    query = Borrower.select().where(Borrower.id == borrower_id)
    if not is_sqlite():
        query = query.for_update()
    return cast(Borrower | None, query.first())


def by_email(email: str) -> Borrower | None:
    return cast(Borrower | None, Borrower.get_or_none(Borrower.email == email))


def by_firebase_uid(uid: str) -> Borrower | None:
    return cast(Borrower | None, Borrower.get_or_none(Borrower.firebase_uid == uid))
