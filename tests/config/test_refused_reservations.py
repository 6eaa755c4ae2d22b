"""A wrong environment file is refused: reservations, and instances that stand close together."""

from pathlib import Path

import pytest

from tests.config.files import FULL, Case, but, load, said

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
    "a Capacity Block is named by its own id": Case(
        ("reservation: cr-0123456789abcdef0", "capacity_block: cb-0123456789abcdef0"),
        "dev.yaml:85: fleets.joined.capacity_block: must be the id of a Capacity Block's "
        "reservation, such as cr-0123456789abcdef0, given cb-0123456789abcdef0",
    ),
    "a Capacity Block is of one type, and the fleet of three": Case(
        (
            "    queues: {normal: 10, urgent: 100}",
            "    capacity_block: cr-0123456789abcdef0\n    queues: {normal: 10, urgent: 100}",
        ),
        "dev.yaml:77: fleets.gpu.capacity_block: a reservation is of one instance type, and this "
        "fleet may start others: make it a fleet of its own, given cr-0123456789abcdef0",
    ),
    "a fleet aims at a reservation and at a Capacity Block": Case(
        ("    efa: true", "    efa: true\n    capacity_block: cr-0123456789abcdef1"),
        "dev.yaml:87: fleets.joined.capacity_block: a reservation and a Capacity Block are two "
        "aims, and a fleet has one: leave one of them out, given cr-0123456789abcdef1",
    ),
    "a Capacity Block waits no shorter than it takes to begin": Case(
        (
            "reservation: cr-0123456789abcdef0",
            "capacity_block: cr-0123456789abcdef0\n    stuck_minutes: {capacity: 1440}",
        ),
        "dev.yaml:85: fleets.joined.capacity_block: a job may wait for its Capacity Block to "
        "begin, however long: leave stuck_minutes.capacity out, given cr-0123456789abcdef0",
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


IN_A_BLOCK = but(("reservation: cr-", "capacity_block: cr-"), text=FULL)


def test_a_type_that_no_capacity_block_is_of_is_refused(tmp_path: Path) -> None:
    other = but(("instance_types: [p5.4xlarge]", "instance_types: [g5.4xlarge]"), text=IN_A_BLOCK)

    [line, *_] = said(other, tmp_path)

    assert line == (
        "dev.yaml:85: fleets.joined.capacity_block: AWS sells no Capacity Blocks of g5.4xlarge, "
        "given cr-0123456789abcdef0; allowed: p4d, p4de, p5, p5en, p6-b200, p6-b300"
    )


def test_a_fleet_in_a_capacity_block_costs_no_more_than_its_vcpus(tmp_path: Path) -> None:
    """On-demand AWS Batch may go an instance beyond them."""
    block, on_demand = (load(text, tmp_path).fleets["joined"] for text in (IN_A_BLOCK, FULL))

    assert block.capacity_block == "cr-0123456789abcdef0"
    assert block.worst_usd_per_hour == pytest.approx(2 * 6.88)
    assert on_demand.worst_usd_per_hour == pytest.approx(3 * 6.88)


def test_efa_is_refused_where_no_job_has_several_nodes(tmp_path: Path) -> None:
    [line] = said(but(("    nodes: 2\n", "    nodes: 1\n"), text=FULL), tmp_path)

    assert line == (
        "dev.yaml:86: fleets.joined.efa: joins instances, and no training job of this fleet has "
        "several nodes, given true; allowed: false"
    )


def test_a_fleet_is_not_called_idle_while_a_job_is_unread(tmp_path: Path) -> None:
    [line] = said(but(("script: train_ddp", "script: 3"), text=FULL), tmp_path)

    assert "training.letters.script" in line
