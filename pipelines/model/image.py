"""Which image a step runs in: one of AWS's frameworks, or one of our own."""

from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Discriminator, Field, Tag, model_validator

from pipelines.model.part import Part
from pipelines.words import RefusedError

_ADDRESS = r"^[0-9]{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?/[^\s]+$"


class Image(Part):
    framework: Literal["pytorch", "tensorflow", "huggingface", "xgboost", "sklearn"]
    version: str = Field(description="the version of the framework, in quotes, such as 2.8.0")
    python: str | None = None
    """Such as py312, for the frameworks that come with several."""


class OwnImage(Part):
    """In a repository of the environment's own: which registry that is, the environment knows."""

    repository: str = Field(description="a name under the environment's repositories")
    tag: Annotated[str, Field(pattern=r"^\w[\w.-]{0,127}$")] | None = None
    digest: Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")] | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.tag is None) == (self.digest is None):
            raise RefusedError("needs one of tag and digest")
        return self


Address: TypeAlias = Annotated[str, Field(pattern=_ADDRESS)]
AnyImage: TypeAlias = Annotated[
    Annotated[Address, Tag("address")] | Annotated[OwnImage, Tag("own")],
    Discriminator(lambda value: "own" if isinstance(value, dict | OwnImage) else "address"),
]
