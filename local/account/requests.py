"""Requests of the AWS protocols, read as far as our patches need."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs


def body_of(body: bytes) -> Mapping[str, Any]:
    """The members of a JSON body; none if it is no JSON object."""
    try:
        document = json.loads(body or b"{}")
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def called(headers: Mapping[str, str], body: bytes) -> tuple[str, Mapping[str, Any]]:
    """The operation and its members, in the JSON and in the query protocol."""
    target = headers.get("x-amz-target", "")
    if target:
        return target.rpartition(".")[2], body_of(body)
    form = {name: values[0] for name, values in parse_qs(body.decode(errors="replace")).items()}
    return form.get("Action", ""), form
