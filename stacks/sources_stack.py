"""Where data comes from besides uploads: streams, databases, file shares."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from constructs import Construct

import config
from config import DataZone, Environment
from constructs_lib.catalog import Catalog
from constructs_lib.database_source import Database, DatabaseSource
from constructs_lib.failure_notice import Undelivered
from constructs_lib.file_source import FileSource, NfsShare
from constructs_lib.ids import id_of
from constructs_lib.log_group import PlatformLogGroup
from constructs_lib.private_network import PrivateNetwork
from constructs_lib.stream_source import StreamSource
from stacks.foundation_stack import FoundationStack
from stacks.platform_stack import PlatformStack

_COPY_TABLES = Path(__file__).parents[1] / "workloads" / "ingestion" / "copy_tables.py"


class SourcesStack(PlatformStack):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        environment: Environment,
        sources: config.Sources,
        foundation: FoundationStack,
        network: PrivateNetwork,
    ) -> None:
        super().__init__(scope, id, environment=environment)
        self._raw = foundation.zones[DataZone.RAW]
        self._foundation = foundation
        self._vpc = network.vpc
        self._subnet = network.vpc.select_subnets(
            subnet_group_name=network.private_subnets.subnet_group_name
        ).subnets[0]
        self._logs = PlatformLogGroup(
            self, "SourceLogs", key=foundation.logs_key, expire=foundation.logs_expire
        )
        if sources.streams:
            self._add_streams(environment.name, sources.streams.items())
        for name, database in sources.databases.items():
            self._add_database(name, database)
        for name, share in sources.files.items():
            self._add_share(name, share)

    def _add_streams(self, environment: str, streams: Iterable[tuple[str, config.Stream]]) -> None:
        catalog = Catalog(self, "Catalog", name=f"millrace-{environment}-raw")
        for name, stream in streams:
            StreamSource(
                self,
                f"{id_of(name)}Stream",
                name=name,
                columns=stream.columns,
                zone=self._raw,
                catalog=catalog,
                log_group=self._logs,
                tickets=self._foundation.ticket,
            )

    def _add_database(self, name: str, database: config.Database) -> None:
        source = DatabaseSource(
            self,
            f"{id_of(name)}Database",
            name=name,
            database=Database(
                engine=database.engine,
                host=database.host,
                port=database.port,
                name=database.database,
                secret_arn=database.secret_arn,
                tables=database.tables,
            ),
            schedule=database.schedule,
            script=_COPY_TABLES,
            zone=self._raw,
            vpc=self._vpc,
            subnet=self._subnet,
        )
        source.on_failed_run(tickets=self._foundation.ticket, undelivered=self._undelivered)

    def _add_share(self, name: str, share: config.Share) -> None:
        source = FileSource(
            self,
            f"{id_of(name)}Share",
            name=name,
            share=NfsShare(host=share.nfs_host, path=share.path, agent_arns=share.agent_arns),
            schedule=share.schedule,
            zone=self._raw,
            log_group=self._logs,
        )
        source.on_failed_run(tickets=self._foundation.ticket, undelivered=self._undelivered)

    @cached_property
    def _undelivered(self) -> Undelivered:
        keys, tickets = self._foundation.messages_key, self._foundation.ticket
        return Undelivered(self, "Undelivered", key=keys, tickets=tickets)
