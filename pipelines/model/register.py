"""What is registered: the images that serve, transform first, and what they take and answer."""

from typing import Annotated

from pydantic import Field

from pipelines.model.image import Image
from pipelines.model.part import Listed, Part


class Register(Part):
    model: Image | None = None
    """Not for a built-in algorithm, nor for Autopilot: those bring their own."""
    transform: Image | None = None
    """Of the fitted scaler, before the model; without it one container is registered."""
    instance_types: Annotated[Listed[str], Field(min_length=1)] = ("ml.m5.large",)
    takes: Annotated[Listed[str], Field(min_length=1)] = ("text/csv",)
    answers: Annotated[Listed[str], Field(min_length=1)] = ("application/json",)
