"""What is sound of a wrong environment, so that its other faults are found in the same go."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, ValidatorFunctionWrapHandler
from pydantic.functional_validators import WrapValidator

from config.data import DataPolicy
from config.environment import Name, RegionName
from config.fleets import Fleet
from config.part import Listed
from config.training import TrainingJob

Value = TypeVar("Value")


def _or_none(value: object, validate: ValidatorFunctionWrapHandler) -> Any:
    try:
        return validate(value)
    except ValidationError:
        return None


Sound: TypeAlias = Annotated[Value | None, WrapValidator(_or_none)]


class Draft(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    name: Sound[Name] = None
    region: Sound[RegionName] = None
    zones: Sound[Listed[str]] = None
    data: Sound[DataPolicy] = None
    fleets: Sound[Mapping[str, Sound[Fleet]]] = None
    training: Sound[Mapping[str, Sound[TrainingJob]]] = None
