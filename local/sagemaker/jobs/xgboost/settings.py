"""The hyperparameters of the built-in XGBoost, as far as jobs here use them; others are refused."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from local.sagemaker.jobs.xgboost.refusals import UserError

Share = Annotated[float, Field(ge=0, le=1)]
AboveZero = Annotated[float, Field(gt=0, le=1)]
Weight = Annotated[float, Field(ge=0)]

_CLASSES = ("multi:softmax", "multi:softprob")
_PLATFORM = ("num_round", "early_stopping_rounds", "csv_weights", "eval_metric")


class Settings(BaseModel):
    """Strings come in, as the container gets them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    num_round: int = Field(ge=1)
    objective: Literal[
        "reg:squarederror",
        "reg:squaredlogerror",
        "reg:logistic",
        "reg:absoluteerror",
        "reg:tweedie",
        "count:poisson",
        "binary:logistic",
        "binary:logitraw",
        "binary:hinge",
        "multi:softmax",
        "multi:softprob",
        "rank:pairwise",
    ] = "reg:squarederror"
    eval_metric: str | None = None
    early_stopping_rounds: int | None = Field(default=None, ge=1)
    csv_weights: Literal[0, 1] = 0
    num_class: int | None = Field(default=None, ge=2)
    booster: Literal["gbtree", "gblinear", "dart"] = "gbtree"
    tree_method: Literal["auto", "exact", "approx", "hist"] = "auto"
    eta: Share | None = None
    gamma: Weight | None = None
    alpha: float | None = None
    reg_lambda: float | None = Field(default=None, alias="lambda")
    max_depth: int | None = Field(default=None, ge=0)
    max_leaves: int | None = Field(default=None, ge=0)
    max_bin: int | None = Field(default=None, ge=2)
    max_delta_step: Weight | None = None
    min_child_weight: Weight | None = None
    subsample: AboveZero | None = None
    colsample_bytree: AboveZero | None = None
    colsample_bylevel: AboveZero | None = None
    colsample_bynode: AboveZero | None = None
    scale_pos_weight: float | None = None
    base_score: float | None = None
    grow_policy: Literal["depthwise", "lossguide"] | None = None
    tweedie_variance_power: Annotated[float, Field(gt=1, lt=2)] | None = None
    nthread: int | None = Field(default=None, ge=1)
    seed: int = 0
    verbosity: int = Field(default=1, ge=0, le=3)

    @model_validator(mode="after")
    def _fits_together(self) -> "Settings":
        if (self.num_class is not None) != (self.objective in _CLASSES):
            raise ValueError("num_class goes with multi:softmax and multi:softprob, and only there")
        return self

    @property
    def parameters(self) -> dict[str, Any]:
        """Those of the booster."""
        told = self.model_dump(by_alias=True, exclude_none=True, exclude=set(_PLATFORM))
        metrics = self.eval_metric.split(",") if self.eval_metric else None
        return {**told, "eval_metric": metrics} if metrics else told


def settings_of(given: Mapping[str, str]) -> Settings:
    known = {name: value for name, value in given.items() if not name.startswith("_")}
    try:
        return Settings.model_validate({name: _unquoted(text) for name, text in known.items()})
    except ValidationError as error:
        faults = "; ".join(
            f"Hyperparameter {'.'.join(map(str, fault['loc'])) or 'settings'}: {fault['msg']}"
            f", got {_given(fault['loc'], known)}"
            for fault in error.errors()
        )
        raise UserError(faults) from error


def _unquoted(text: str) -> str:
    """The SDK writes strings as JSON."""
    return text.strip('"')


def _given(location: tuple[int | str, ...], known: Mapping[str, str]) -> str:
    return repr(known.get(str(location[0]))) if location else "these together"
