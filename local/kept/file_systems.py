"""FSx for Lustre, and its links to S3."""

from local.account.environment import ACCOUNT_ID, REGION
from local.kept.kind import KeptService, Kind, Record, Tags, arn, hexadecimal


def _file_system(given: Record) -> Record:
    identifier = f"fs-{hexadecimal()}"
    return {
        "FileSystemId": identifier,
        "ResourceARN": arn("fsx", f"file-system/{identifier}"),
        "OwnerId": ACCOUNT_ID,
        "Lifecycle": "AVAILABLE",
        "StorageType": given.get("StorageType", "SSD"),
        "DNSName": f"{identifier}.fsx.{REGION}.amazonaws.com",
        "LustreConfiguration": {"MountName": hexadecimal(8)},
    }


def _association(given: Record) -> Record:
    identifier = f"dra-{hexadecimal()}"
    return {
        "AssociationId": identifier,
        "ResourceARN": arn("fsx", f"association/{given['FileSystemId']}/{identifier}"),
        "Lifecycle": "AVAILABLE",
    }


_FILE_SYSTEM = Kind(
    create="CreateFileSystem",
    describe="DescribeFileSystems",
    update="UpdateFileSystem",
    delete="DeleteFileSystem",
    key="FileSystemId",
    asked="FileSystemIds",
    arn="ResourceARN",
    one="FileSystem",
    many="FileSystems",
    facts=_file_system,
    missing="FileSystemNotFound",
)
_ASSOCIATION = Kind(
    create="CreateDataRepositoryAssociation",
    describe="DescribeDataRepositoryAssociations",
    update="UpdateDataRepositoryAssociation",
    delete="DeleteDataRepositoryAssociation",
    key="AssociationId",
    asked="AssociationIds",
    arn="ResourceARN",
    one="Association",
    many="Associations",
    facts=_association,
    missing="DataRepositoryAssociationNotFound",
    refers={"FileSystemId": _FILE_SYSTEM},
)
FILE_SYSTEMS = KeptService(
    service="fsx", kinds=(_FILE_SYSTEM, _ASSOCIATION), tags=Tags(arn="ResourceARN")
)
