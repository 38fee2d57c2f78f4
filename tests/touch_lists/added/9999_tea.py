"""A throw-away table."""

import peewee
from peewee import CharField


class Teapot(peewee.Model):
    id = CharField(max_length=40, primary_key=True)

    class Meta:
        table_name = "teapot"


def up(migrator, db):
    with db.bind_ctx([Teapot]):
        db.create_tables([Teapot])


def down(migrator, db):
    with db.bind_ctx([Teapot]):
        db.drop_tables([Teapot])
