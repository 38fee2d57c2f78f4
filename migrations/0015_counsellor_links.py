"""Links that show a counsellor what a borrower chose, without names; of each only the token's hash is kept.

Models are frozen copies: they say what the tables were when this migration was written, and never change.
"""

import peewee
from peewee import BigIntegerField, BooleanField, CharField, IntegerField, TextField


class CounsellorLink(peewee.Model):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40)
    token_hash = CharField(max_length=64, unique=True)
    shows_debts = BooleanField()
    shows_room = BooleanField()
    shows_agreements = BooleanField()
    currency = CharField(max_length=3, null=True)
    pay_off = TextField(null=True)
    created_at = BigIntegerField()
    expires_at = BigIntegerField()
    withdrawn_at = BigIntegerField(null=True)
    opened_count = IntegerField()
    last_opened_at = BigIntegerField(null=True)
    kept = TextField(null=True)
    kept_at = BigIntegerField()
    renewing_at = BigIntegerField(null=True)

    class Meta:
        table_name = "counsellor_link"
        legacy_table_names = False
        indexes = ((("borrower_id", "id"), False),)


def up(migrator, db):
    with db.bind_ctx([CounsellorLink]):
        db.create_tables([CounsellorLink], safe=False)


def down(migrator, db):
    """A link without its table opens nothing any more."""
    with db.bind_ctx([CounsellorLink]):
        db.drop_tables([CounsellorLink], safe=False)
