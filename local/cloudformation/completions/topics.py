"""Topics: their key, signature and tracing."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from local.cloudformation.api import client
from local.cloudformation.completions.completion import Completion

_DEFAULTS = {"KmsMasterKeyId": "", "SignatureVersion": "1", "TracingConfig": "PassThrough"}


def _attribute(topic: str, _old: Any, new: Any, *, name: str) -> None:
    value = _DEFAULTS[name] if new is None else str(new)
    client("sns").set_topic_attributes(TopicArn=topic, AttributeName=name, AttributeValue=value)


TOPICS: Mapping[str, Completion] = {name: partial(_attribute, name=name) for name in _DEFAULTS}
