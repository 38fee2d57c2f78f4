"""Devices: where a borrower can be reached. One token of one provider belongs to one borrower at a time."""

from typing import cast

import peewee

from backend.store.database import InstantField, Row


class Device(Row):
    id = peewee.CharField(max_length=40, primary_key=True)
    borrower_id = peewee.CharField(max_length=40)  # a foreign key in the migrations
    provider = peewee.CharField(max_length=16)
    token = peewee.CharField(max_length=4096)
    platform = peewee.CharField(max_length=16)
    app_version = peewee.CharField(max_length=40, null=True)
    locale = peewee.CharField(max_length=16, null=True)
    state = peewee.CharField(max_length=8, default="active")  # active | dead
    dead_reason = peewee.CharField(max_length=64, null=True)
    died_at = InstantField(null=True)
    last_seen_at = InstantField()
    created_at = InstantField()

    class Meta:
        table_name = "device"
        indexes = ((("provider", "token"), True), (("borrower_id", "state"), False))


def find(borrower_id: str, device_id: str) -> Device | None:
    return cast(
        Device | None, Device.get_or_none((Device.id == device_id) & (Device.borrower_id == borrower_id))
    )


def by_token(provider: str, token: str) -> Device | None:
    return cast(Device | None, Device.get_or_none((Device.provider == provider) & (Device.token == token)))


def of_borrower(borrower_id: str) -> list[Device]:
    return list(Device.select().where(Device.borrower_id == borrower_id).order_by(Device.id))
