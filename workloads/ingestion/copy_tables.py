"""Copies the tables of a database into the raw zone; runs in a Glue job, with Glue's own Spark."""

import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from importlib import import_module
from typing import Any, Protocol

_NAMES = ("connection", "tables", "target")


class Spark(Protocol):
    read: Any


def copy(spark: Spark, *, source: Mapping[str, str], tables: Sequence[str], target: str) -> None:
    """A day is written over as a whole: a run that is repeated leaves no row twice."""
    today = datetime.now(UTC).date()
    for table in tables:
        rows = spark.read.format("jdbc").options(**source, dbtable=table).load()
        rows.write.mode("overwrite").parquet(folder(target, table, today))


def folder(target: str, table: str, day: date) -> str:
    return f"{target}/{table.lower()}/day={day.isoformat()}"


def source_of(connection: Mapping[str, str]) -> dict[str, str]:
    """What Glue knows of the connection, in Spark's words."""
    return {
        "url": connection["fullUrl"],
        "user": connection["user"],
        "password": connection["password"],
        "fetchsize": "10000",
    }


def main() -> None:
    """Imports what is there in Glue alone."""
    context, utils = import_module("awsglue.context"), import_module("awsglue.utils")
    given = utils.getResolvedOptions(sys.argv, list(_NAMES))
    glue = context.GlueContext(import_module("pyspark.context").SparkContext())
    copy(
        glue.spark_session,
        source=source_of(glue.extract_jdbc_conf(given["connection"])),
        tables=given["tables"].split(","),
        target=given["target"],
    )


if __name__ == "__main__":
    main()
