"""What all tables of the database have in common: names, column kinds, versions."""

import datetime as dt
from typing import Annotated, Any, ClassVar

from sqlalchemy import JSON, DateTime, ForeignKey, LargeBinary, MetaData, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

# Constraint names that both databases agree on, so that a migration can name what it changes.
_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[dt.datetime]):
    """A moment in UTC; read back with its zone from databases that forget it too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Refuse a moment without a zone: it would be somebody's local time."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment in the database needs its zone")
        return value.astimezone(dt.UTC)

    def process_result_value(
        self, value: dt.datetime | None, dialect: Dialect
    ) -> dt.datetime | None:
        """The moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


Key = Annotated[int, mapped_column(primary_key=True, autoincrement=True)]
Code = Annotated[str, mapped_column(String(32))]
Word = Annotated[str, mapped_column(String(40))]
Time = Annotated[str, mapped_column(String(5))]
Line = Annotated[str, mapped_column(Text)]
Moment = Annotated[dt.datetime, mapped_column(Instant)]
Digest = Annotated[bytes, mapped_column(LargeBinary(32))]
Document = Annotated[dict[str, Any], mapped_column(JSON)]


class Record(DeclarativeBase):
    """A row of any table."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {dt.datetime: DateTime(timezone=False)}


class Versioned(Record):
    """A row that people edit; ``version`` goes up by one with each change."""

    __abstract__ = True

    id: Mapped[Key]
    version: Mapped[int] = mapped_column(default=1)


class ProgrammeRow(Versioned):
    """A row of a table of the public contract, one programme's."""

    __abstract__ = True

    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), index=True)
