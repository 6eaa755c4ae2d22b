"""Which of AWS's framework images a step runs in."""

from typing import Literal

from pydantic import Field

from pipelines.model.part import Part


class Image(Part):
    framework: Literal["pytorch", "tensorflow", "huggingface", "xgboost", "sklearn"]
    version: str = Field(description="the version of the framework, in quotes, such as 2.8.0")
    python: str | None = None
    """Such as py312, for the frameworks that come with several."""
