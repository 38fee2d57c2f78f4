"""A device gets the id of its app's installation, by which a phone with a new token is known to be the same phone.

What is registered already has none, and gets it when its app registers again. Going down forgets the ids; every
device stays.
"""

from peewee import CharField

INDEX = "device_installation_id"


def up(migrator, db):
    migrator.migrate(
        migrator.add_column("device", "installation_id", CharField(max_length=64, null=True)),
        migrator.add_index("device", ("installation_id",), unique=True),
    )


def down(migrator, db):
    migrator.migrate(
        migrator.drop_index("device", INDEX),
        migrator.drop_column("device", "installation_id"),
    )
