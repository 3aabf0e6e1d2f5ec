"""The chain of events: one header per change, its content apart so that it can be destroyed."""

from peewee import BlobField, IntegerField, Model, TextField

from models.fields import MomentField


class Event(Model):
    """A header. INSERT only; triggers in the schema refuse everything else (design §8)."""

    window = TextField()
    seq = IntegerField(primary_key=True)
    uuid = TextField(unique=True)
    at_utc = MomentField()
    effective_at = MomentField()
    staff = TextField()
    action = TextField()
    entity = TextField()
    entity_uuid = TextField(index=True)
    state_hash = BlobField()
    body_hash = BlobField()
    prev_hash = BlobField()
    hash = BlobField()

    class Meta:
        legacy_table_names = False


class EventBody(Model):
    """The changed fields of one event, as canonical JSON. Gone once retention ends."""

    seq = IntegerField(primary_key=True)
    salt = BlobField()
    change = TextField()

    class Meta:
        legacy_table_names = False
