"""The tables of the raw zone, by the names that Athena, Glue and Firehose know them by."""

from collections.abc import Mapping

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_glue as glue
from aws_cdk import aws_iam as iam
from constructs import Construct

_PARQUET = "org.apache.hadoop.hive.ql.io.parquet"
_Table = glue.CfnTable


class Catalog(Construct):
    """One Glue database; its name is what people write in a query."""

    def __init__(self, scope: Construct, id: str, *, name: str) -> None:
        super().__init__(scope, id)
        database = glue.CfnDatabase(
            self,
            "Database",
            catalog_id=Stack.of(self).account,
            database_input=glue.CfnDatabase.DatabaseInputProperty(name=as_name(name)),
        )
        self.database_name = database.ref

    def add_table(
        self, scope: Construct, name: str, *, columns: Mapping[str, str], location: str
    ) -> glue.CfnTable:
        """Parquet files below ``location``."""
        return _Table(
            scope,
            "Table",
            catalog_id=Stack.of(self).account,
            database_name=self.database_name,
            table_input=_Table.TableInputProperty(
                name=as_name(name),
                table_type="EXTERNAL_TABLE",
                parameters={"classification": "parquet"},
                storage_descriptor=_parquet(columns, location),
            ),
        )

    def grant_read_table(self, grantee: iam.IGrantable, table: glue.CfnTable) -> None:
        stack = Stack.of(self)
        names = (
            ("catalog", None),
            ("database", self.database_name),
            ("table", f"{self.database_name}/{table.ref}"),
        )
        iam.Grant.add_to_principal(
            grantee=grantee,
            actions=["glue:GetTable", "glue:GetTableVersion", "glue:GetTableVersions"],
            resource_arns=[
                stack.format_arn(
                    service="glue",
                    resource=kind,
                    resource_name=name,
                    arn_format=ArnFormat.SLASH_RESOURCE_NAME
                    if name
                    else ArnFormat.NO_RESOURCE_NAME,
                )
                for kind, name in names
            ],
        )


def as_name(name: str) -> str:
    """Athena wants no hyphen."""
    return name.replace("-", "_")


def _parquet(columns: Mapping[str, str], location: str) -> glue.CfnTable.StorageDescriptorProperty:
    return _Table.StorageDescriptorProperty(
        location=location,
        columns=[_Table.ColumnProperty(name=name, type=kind) for name, kind in columns.items()],
        input_format=f"{_PARQUET}.MapredParquetInputFormat",
        output_format=f"{_PARQUET}.MapredParquetOutputFormat",
        serde_info=_Table.SerdeInfoProperty(
            serialization_library=f"{_PARQUET}.serde.ParquetHiveSerDe"
        ),
    )
