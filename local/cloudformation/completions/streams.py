"""Streams: encryption."""

from collections.abc import Mapping
from typing import Any

from local.cloudformation.api import client
from local.cloudformation.completions.completion import Completion


def _encryption(stream: str, old: Any, new: Any) -> None:
    kinesis = client("kinesis")
    if old is not None:
        kinesis.stop_stream_encryption(StreamName=stream, **old)
    if new is not None:
        kinesis.start_stream_encryption(StreamName=stream, **new)


STREAMS: Mapping[str, Completion] = {"StreamEncryption": _encryption}
