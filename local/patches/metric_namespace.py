"""The emulator knows no cloudwatch:namespace, so a grant that names one denied everybody.

Seen: a function that may publish into its own namespace alone could not publish at all.
"""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from local.account.hooks import REQUEST_TAGS

_ACTION, _KEY = "cloudwatch:PutMetricData", "cloudwatch:namespace"


def apply() -> None:
    tags_of = REQUEST_TAGS.read()

    def context_of(
        service: str, iam_action: str, body: bytes, params: Mapping[str, Any]
    ) -> dict[str, Any]:
        context = dict(tags_of(service, iam_action, body, params))
        if iam_action == _ACTION and (namespace := _namespace(body)):
            context[_KEY] = namespace
        return context

    REQUEST_TAGS.replace(context_of)


def _namespace(body: bytes) -> str:
    """Today's botocore speaks JSON to CloudWatch, older SDKs forms; here nothing else is read."""
    if body[:1] == b"{":
        return str(json.loads(body).get("Namespace", ""))
    return "".join(parse_qs(body.decode(errors="replace")).get("Namespace", []))
