"""File systems for training, and the transfer of files."""

from local.cloudformation.rows import ById, Lookup, Row
from local.cloudformation.types.labels import by_arn

_GOOD = ("AVAILABLE",)

FILE_SYSTEM = Row(
    type="AWS::FSx::FileSystem",
    service="fsx",
    create="CreateFileSystem",
    identifier="FileSystem.FileSystemId",
    lookup=Lookup(
        by_id=ById(operation="DescribeFileSystems", argument="FileSystemIds", many=True),
        found="FileSystems",
        status="Lifecycle",
        good=_GOOD,
    ),
    update=ById(operation="UpdateFileSystem", argument="FileSystemId"),
    delete=ById(operation="DeleteFileSystem", argument="FileSystemId"),
    attributes={"LustreMountName": "LustreConfiguration.MountName"},
    tagging=by_arn("ResourceARN", told="ResourceARN"),
    pretended=frozenset({"SecurityGroupIds"}),
)

ASSOCIATION = Row(
    type="AWS::FSx::DataRepositoryAssociation",
    service="fsx",
    create="CreateDataRepositoryAssociation",
    identifier="Association.AssociationId",
    lookup=Lookup(
        by_id=ById(
            operation="DescribeDataRepositoryAssociations", argument="AssociationIds", many=True
        ),
        found="Associations",
        status="Lifecycle",
        good=_GOOD,
    ),
    update=ById(operation="UpdateDataRepositoryAssociation", argument="AssociationId"),
    delete=ById(operation="DeleteDataRepositoryAssociation", argument="AssociationId"),
    tagging=by_arn("ResourceARN", told="ResourceARN"),
)


def _location(type_name: str, kind: str) -> Row:
    return Row(
        type=f"AWS::DataSync::Location{type_name}",
        service="datasync",
        create=f"CreateLocation{kind}",
        identifier="LocationArn",
        lookup=Lookup(
            by_id=ById(operation=f"DescribeLocation{kind}", argument="LocationArn"), found=""
        ),
        update=ById(operation=f"UpdateLocation{kind}", argument="LocationArn"),
        delete=ById(operation="DeleteLocation", argument="LocationArn"),
        tagging=by_arn("ResourceArn", "Keys"),
    )


TASK = Row(
    type="AWS::DataSync::Task",
    service="datasync",
    create="CreateTask",
    identifier="TaskArn",
    lookup=Lookup(
        by_id=ById(operation="DescribeTask", argument="TaskArn"),
        found="",
        status="Status",
        good=_GOOD,
    ),
    update=ById(operation="UpdateTask", argument="TaskArn"),
    delete=ById(operation="DeleteTask", argument="TaskArn"),
    tagging=by_arn("ResourceArn", "Keys"),
)

FILES = (
    FILE_SYSTEM,
    ASSOCIATION,
    _location("S3", "S3"),
    _location("NFS", "Nfs"),
    _location("EFS", "Efs"),
    TASK,
)
