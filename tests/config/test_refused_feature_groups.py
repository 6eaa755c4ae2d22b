"""A wrong environment file is refused: groups of Feature Store."""

from pathlib import Path

import pytest

from tests.config.files import FULL, Case, but, load, said

WHERE = "feature_groups.digits-features"
NOT_A_FEATURE = (
    "must be a feature: at most 64 lower-case letters and digits, in words joined by "
    "underscores, and none of Feature Store's own (is_deleted, write_time, api_invocation_time)"
)

CASES = {
    "nothing says which thing a row is of": Case(
        ("    record_id: image_id\n", ""),
        f"dev.yaml:166: {WHERE}.record_id: is missing: the feature that says which thing a row "
        "is of",
    ),
    "nothing says of when a row is": Case(
        ("    event_time: written_at\n", ""),
        f"dev.yaml:166: {WHERE}.event_time: is missing: the feature that says of when a row is",
    ),
    "the id is no feature": Case(
        ("record_id: image_id", "record_id: image"),
        f"dev.yaml:170: {WHERE}.record_id: unknown feature, given image; allowed: image_id, "
        "written_at, ink, strokes; did you mean 'image_id'?",
    ),
    "the time is no feature": Case(
        ("event_time: written_at", "event_time: written"),
        f"dev.yaml:171: {WHERE}.event_time: unknown feature, given written; allowed: image_id, "
        "written_at, ink, strokes; did you mean 'written_at'?",
    ),
    "the time is the id": Case(
        ("event_time: written_at", "event_time: image_id"),
        f"dev.yaml:171: {WHERE}.event_time: is the record_id: a row has an id and a time, given "
        "image_id",
    ),
    "the time is a whole number": Case(
        ("event_time: written_at", "event_time: strokes"),
        f"dev.yaml:171: {WHERE}.event_time: is integral, which Feature Store takes for no time, "
        "given strokes; allowed: a feature that is string or fractional",
    ),
    "a type is not Feature Store's": Case(
        ("ink: fractional", "ink: float"),
        f"dev.yaml:169: {WHERE}.features.ink: is not one of the words for it, given float; "
        "allowed: string, integral, fractional",
    ),
    "a feature is Feature Store's own": Case(
        ("ink: fractional", "write_time: fractional"),
        f"dev.yaml:169: {WHERE}.features.write_time: {NOT_A_FEATURE}",
    ),
    "a feature would be another one in Glue": Case(
        ("ink: fractional", "Ink: fractional"),
        f"dev.yaml:169: {WHERE}.features.Ink: {NOT_A_FEATURE}",
    ),
    "the team is unknown": Case(
        ("team: vision\n    source", "team: visions\n    source"),
        f"dev.yaml:167: {WHERE}.team: unknown team, given visions; allowed: vision, risk; did "
        "you mean 'vision'?",
    ),
    "its rows are another team's": Case(
        ("source: features/vision/digits", "source: features/risk"),
        f"dev.yaml:168: {WHERE}.source: is data of team risk (risk), and this is of team "
        "vision, given features/risk",
    ),
    "its rows are raw": Case(
        ("source: features/vision/digits", "source: raw/vision/digits"),
        f"dev.yaml:168: {WHERE}.source: unknown zone that feature groups take rows from, given "
        "raw/vision/digits; allowed: curated, features",
    ),
    "it would take in what it holds": Case(
        ("source: features/vision/digits", "source: features/feature-store/digits"),
        f"dev.yaml:168: {WHERE}.source: lies where feature groups keep what they make "
        "(features/feature-store), given features/feature-store/digits",
    ),
    "it is online in words": Case(
        ("online: true", "online: yes"),
        f"dev.yaml:172: {WHERE}.online: must be true or false, given yes",
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_it_is_refused_in_one_line_if(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert said(but(change, text=FULL), tmp_path) == [message]


def test_a_group_is_offline_unless_it_says_otherwise(tmp_path: Path) -> None:
    groups = load(but(("    online: true\n", ""), text=FULL), tmp_path).feature_groups

    assert not groups["digits-features"].online
