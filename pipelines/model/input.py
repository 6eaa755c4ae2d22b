"""How a training job sees its data: copied, streamed, piped, or mounted."""

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field

from pipelines.model.part import Part
from pipelines.words import RefusedError

InputMode: TypeAlias = Literal["File", "FastFile", "Pipe"]


def _directory(path: str) -> str:
    if not path.startswith("/") or path.endswith("/"):
        raise RefusedError("must be a path that begins with / and does not end with it")
    return path


class FileSystem(Part):
    """Which file system it is, the environment knows. ``directory`` is as jobs of Batch see it
    below /efs, where each team has a folder of its own, or below /lustre.
    """

    kind: Literal["efs", "lustre"] = Field(description="efs or lustre")
    directory: Annotated[str, AfterValidator(_directory)] = Field(
        description="the folder that holds one folder for each channel, such as /digits"
    )
