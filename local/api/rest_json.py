"""The rest-json protocol: operations told apart by method and path, bodies of JSON."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from botocore.model import OperationModel, ServiceModel, Shape

from local.api.errors import ApiError
from local.api.message import Call, Request, Response
from local.api.shapes import from_text, from_wire, to_wire, wire_name

_LABEL = re.compile(r"\{(\w+)\+?\}")


class RestJson:
    def __init__(self, model: ServiceModel) -> None:
        operations = [model.operation_model(name) for name in model.operation_names]
        # The path with most text of its own comes first: a label would swallow the text of others.
        self._routes = sorted(operations, key=lambda one: -len(_LABEL.sub("", _uri(one))))
        self._paths = {operation.name: _pattern(_uri(operation)) for operation in operations}

    def call(self, request: Request) -> Call:
        for operation in self._routes:
            labels = self._paths[operation.name].fullmatch(request.path)
            if labels and operation.http["method"] == request.method:
                return Call(operation, _params(operation, request, labels.groupdict()))
        raise ApiError(
            "UnknownOperationException",
            f"no operation is called by {request.method} {request.path}",
            status=404,
        )

    def answer(self, operation: OperationModel, output: Mapping[str, Any]) -> Response:
        shape = operation.output_shape
        return Response.of_json(
            to_wire(shape, output) if shape else {},
            status=operation.http.get("responseCode", 200),
        )

    def refusal(self, error: ApiError) -> Response:
        return Response.of_json(
            {"message": str(error)}, status=error.status, headers={"x-amzn-ErrorType": error.code}
        )


def _uri(operation: OperationModel) -> str:
    return str(operation.http["requestUri"]).partition("?")[0]


def _pattern(uri: str) -> re.Pattern[str]:
    return re.compile(_LABEL.sub(r"(?P<\1>.+?)", uri))


def _params(
    operation: OperationModel, request: Request, labels: Mapping[str, str]
) -> dict[str, Any]:
    shape = operation.input_shape
    if shape is None:
        return {}
    elsewhere = {name: member for name, member in shape.members.items() if _location(member)}
    outside = dict(_outside_the_body(elsewhere, request, labels))
    has_body = len(elsewhere) < len(shape.members)
    return {**(from_wire(shape, document_of(request.body)) if has_body else {}), **outside}


def _outside_the_body(
    members: Mapping[str, Shape], request: Request, labels: Mapping[str, str]
) -> Iterator[tuple[str, Any]]:
    given = {
        "uri": {name: [text] for name, text in labels.items()},
        "querystring": request.query,
        "header": {name.lower(): [text] for name, text in request.headers.items()},
    }
    for name, member in members.items():
        place = _location(member)
        key = wire_name(name, member)
        texts = given[place].get(key.lower() if place == "header" else key)
        if texts:
            yield name, from_text(member, texts)


def _location(member: Shape) -> str:
    return str(member.serialization.get("location", ""))


def document_of(body: bytes) -> dict[str, Any]:
    try:
        document = json.loads(body or b"{}")
    except ValueError as error:
        raise ApiError("SerializationException", f"the body is no JSON: {error}") from error
    if not isinstance(document, dict):
        raise ApiError(
            "SerializationException", f"the body must be a JSON object, got {document!r}"
        )
    return document
