"""The protocol of EC2: a form with numbered names in, XML out."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl
from xml.etree.ElementTree import Element, SubElement, tostring

from botocore.model import ListShape, OperationModel, ServiceModel, Shape, StructureShape

from local.api.errors import ApiError
from local.api.message import Call, Request, Response
from local.api.shapes import from_text

Form = Mapping[str, str]


class Ec2Query:
    def __init__(self, model: ServiceModel) -> None:
        self._model = model

    def call(self, request: Request) -> Call:
        form = dict(parse_qsl(request.body.decode(), keep_blank_values=True))
        name = form.pop("Action", "")
        if name not in self._model.operation_names:
            raise ApiError("InvalidAction", f"no operation is called {name!r}")
        operation = self._model.operation_model(name)
        shape = operation.input_shape
        return Call(operation, (_read(shape, form, "") if shape else None) or {})

    def answer(self, operation: OperationModel, output: Mapping[str, Any]) -> Response:
        root = Element(f"{operation.name}Response")
        if operation.output_shape is not None:
            _write(root, operation.output_shape, output)
        return _xml(root, 200)

    def refusal(self, error: ApiError) -> Response:
        root = Element("Response")
        told = SubElement(SubElement(root, "Errors"), "Error")
        SubElement(told, "Code").text = error.code
        SubElement(told, "Message").text = str(error)
        return _xml(root, error.status)


def _read(shape: Shape, form: Form, prefix: str) -> Any:
    match shape:
        case StructureShape():
            found = {
                name: _read(member, form, f"{prefix}{_form_name(name, member)}")
                for name, member in shape.members.items()
            }
            return {name: value for name, value in found.items() if value is not None} or None
        case ListShape():
            return list(_items(shape, form, prefix)) or None
        case _:
            text = form.get(prefix.removesuffix("."))
            return None if text is None else from_text(shape, [text])


def _items(shape: ListShape, form: Form, prefix: str) -> Iterator[Any]:
    number = 1
    while (item := _read(shape.member, form, f"{prefix}{number}.")) is not None:
        yield item
        number += 1


def _form_name(name: str, member: Shape) -> str:
    """As botocore's serializer spells it: its query name, or the XML name with a capital."""
    spelt = member.serialization.get("queryName") or member.serialization.get("name", name)
    return f"{spelt[0].upper()}{spelt[1:]}."


def _write(parent: Element, shape: Shape, value: Any) -> None:
    match shape:
        case StructureShape():
            for name, item in value.items():
                member = shape.members[name]
                _write(SubElement(parent, member.serialization.get("name", name)), member, item)
        case ListShape():
            for item in value:
                _write(SubElement(parent, "item"), shape.member, item)
        case _:
            parent.text = _text(value)


def _text(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case datetime():
            return value.isoformat()
        case _:
            return str(value)


def _xml(root: Element, status: int) -> Response:
    return Response(status, tostring(root, encoding="utf-8"), {"Content-Type": "text/xml"})
