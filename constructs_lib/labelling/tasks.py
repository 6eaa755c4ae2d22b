"""What people are asked: the page that they see, and the functions of Ground Truth behind it."""

import html
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from constructs_lib.mistakes import MistakeError

_OWNERS = {
    "ap-northeast-1": "477331159723",
    "ap-northeast-2": "845288260483",
    "ap-south-1": "565803892007",
    "ap-southeast-1": "377565633583",
    "ap-southeast-2": "454466003867",
    "ca-central-1": "918755190332",
    "eu-central-1": "203001061592",
    "eu-west-1": "568282634449",
    "eu-west-2": "487402164563",
    "us-east-1": "432418664414",
    "us-east-2": "266458841044",
    "us-west-2": "081040173940",
}
"""The accounts of Ground Truth's functions (API reference, HumanTaskConfig)."""


class RegionError(MistakeError):
    """Ground Truth has no functions in the region."""


class Task(StrEnum):
    IMAGE_CLASSIFICATION = "image-classification"
    TEXT_CLASSIFICATION = "text-classification"


@dataclass(frozen=True)
class _Shape:
    function: str
    element: str
    shown: str
    """What the page shows, as Liquid of Ground Truth."""


_SHAPES = {
    Task.IMAGE_CLASSIFICATION: _Shape(
        "ImageMultiClass",
        "crowd-image-classifier",
        'src="{{ task.input.taskObject | grant_read_access }}"',
    ),
    Task.TEXT_CLASSIFICATION: _Shape("TextMultiClass", "crowd-classifier", ""),
}


def functions(task: Task, *, region: str) -> tuple[str, str]:
    """ARNs of those before and after a person answers."""
    if region not in _OWNERS:
        raise RegionError(
            f"Ground Truth has no functions in {region}; it has in {', '.join(sorted(_OWNERS))}"
        )
    kind = _SHAPES[task].function
    owner = f"arn:aws:lambda:{region}:{_OWNERS[region]}:function"
    return f"{owner}:PRE-{kind}", f"{owner}:ACS-{kind}"


def page(task: Task, *, question: str) -> str:
    """In Liquid, which escapes what it is told to; the question is escaped here."""
    shape = _SHAPES[task]
    asked = html.escape(question, quote=True)
    text = (
        "<classification-target>{{ task.input.taskObject | escape }}</classification-target>"
        if task is Task.TEXT_CLASSIFICATION
        else ""
    )
    return (
        '<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>\n'
        f'<crowd-form>\n<{shape.element} name="label" {shape.shown} header="{asked}"\n'
        'categories="{{ task.input.labels | to_json | escape }}">\n'
        f'{text}<full-instructions header="{asked}">'
        "Choose the one answer that fits best.</full-instructions>\n"
        "<short-instructions>Choose the one answer that fits best.</short-instructions>\n"
        f"</{shape.element}>\n</crowd-form>\n"
    )


def categories(classes: Sequence[str]) -> str:
    """The document that Ground Truth reads the answers from."""
    return json.dumps(
        {"document-version": "2018-11-28", "labels": [{"label": name} for name in classes]}
    )
