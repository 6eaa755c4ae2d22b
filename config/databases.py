"""A database whose tables are copied to the raw zone."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from config.arns import SecretArn
from config.hosts import Host
from config.part import Listed, Part
from config.schedules import Schedule
from config.words import Spelling

_WORD = r"[A-Za-z_][A-Za-z0-9_$-]{0,127}"

_Database = Annotated[str, Spelling(_WORD, "the name of a database: letters, digits, _ $ and -")]
_Table = Annotated[
    str,
    Spelling(rf"{_WORD}(\.{_WORD})?", "a table, or schema.table: letters, digits, _ $ and -"),
]


class Engine(StrEnum):
    POSTGRESQL = "postgresql"
    MYSQL = "mysql"
    MARIADB = "mariadb"
    SQLSERVER = "sqlserver"
    ORACLE = "oracle"

    @property
    def default_port(self) -> int:
        return _DEFAULT_PORTS[self]


_DEFAULT_PORTS = {
    Engine.POSTGRESQL: 5432,
    Engine.MYSQL: 3306,
    Engine.MARIADB: 3306,
    Engine.SQLSERVER: 1433,
    Engine.ORACLE: 1521,
}


def _not_given() -> None:
    return None


class Database(Part):
    engine: Annotated[Engine, Field(strict=False)] = Field(description="the kind of database")
    host: Host = Field(description="its DNS name or address, reached over the egress")
    port: int = Field(
        default_factory=_not_given,
        validate_default=True,
        ge=1,
        le=65_535,
        description="the port it listens on; without it the engine's own",
    )
    database: _Database = Field(description="the name of the database on the host")
    secret_arn: SecretArn = Field(
        description="the ARN of the secret that holds username and password"
    )
    tables: Listed[_Table] = Field(min_length=1, description="tables that are copied")
    schedule: Schedule = Field(description="when they are copied: rate(1 day) or cron(...), in UTC")

    @field_validator("port", mode="before")
    @classmethod
    def _of_the_engine(cls, port: object, info: ValidationInfo) -> object:
        engine = info.data.get("engine", Engine.POSTGRESQL)
        return engine.default_port if port is None else port
