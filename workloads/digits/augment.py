"""More digits out of few: those that there are, and so many copies, each otherwise augmented.

``mix_in`` names further inputs of the job, whose rows then are in every copy.
"""

import numpy as np
import torch
from numpy.typing import NDArray

from workloads.augmentation import Augmenter, Mixture, read_augmentation
from workloads.contract import say
from workloads.digits.images import LEVELS, SIDE
from workloads.digits.schema import SCHEMA
from workloads.stages import places, tables
from workloads.stages.ending import in_one_sentence
from workloads.stages.scaling import Scaler
from workloads.stages.settings import Settings, read_settings
from workloads.stages.tables import Numbers, Table

Order = NDArray[np.int64]

_MOST_COPIES = 1000


def augmented(train: Table, further: dict[str, Table], settings: Settings) -> Table:
    """The originals first; a copy is what an epoch would be if it were augmented in training."""
    told = dict(settings.section("augmentation"))
    copies = Settings(told).whole("copies", at_least=0, at_most=_MOST_COPIES, otherwise=10)
    told.pop("copies", None)
    plan = read_augmentation(told)
    sizes = {name: len(each) for name, each in further.items()}
    mixture = Mixture.of(plan, main=len(train), further=sizes, seed=settings.seed)
    augment = Augmenter(augmentation=plan, seed=settings.seed)
    every = np.concatenate([each.of(SCHEMA.columns) for each in _in_order(train, further)])
    made = [every[: len(train)]]
    for copy in range(copies):
        order = mixture.order(copy)
        made.append(_copy(every[order], order, copy, augment))
    return Table(columns=SCHEMA.columns, rows=np.concatenate(made))


def _in_order(train: Table, further: dict[str, Table]) -> list[Table]:
    return [train, *(each for _, each in sorted(further.items()))]


def _copy(rows: Numbers, order: Order, copy: int, augment: Augmenter) -> Numbers:
    """By its place in the copy, for a further source may give a row twice."""
    images = torch.from_numpy(rows[:, :-1] / LEVELS).float().reshape(-1, 1, SIDE, SIDE)
    seen = augment(images, epoch=copy, index=range(len(order)))
    return np.column_stack([seen.flatten(1).double().numpy() * LEVELS, rows[:, -1]])


def augment() -> None:
    settings = read_settings("augmentation")
    sources = settings.section("augmentation").get("mix_in") or {}
    given, into = places.given("train"), places.made("train")
    further = {name: tables.read(places.given(name)) for name in sources}
    rows = augmented(tables.read(given), further, settings)
    tables.write(into / "rows.csv", rows)
    Scaler.load(given).save(into)
    say(f"{len(rows)} rows to learn from")


def main() -> None:
    with in_one_sentence("augment"):
        augment()


if __name__ == "__main__":
    main()
