"""The schema of the database and its versions (Alembic)."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from planner.db.engine import WRITES
from planner.domain.errors import PlannerError
from planner.domain.sentences import told

_MIGRATIONS = Path(__file__).parent / "migrations"
_UPGRADE_LOCK = 7_214_001  # any number that nothing else in this database locks


class SchemaError(PlannerError):
    """The database was made by a newer version of the programme."""


def upgrade(engine: Engine) -> None:
    """Bring the schema up to the newest version, in one transaction.

    Raises:
        SchemaError: the database is newer than this program.
    """
    writer = engine.execution_options(**{WRITES: True})
    with writer.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_UPGRADE_LOCK})"))
        configuration = configuration_of(connection)
        script = ScriptDirectory.from_config(configuration)
        current = MigrationContext.configure(connection).get_current_revision()
        if current == script.get_current_head():
            return
        if current is not None and current not in {
            item.revision for item in script.walk_revisions()
        }:
            raise SchemaError(
                told(
                    "The database was made by a newer harbourplan; install that version or restore"
                    " a backup of this one."
                )
            )
        command.upgrade(configuration, "head")


def configuration_of(connection: Connection) -> Config:
    """Alembic on this connection."""
    configuration = Config()
    configuration.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    configuration.attributes["connection"] = connection
    return configuration
