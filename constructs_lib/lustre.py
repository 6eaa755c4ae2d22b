"""A Lustre file system that shows a prefix of a zone as files, and writes back what changes."""

from aws_cdk import RemovalPolicy, Size
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_fsx as fsx
from constructs import Construct

from constructs_lib.file_access import FileAccess
from constructs_lib.zone import Zone

_PORTS = ((988, 988), (1018, 1023))
"""Of the Lustre protocol, between clients and servers and among the servers."""
_THROUGHPUT = 125
"""MB/s for each TiB: the least that PERSISTENT_2 has, and what it costs follows from it."""
_FileSystem = fsx.CfnFileSystem


class Lustre(Construct):
    """In one subnet: Lustre does not span zones, and its clients pay for crossing them."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        zone: Zone,
        prefix: str,
        capacity: Size,
        vpc: ec2.IVpc,
        subnet: ec2.ISubnet,
        removal_policy: RemovalPolicy,
    ) -> None:
        super().__init__(scope, id)
        self.access = FileAccess(self, "Access", vpc=vpc, ports=_PORTS)
        self.access.allow_from("Servers", self.access.group)
        self.file_system = _FileSystem(
            self,
            "FileSystem",
            file_system_type="LUSTRE",
            file_system_type_version="2.15",
            storage_capacity=int(capacity.to_gibibytes()),
            storage_type="SSD",
            subnet_ids=[subnet.subnet_id],
            security_group_ids=[self.access.group.security_group_id],
            kms_key_id=zone.key.key_arn,
            lustre_configuration=_FileSystem.LustreConfigurationProperty(
                deployment_type="PERSISTENT_2",
                per_unit_storage_throughput=_THROUGHPUT,
                data_compression_type="LZ4",
            ),
        )
        self.file_system.apply_removal_policy(removal_policy)
        self._link(zone, prefix)

    @property
    def host(self) -> str:
        return self.file_system.attr_dns_name

    @property
    def mount_name(self) -> str:
        return self.file_system.attr_lustre_mount_name

    def allow_from(self, id: str, client: ec2.ISecurityGroup) -> None:
        """``id`` names the client, once for each."""
        self.access.allow_from(id, client)

    def _link(self, zone: Zone, prefix: str) -> None:
        zone.key.allow_lustre()
        both_ways = ["NEW", "CHANGED", "DELETED"]
        link = fsx.CfnDataRepositoryAssociation
        self.link = link(
            self,
            "Link",
            file_system_id=self.file_system.ref,
            file_system_path=f"/{prefix}",
            data_repository_path=zone.s3_url_for_object(prefix),
            batch_import_meta_data_on_create=True,
            s3=link.S3Property(
                auto_import_policy=link.AutoImportPolicyProperty(events=both_ways),
                auto_export_policy=link.AutoExportPolicyProperty(events=["NEW", "CHANGED"]),
            ),
        )
