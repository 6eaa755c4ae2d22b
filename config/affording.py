"""Whether one execution of a pipeline costs and waits no more than the environment file accepts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from config.caps import by_prices
from config.catalogue import PRICES_OF
from config.ceilings import misjudged
from config.environment import Environment
from config.errors import ConfigError, RefusedError
from config.ml_instance_types import ml_instance_types, unknown_ml_instance_type
from config.pipelines import Pipeline

_SMALL_USD = 1
"""A cap that is never called too high, however little a pipeline costs."""


@dataclass(frozen=True)
class Priced:
    """What a step takes at worst: as many instances, for as many minutes each."""

    minutes: float
    instance_type: str
    how_many: int = 1
    step: str = "a step"
    spot: bool = False

    def __post_init__(self) -> None:
        if self.instance_type not in ml_instance_types():
            refusal = unknown_ml_instance_type(self.instance_type)
            raise ConfigError([f"{self.step}: {refusal.told(self.instance_type)}"])

    @property
    def usd(self) -> float:
        """On-demand, in us-east-1; spot is never sold for more."""
        hours = self.how_many * self.minutes / 60
        return hours * ml_instance_types()[self.instance_type].usd_per_hour

    def __str__(self) -> str:
        times = f"{self.how_many} x " if self.how_many > 1 else ""
        return f"{self.step} {times}{self.minutes:g} min of {self.instance_type} {self.usd:.2f}"


def afford(environment: Environment, name: str, *, steps: Sequence[Priced]) -> float:
    """What one execution may cost, in USD; ConfigError if that is not what is accepted."""
    pipeline = environment.pipelines[name]
    refused = [*_of_price(pipeline, steps, environment.region), *_of_wait(pipeline, steps)]
    if refused:
        file = f"environments/{environment.name}.yaml: pipelines.{name}"
        raise ConfigError(
            f"{file}.{key}: {refusal.told(f'{given:g}')}" for key, given, refusal in refused
        )
    return sum(step.usd for step in steps)


def _of_price(
    pipeline: Pipeline, steps: Sequence[Priced], region: str
) -> Iterator[tuple[str, float, RefusedError]]:
    dearest_first = sorted(steps, key=lambda step: -step.usd)
    refusal = misjudged(
        pipeline.max_usd,
        sum(step.usd for step in steps),
        costs="what one execution may cost",
        in_all=f", {by_prices(region)} ({', '.join(map(str, dearest_first))})",
        known=region == PRICES_OF,
        small=_SMALL_USD,
    )
    if refusal:
        yield "max_usd", pipeline.max_usd, refusal


def _of_wait(
    pipeline: Pipeline, steps: Sequence[Priced]
) -> Iterator[tuple[str, float, RefusedError]]:
    """SageMaker refuses a job whose run and wait together are less than its run."""
    longest = max(
        (step for step in steps if step.spot), key=lambda step: step.minutes, default=None
    )
    wait = pipeline.max_wait_minutes
    if longest and wait is not None and wait < longest.minutes:
        wrong = f"is less than the {longest.minutes:g} minutes that {longest.step} may run"
        yield "max_wait_minutes", wait, RefusedError(wrong, allowed=f"at least {longest.minutes:g}")
