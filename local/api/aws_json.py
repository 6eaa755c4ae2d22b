"""The json protocol: the operation in a header, everything else in a JSON body."""

from collections.abc import Mapping
from typing import Any

from botocore.model import OperationModel, ServiceModel

from local.api.errors import ApiError
from local.api.message import Call, Request, Response
from local.api.rest_json import document_of
from local.api.shapes import from_wire, to_wire

_TARGET = "x-amz-target"


class AwsJson:
    def __init__(self, model: ServiceModel) -> None:
        self._model = model
        self._content = {"Content-Type": f"application/x-amz-json-{model.metadata['jsonVersion']}"}

    def call(self, request: Request) -> Call:
        headers = {name.lower(): text for name, text in request.headers.items()}
        name = headers.get(_TARGET, "").rpartition(".")[2]
        if name not in self._model.operation_names:
            raise ApiError("UnknownOperationException", f"no operation is called {name!r}")
        operation = self._model.operation_model(name)
        given, shape = document_of(request.body), operation.input_shape
        return Call(operation, from_wire(shape, given) if shape else given)

    def answer(self, operation: OperationModel, output: Mapping[str, Any]) -> Response:
        shape = operation.output_shape
        return Response.of_json(to_wire(shape, output) if shape else {}, headers=self._content)

    def refusal(self, error: ApiError) -> Response:
        told = {"__type": error.code, "message": str(error)}
        return Response.of_json(told, status=error.status, headers=self._content)
