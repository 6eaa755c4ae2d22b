"""Reads what the steps of a pipeline say to the functions that they call."""

from typing import Any

from millrace.domain.approval import Registration
from millrace.fields import mapping, text


def group_from(event: Any) -> str:
    return text(mapping(event, "the event"), "model_package_group")


def registration_from(event: Any) -> Registration:
    fields = mapping(event, "the event")
    return Registration(
        package_arn=text(fields, "model_package_arn"),
        pipeline=text(fields, "pipeline"),
        execution_arn=text(fields, "execution_arn"),
    )
