"""No template, however odd, makes a rule stumble."""

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules import RULES, Template, findings_in
from rules.template import Assembly as Deployed
from tests.assembly import Assembly
from tests.rules.examples import examples, template
from tests.rules.mutation import INTRINSICS, foreign, mutated

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-5, 10**20)
    | st.floats()
    | st.sampled_from(["", "*", "Queue", "AWS::NoValue", "1e999", "nan", "${Queue.Arn}", "\ud800"])
    | st.text(max_size=4)
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*INTRINSICS, "Statement", "Type", "a", ""]), inner, max_size=2
        )
    ),
    max_leaves=6,
)

BODIES = [body for _, _, body in (*examples("fails"), *examples("passes")) if len(str(body)) < 5000]

DICE = st.randoms(use_true_random=True)
"""Its repr is its seed."""
MANY = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ODD: list[object] = [
    None, [], "", 1, {}, {"Resources": None}, {"Resources": []}, {"Resources": {"A": None}},
    {"Resources": {"A": []}}, {"Resources": {"A": {}}}, {"Resources": {1: {"Type": 1}}},
    {"Outputs": []}, {"Outputs": {"A": None}}, {"Outputs": {"A": {"Export": 1}}},
    {"Mappings": {"A": 1}, "Resources": {"A": {"Properties": {"Fn::FindInMap": ["A", "B"]}}}},
]  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for name, inner in items:
        yield (*path, name)
        if isinstance(inner, dict | list):
            yield from places(inner, (*path, name))


def replaced(body: dict[str, Any], path: tuple[Any, ...], value: object) -> dict[str, Any]:
    changed: Any = copy.deepcopy(body)
    inner = changed
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    whole: dict[str, Any] = changed
    return whole


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_anything_in_the_place_of_any_value_raises_nothing(data: st.DataObject) -> None:
    body = data.draw(st.sampled_from(BODIES))
    path = data.draw(st.sampled_from(sorted(places(body), key=repr)))
    odd = template(replaced(body, path, data.draw(ANYTHING)))

    findings_in(odd.assembly)


@MANY
@given(dice=DICE)
def test_examples_side_by_side_and_changed_in_several_places_raise_nothing(
    dice: random.Random,
) -> None:
    chosen = [dice.choice(BODIES).get("Resources", {}) for _ in range(dice.randint(1, 3))]
    resources = {
        f"{name}{n}": body for n, found in enumerate(chosen) for name, body in found.items()
    }

    findings_in(template(mutated({"Resources": {**resources, **chosen[0]}}, dice)).assembly)


@MANY
@given(dice=DICE)
def test_the_words_of_the_rules_in_any_order_raise_nothing(dice: random.Random) -> None:
    findings_in(template(foreign(dice)).assembly)


@settings(MANY, max_examples=60)
@given(dice=DICE)
def test_our_own_templates_changed_in_several_places_raise_nothing(
    assembly: Assembly, dice: random.Random
) -> None:
    bodies = [dict(made.body) for made in assembly.templates]
    spoilt = dice.randrange(len(bodies))
    templates = [
        Template(f"Stack{n}", mutated(body, dice) if n == spoilt else body, region="us-east-1")
        for n, body in enumerate(bodies)
    ]

    findings_in(Deployed.of(*templates))


@pytest.mark.parametrize("body", ODD, ids=repr)
def test_a_template_of_the_wrong_shape_has_no_findings(body: object) -> None:
    assert findings_in(template(body).assembly) == []


TYPES = sorted({r["Type"] for body in BODIES for r in body.get("Resources", {}).values()})


@pytest.mark.parametrize("properties", [None, [], "x", 1, {"Fn::If": ["A", {}, {}]}], ids=repr)
@pytest.mark.parametrize("type_", TYPES)
def test_a_resource_without_readable_properties_raises_nothing(
    type_: str, properties: object
) -> None:
    body = {"Resources": {"A": {"Type": type_, "Properties": properties}, "B": {"Type": type_}}}

    findings_in(template(body).assembly)


def test_numbers_as_strings_make_no_difference(assembly: Assembly) -> None:
    """YAML written by hand has them: what is right as numbers is right as strings."""
    for synthesised in assembly.templates:
        whole = json.loads(synthesised.path.read_text(), parse_int=str)
        assert findings_in(template(whole).assembly) == []


def test_a_template_that_refers_to_itself_ends() -> None:
    output = {"Fn::GetStackOutput": {"StackName": "Stack", "OutputName": "A"}}
    topic = {"Type": "AWS::SNS::Topic", "Properties": {"KmsMasterKeyId": output}}
    body = {"Resources": {"Topic": topic}, "Outputs": {"A": {"Value": output}}}

    assert findings_in(template(body).assembly) == []


def test_every_rule_is_run() -> None:
    assert len(RULES) >= 50
