"""DataSync's places, and the tasks between them."""

from collections.abc import Callable

from local.account.environment import REGION
from local.kept.kind import KeptService, Kind, Record, Tags, arn, hexadecimal

Address = Callable[[Record], str]


def _in_s3(given: Record) -> str:
    return f"s3://{given['S3BucketArn'].rpartition(':')[2]}"


def _on_server(given: Record) -> str:
    return f"nfs://{given['ServerHostname']}"


def _in_efs(given: Record) -> str:
    return f"efs://{REGION}.{given['EfsFilesystemArn'].rpartition('/')[2]}"


def _uri(given: Record, address: Address) -> str:
    return f"{address(given)}/{given.get('Subdirectory', '/').strip('/')}".rstrip("/") + "/"


def _location(kind: str, address: Address) -> Kind:
    def facts(_given: Record) -> Record:
        return {"LocationArn": arn("datasync", f"location/loc-{hexadecimal()}")}

    def derived(thing: Record) -> Record:
        return {"LocationUri": _uri(thing, address)}

    return Kind(
        create=f"CreateLocation{kind}",
        describe=f"DescribeLocation{kind}",
        update=f"UpdateLocation{kind}",
        delete="DeleteLocation",
        key="LocationArn",
        arn="LocationArn",
        facts=facts,
        derived=derived,
        missing="InvalidRequestException",
    )


def _task(_given: Record) -> Record:
    return {"TaskArn": arn("datasync", f"task/task-{hexadecimal()}"), "Status": "AVAILABLE"}


_TASK = Kind(
    create="CreateTask",
    describe="DescribeTask",
    update="UpdateTask",
    delete="DeleteTask",
    key="TaskArn",
    arn="TaskArn",
    facts=_task,
    missing="InvalidRequestException",
)
TRANSFERS = KeptService(
    service="datasync",
    kinds=(
        _location("S3", _in_s3),
        _location("Nfs", _on_server),
        _location("Efs", _in_efs),
        _TASK,
    ),
    tags=Tags(arn="ResourceArn", keys="Keys"),
)
