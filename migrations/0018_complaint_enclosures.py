"""What is enclosed in a complaint: a file that is kept here, or a recording that the borrower keeps, by its name.

A file that a complaint encloses cannot be deleted. Going down the enclosures go; the files stay.
"""

import peewee
from peewee import BigIntegerField, CharField, ForeignKeyField


class Complaint(peewee.Model):
    id = CharField(max_length=40, primary_key=True)

    class Meta:
        table_name = "complaint"
        legacy_table_names = False


class Attachment(peewee.Model):
    id = CharField(max_length=40, primary_key=True)

    class Meta:
        table_name = "attachment"
        legacy_table_names = False


class ComplaintEnclosure(peewee.Model):
    id = CharField(max_length=40, primary_key=True)
    borrower_id = CharField(max_length=40, index=True)
    complaint = ForeignKeyField(Complaint, column_name="complaint_id", on_delete="CASCADE", index=True)
    attachment = ForeignKeyField(
        Attachment, column_name="attachment_id", on_delete="RESTRICT", null=True, index=True
    )
    name = CharField(max_length=120)
    sha256 = CharField(max_length=64, null=True)
    created_at = BigIntegerField()

    class Meta:
        table_name = "complaint_enclosure"
        legacy_table_names = False


TABLES = [ComplaintEnclosure]


def up(migrator, db):
    with db.bind_ctx([Complaint, Attachment, *TABLES]):
        db.create_tables(TABLES, safe=False)


def down(migrator, db):
    with db.bind_ctx([Complaint, Attachment, *TABLES]):
        db.drop_tables(TABLES, safe=False)
