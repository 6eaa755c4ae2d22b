"""Boosting, round by round, with checkpoints and the lines that tuning jobs read."""

import json
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import Any

import xgboost

from local.sagemaker.jobs.xgboost.data import matrix
from local.sagemaker.jobs.xgboost.refusals import UserError
from local.sagemaker.jobs.xgboost.settings import Settings

_CHECKPOINT = "xgboost-checkpoint"
_MODEL = "xgboost-model"
_KEPT = 5


def train(root: Path, settings: Settings) -> None:
    channels = json.loads((root / "input/config/inputdataconfig.json").read_text())
    told = {name: _channel(root, name, channels, settings) for name in ("train", "validation")}
    sets = [(one, name) for name, one in told.items() if one is not None]
    if told["train"] is None:
        raise UserError("the channel 'train' is required")
    checkpoints = Checkpoints(root / "checkpoints")
    model, done = checkpoints.latest()
    signal.signal(signal.SIGTERM, _leave)
    if done < settings.num_round:
        model = xgboost.train(
            settings.parameters,
            told["train"],
            num_boost_round=settings.num_round - done,
            evals=sets,
            verbose_eval=False,
            xgb_model=model,
            callbacks=[_EachRound(checkpoints, done), *_patience(settings, sets)],
        )
    place = root / "model" / _MODEL
    place.parent.mkdir(parents=True, exist_ok=True)
    _save(model, place)


def _save(model: Any, place: Path) -> None:
    """The ending says the format; the container's files have none."""
    unfinished = place.with_name(f".{place.name}.ubj")
    model.save_model(unfinished)
    unfinished.rename(place)


class Checkpoints:
    """The last few rounds, where SageMaker carries them to S3 and back."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def latest(self) -> tuple[Any, int]:
        """The model so far and how many rounds it has; none and 0 at the very beginning."""
        rounds = self._rounds()
        if not rounds:
            return None, 0
        model = xgboost.Booster()
        model.load_model(bytearray(self._path(rounds[-1]).read_bytes()))
        print(f"INFO: resuming from round {rounds[-1] + 1}", flush=True)
        return model, rounds[-1] + 1

    def save(self, model: Any, number: int) -> None:
        if not self._folder.is_dir():
            return
        _save(model, self._path(number))
        for old in self._rounds()[:-_KEPT]:
            self._path(old).unlink()

    def _path(self, number: int) -> Path:
        return self._folder / f"{_CHECKPOINT}.{number}"

    def _rounds(self) -> list[int]:
        return sorted(
            int(path.name.rpartition(".")[2]) for path in self._folder.glob(f"{_CHECKPOINT}.*")
        )


class _EachRound(xgboost.callback.TrainingCallback):  # type: ignore[misc]
    """Says [12]#011train-rmse:0.10000#011validation-rmse:0.20000, and saves what it has."""

    def __init__(self, checkpoints: Checkpoints, done: int) -> None:
        super().__init__()
        self._checkpoints = checkpoints
        self._done = done

    def after_iteration(
        self, model: Any, epoch: int, evals_log: Mapping[str, Mapping[str, list[float]]]
    ) -> bool:
        values = "".join(
            f"#011{channel}-{metric}:{series[-1]:.5f}"
            for channel, metrics in evals_log.items()
            for metric, series in metrics.items()
        )
        print(f"[{epoch + self._done}]{values}", flush=True)
        self._checkpoints.save(model, epoch + self._done)
        return False


def _patience(settings: Settings, sets: list[tuple[Any, str]]) -> list[Any]:
    if settings.early_stopping_rounds is None:
        return []
    if len(sets) < 2:  # noqa: PLR2004 - train alone says nothing
        raise UserError("early_stopping_rounds needs the channel 'validation'")
    return [xgboost.callback.EarlyStopping(rounds=settings.early_stopping_rounds)]


def _channel(root: Path, name: str, channels: Mapping[str, Any], settings: Settings) -> Any:
    if name not in channels:
        return None
    content = channels[name].get("ContentType", "text/libsvm")
    return matrix(
        root / "input/data" / name,
        content,
        has_weights=settings.csv_weights == 1 and name == "train",
    )


def _leave(_number: int, _frame: FrameType | None) -> None:
    """A spot notice: every round is in the checkpoints already."""
    sys.exit(0)
