"""No definition, however odd, makes the checker stumble, nor the rules that look into templates."""

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules import findings_in
from rules.definitions import check
from rules.pipelines import NoDefinitionError, read_body
from rules.value import UNKNOWN, Reference, Text
from tests.rules.definitions.example import definition
from tests.rules.examples import template
from tests.rules.test_foreign_templates import places, replaced

ROOT = Path(__file__).parents[3]
WORDS = [
    "Get", "Std:Join", "Std:JsonGet", "Steps", "Name", "Type", "Arguments", "Condition", "Fail",
    "Training", "Tuning", "Processing", "Lambda", "ForEach", "Values", "On", "Path", "Parameters",
    "PropertyFile", "Steps.Train.", "Steps.Train[", "Parameters.", "Conditions", "IfSteps",
]  # fmt: skip
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-5, 10**30)
    | st.floats()
    | st.sampled_from([*WORDS, "", "1e999", "nan", "\ud800", "\ue0000\ue001", "9" * 5000])
    | st.text(max_size=4)
)
ANYTHING = st.recursive(
    LEAVES | st.sampled_from([UNKNOWN, Reference("Stack", "A"), Text(("a", UNKNOWN))]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*WORDS, "a", ""]), inner, max_size=3)
    ),
    max_leaves=8,
)
MANY = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
BODY = definition()
PLACES = sorted(places(BODY), key=repr)
WRITTEN = json.dumps(BODY)


@MANY
@given(place=st.sampled_from(PLACES), odd=ANYTHING)
def test_anything_in_the_place_of_any_value_raises_nothing(
    place: tuple[Any, ...], odd: object
) -> None:
    check(replaced(BODY, place, odd))


@MANY
@given(body=st.dictionaries(st.sampled_from(WORDS), ANYTHING, max_size=4))
def test_the_words_of_definitions_in_any_order_raise_nothing(body: dict[str, Any]) -> None:
    check(body)
    check({"Version": "2020-12-01", "Steps": [{"Name": "A", "Type": "Tuning", "Arguments": body}]})


def pipeline(written: object) -> dict[str, Any]:
    role = {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {}}}
    properties = {
        "RoleArn": {"Fn::GetAtt": ["Role", "Arn"]},
        "PipelineDefinition": {"PipelineDefinitionBody": written},
    }
    found = {"Type": "AWS::SageMaker::Pipeline", "Properties": properties}
    return {"Resources": {"Role": role, "Pipeline": found}}


@settings(MANY, max_examples=150)
@given(dice=st.randoms(use_true_random=True))
def test_a_body_cut_anywhere_with_tokens_between_raises_nothing(dice: random.Random) -> None:
    cuts = sorted(dice.randrange(len(WRITTEN)) for _ in range(dice.randint(1, 6)))
    pieces: list[object] = []
    for start, end in zip([0, *cuts], [*cuts, len(WRITTEN)], strict=True):
        skipped = dice.randrange(3)
        pieces += [WRITTEN[start + skipped : end], {"Fn::GetAtt": ["Role", "Arn"]}]

    findings_in(template(pipeline({"Fn::Join": ["", pieces]})).assembly)


@settings(MANY, max_examples=150)
@given(place=st.sampled_from(PLACES), odd=LEAVES)
def test_nor_does_a_body_with_anything_in_it(place: tuple[Any, ...], odd: object) -> None:
    written = json.dumps(replaced(BODY, place, odd))

    findings_in(template(pipeline(written)).assembly)


@pytest.mark.parametrize("written", ["[" * 100_000, '{"a":' * 5_000, "9" * 5000, '{"a": NaN}', ""])
def test_what_json_itself_stumbles_over_is_no_definition(written: str) -> None:
    findings_in(template(pipeline(written)).assembly)


class TestReading:
    """What the deployment puts into the JSON stands where it is put."""

    def test_within_a_string_and_without(self) -> None:
        token = Reference("Stack", "Role", "Arn")
        body = Text(('{"a": "', token, '", "b": "x-', token, '", "c": ', UNKNOWN, ', "d": "\\""}'))

        assert read_body(body) == {"a": token, "b": Text(("x-", token)), "c": UNKNOWN, "d": '"'}

    def test_a_string_that_a_token_ends_is_still_open_behind_it(self) -> None:
        assert read_body(Text(('{"a": "', UNKNOWN, UNKNOWN, '"}'))) == {
            "a": Text((UNKNOWN, UNKNOWN))
        }

    def test_of_nothing_known_nothing_is_read(self) -> None:
        assert read_body(UNKNOWN) is None

    def test_what_is_no_object_is_refused(self) -> None:
        with pytest.raises(NoDefinitionError, match="no JSON object"):
            read_body("[]")


def test_who_has_no_pipeline_does_not_wait_for_the_service_model() -> None:
    code = "import rules, sys; sys.exit('botocore' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
