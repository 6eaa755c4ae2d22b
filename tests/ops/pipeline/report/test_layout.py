"""The picture of a pipeline goes from top to bottom, and nothing in it covers anything."""

from itertools import combinations, pairwise

import pytest

from ops.pipeline.definition import Branch, PlannedStep, read_definition
from ops.pipeline.report.layers import WIDE
from ops.pipeline.report.layout import HIGH, Layout, layout
from tests.ops.pipeline.pipelines_known import DEFINITION


def steps(**after: str) -> dict[str, PlannedStep]:
    return {
        name: PlannedStep(name, "Processing", frozenset(words.split()))
        for name, words in after.items()
    }


def places(drawn: Layout) -> dict[str, tuple[float, float]]:
    return {box.step: (box.x, box.y) for box in drawn.boxes}


DIAMONDS = steps(a="", b="a", c="a", d="b c", e="a", f="d e", g="", h="g f")
MANY = {f"s{n}": PlannedStep(f"s{n}", "Training", frozenset({"s0"} - {f"s{n}"})) for n in range(9)}
SHAPES = {"digits": dict(read_definition(DEFINITION).steps), "diamonds": DIAMONDS, "many": MANY}


@pytest.mark.parametrize("shape", SHAPES)
def test_no_box_covers_another_and_all_are_within_the_picture(shape: str) -> None:
    drawn = layout(SHAPES[shape])

    for one, other in combinations(drawn.boxes, 2):
        assert abs(one.x - other.x) > WIDE or abs(one.y - other.y) > HIGH
    for box in drawn.boxes:
        assert WIDE / 2 < box.x < drawn.width - WIDE / 2
        assert 0 < box.y < drawn.height - HIGH


@pytest.mark.parametrize("shape", SHAPES)
def test_what_comes_after_stands_below(shape: str) -> None:
    at = places(layout(SHAPES[shape]))

    for step in SHAPES[shape].values():
        assert all(at[before][1] < at[step.name][1] for before in step.after)


def test_arrows_that_follow_from_others_are_left_out() -> None:
    assert len(layout(steps(a="", b="a", c="a b")).arrows) == 2


def test_a_chain_is_a_straight_line() -> None:
    at = places(layout(steps(a="", b="a", c="b", d="c")))

    assert len({x for x, _ in at.values()}) == 1


def test_what_needs_nothing_stands_right_above_what_needs_it() -> None:
    at = places(layout(steps(a="", b="a", c="b", champion="", evaluate="c champion")))

    assert at["champion"][1] == at["c"][1]


def test_an_arrow_over_layers_goes_round_the_boxes_in_them() -> None:
    shape = steps(a="", b="a", c="b", d="c", late="a", e="d late")
    drawn = layout(shape)
    at = places(drawn)

    [bent] = [arrow for arrow in drawn.arrows if arrow.path.count("C") > 1]
    points = [tuple(map(float, end.split()[-2:])) for end in bent.path[1:].split("C")]
    inside = [
        (x, name)
        for x, y in points
        for name in ("c", "d")
        if abs(y - HIGH / 2 - at[name][1]) <= HIGH / 2 and abs(x - at[name][0]) <= WIDE / 2
    ]
    assert len(points) > 2
    assert inside == []


def test_a_branch_says_on_which_answer_it_runs() -> None:
    gate = {
        "gate": PlannedStep("gate", "Condition"),
        "good": PlannedStep("good", "Lambda", frozenset({"gate"}), Branch("gate", outcome=True)),
        "bad": PlannedStep("bad", "Fail", frozenset({"gate"}), Branch("gate", outcome=False)),
    }

    assert [arrow.label for arrow in layout(gate).arrows] == ["yes", "no"]


def test_the_order_of_names_in_a_set_does_not_matter() -> None:
    shuffled = [
        {
            name: PlannedStep(name, "x", frozenset(list(step.after)[::turn]))
            for name, step in DIAMONDS.items()
        }
        for turn in (1, -1)
    ]

    assert all(one == other for one, other in pairwise(map(layout, shuffled)))
