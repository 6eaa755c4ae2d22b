"""A wrong environment file is refused: reservations, and instances that stand close together."""

from pathlib import Path

import pytest

from tests.config.files import FULL, Case, but, said

CASES = {
    "a reservation has capitals": Case(
        ("cr-0123456789abcdef0", "cr-0123456789ABCDEF0"),
        "dev.yaml:85: fleets.joined.reservation: must be the id of an On-Demand "
        "Capacity Reservation, such as cr-0123456789abcdef0, given cr-0123456789ABCDEF0",
    ),
    "a reservation is a group of them": Case(
        ("cr-0123456789abcdef0", "arn:aws:resource-groups:us-east-1:111122223333:group/ours"),
        "dev.yaml:85: fleets.joined.reservation: must be the id of an On-Demand "
        "Capacity Reservation, such as cr-0123456789abcdef0, given "
        "arn:aws:resource-groups:us-east-1:111122223333:group/ours",
    ),
    "a reservation is of one type, and the fleet of three": Case(
        (
            "    queues: {normal: 10, urgent: 100}",
            "    reservation: cr-0123456789abcdef0\n    queues: {normal: 10, urgent: 100}",
        ),
        "dev.yaml:77: fleets.gpu.reservation: a reservation is of one instance type, and this "
        "fleet may start others: make it a fleet of its own, given cr-0123456789abcdef0",
    ),
    "EFA would hold spot in one zone": Case(
        (
            "    queues: {normal: 10, urgent: 100}",
            "    efa: true\n    queues: {normal: 10, urgent: 100}",
        ),
        "dev.yaml:77: fleets.gpu.efa: spot runs out zone by zone, and EFA holds a fleet in "
        "one, given true; allowed: false",
    ),
    "an instance type has no EFA": Case(
        ("instance_types: [p5.4xlarge]", "instance_types: [g5.4xlarge]"),
        "dev.yaml:86: fleets.joined.efa: g5.4xlarge has no EFA, given true; allowed: false",
    ),
    "EFA is a word": Case(
        ("efa: true", "efa: yes"),
        "dev.yaml:86: fleets.joined.efa: must be true or false, given yes",
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_it_is_refused_in_one_line_if(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert said(but(change, text=FULL), tmp_path) == [message]


def test_efa_is_refused_where_no_job_has_several_nodes(tmp_path: Path) -> None:
    [line] = said(but(("    nodes: 2\n", "    nodes: 1\n"), text=FULL), tmp_path)

    assert line == (
        "dev.yaml:86: fleets.joined.efa: joins instances, and no training job of this fleet has "
        "several nodes, given true; allowed: false"
    )


def test_a_fleet_is_not_called_idle_while_a_job_is_unread(tmp_path: Path) -> None:
    [line] = said(but(("script: train_ddp", "script: 3"), text=FULL), tmp_path)

    assert "training.letters.script" in line
