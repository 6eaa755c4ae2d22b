"""Every kept service, put beside or in front of the emulator's own."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from botocore.model import ServiceModel

from local.account.requests import called
from local.api.aws_json import AwsJson
from local.api.ec2_query import Ec2Query
from local.api.errors import ApiError
from local.api.kernel import Kernel
from local.api.message import Operation, Wire
from local.api.model import service_model
from local.api.rest_json import RestJson
from local.kept.chats import CHATS
from local.kept.costs import COSTS
from local.kept.file_systems import FILE_SYSTEMS
from local.kept.kind import KeptService, Record
from local.kept.labels import Labels
from local.kept.registries import REGISTRIES
from local.kept.shelf import Shelf
from local.kept.transfers import TRANSFERS
from local.kept.transit import TRANSIT

Answer = tuple[int, dict[str, str], bytes]
Handler = Callable[..., Awaitable[Answer]]
KEPT = (CHATS, COSTS, FILE_SYSTEMS, REGISTRIES, TRANSFERS, TRANSIT)
_WIRES: Mapping[str, Callable[[ServiceModel], Wire]] = {
    "json": AwsJson,
    "rest-json": RestJson,
    "ec2": Ec2Query,
}


def install(services: dict[str, Handler]) -> None:
    for kept in KEPT:
        operations = _operations(kept)
        model = service_model(kept.service)
        kernel = Kernel(model, _WIRES[model.metadata["protocol"]](model), operations)
        whole = not kept.takes_over
        services[kept.service] = (
            kernel if whole else _before(kernel, operations, services[kept.service])
        )


def _operations(kept: KeptService) -> dict[str, Operation]:
    model = service_model(kept.service)
    labels = Labels(kept.tags, model) if kept.tags else None
    shelves: dict[int, Shelf] = {}
    found: dict[str, list[Operation]] = {}
    for kind in kept.kinds:
        shelf = Shelf(kind, model=model, shelves=shelves, labels=labels)
        shelves[id(kind)] = shelf
        for name, operation in shelf.operations.items():
            found.setdefault(name, []).append(operation)
    own = labels.operations if labels else {}
    return {name: _first_that_knows(operations) for name, operations in found.items()} | own


def _first_that_knows(operations: Sequence[Operation]) -> Operation:
    """DataSync deletes locations of every kind by one operation."""

    def perform(params: Record) -> Record:
        *others, last = operations
        for operation in others:
            try:
                return operation(params)
            except ApiError:
                continue
        return last(params)

    return perform


def _before(kernel: Kernel, operations: Mapping[str, Operation], handler: Handler) -> Handler:
    """Ours answers what it knows, the emulator the rest of the service."""

    async def chosen(
        method: str, path: str, headers: Mapping[str, str], body: bytes, query_params: Any
    ) -> Answer:
        name, _ = called(headers, body)
        answering = kernel if name in operations else handler
        return await answering(method, path, headers, body, query_params)

    return chosen
