"""A wrong environment file is refused: names that would be one in the templates."""

from pathlib import Path

import pytest

from tests.config.files import FULL, Case, but, load, said

TRANSFORM = "  digits-transform:"

CASES = {
    "two jobs of different kinds have a name": Case(
        (TRANSFORM, "  letters:"),
        "dev.yaml:127: processing.letters: training.letters has that name; "
        "allowed: a name that no other has",
    ),
    "a job has the name of a fleet": Case(
        (TRANSFORM, "  gpu:"),
        "dev.yaml:127: processing.gpu: fleets.gpu has that name; allowed: a name that no other has",
    ),
    "a job has the name of a fleet on Fargate": Case(
        (TRANSFORM, "  glue:"),
        "dev.yaml:127: processing.glue: fargate.glue has that name; "
        "allowed: a name that no other has",
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_it_is_refused_in_one_line_if(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert said(but(change, text=FULL), tmp_path) == [message]


def with_fleet_called(name: str) -> str:
    return but(("  glue:\n", f"  {name}:\n"), ("fleet: glue", f"fleet: {name}"), text=FULL)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("gpu", "fleets.gpu has that name; allowed: a name that no other has"),
        ("gpu-urgent", "makes the output GpuUrgentQueue, as fleets.gpu.queues.urgent does"),
        ("letters-job", "makes the output LettersJobQueue, as training.letters does"),
    ],
)
def test_a_fleet_is_refused_if_it_is_called(name: str, message: str, tmp_path: Path) -> None:
    assert said(with_fleet_called(name), tmp_path) == [f"dev.yaml:88: fargate.{name}: {message}"]


def test_the_first_queue_of_a_fleet_lends_it_no_name(tmp_path: Path) -> None:
    assert "gpu-normal" in load(with_fleet_called("gpu-normal"), tmp_path).fargate
