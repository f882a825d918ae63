"""What a verb needs before it runs: nothing, the settings, or a database that is up to date."""

from __future__ import annotations

import os

from suzhi.kernel.errors import Refusal

NOTHING, SETTINGS, DATABASE = "nothing", "settings", "database"


def make_ready(need: str) -> None:
    """Bring this process to the state that the verb asks for."""
    if need == DATABASE:
        ready_database()
    elif need == SETTINGS:
        ready_settings()


def ready_settings() -> None:
    """Django with its settings; no database is started."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "suzhi.config.settings")
    import django

    django.setup()


def ready_database() -> None:
    """A running database with today's tables, and Django on top."""
    from suzhi.operations.processes import tables
    from suzhi.operations.processes.database import ensure_database, given_database

    own = not given_database() or given_database_is_embedded()
    ensure_database()
    ready_settings()
    if own and tables.are_up_to_date():
        return
    waiting = pending_migrations()
    if not own and not waiting:
        return
    if not own:
        raise Refusal(
            "database.pending",
            f"数据库结构需要升级（{len(waiting)} 项）。",
            "请先备份，再执行 suzhi migrate。",
        )
    # Without a waiting migration too: the views of the sources are made anew after every migrate.
    migrate()


def given_database_is_embedded() -> bool:
    """Whether ``DATABASE_URL`` names this home's embedded server, as under ``suzhi up``."""
    from suzhi.operations.home import suzhi_home
    from suzhi.operations.processes.database import given_database
    from suzhi.operations.processes.postgres import EmbeddedPostgres

    return given_database() == EmbeddedPostgres(suzhi_home()).dsn()


def pending_migrations() -> list[str]:
    """Names of the migrations that the database has not had."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate() -> None:
    """Apply them, one process at a time."""
    from django.core.management import call_command

    from suzhi.operations.home import home_part
    from suzhi.operations.processes import tables
    from suzhi.operations.processes.locks import mutex

    with mutex(home_part("run") / "migrate.lock"):
        call_command("migrate", interactive=False, verbosity=0)
        if given_database_is_embedded():
            tables.note_up_to_date()
