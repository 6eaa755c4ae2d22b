"""The champion is the newest approved model of its group, or nobody."""

from dataclasses import replace

import pytest

from millrace.domain.registry import Champion, ChampionError, Container, champion_of
from tests.lambda_.registered import (
    ARN,
    MODEL,
    PACKAGE,
    TRANSFORM,
    KnownRegistry,
    approved,
)


def test_a_group_without_an_approved_model_has_none() -> None:
    registry = KnownRegistry((PACKAGE, replace(PACKAGE, arn="other", approval="Rejected")))
    assert champion_of("dev-digits", registry) == Champion(
        model_uri="none", transform_uri="none", package_arn="none"
    )


def test_its_model_its_transform_and_its_package_are_named() -> None:
    assert champion_of("dev-digits", KnownRegistry((approved(),))) == Champion(
        model_uri="s3://models/model.tar.gz",
        transform_uri="s3://features/transform/model.tar.gz",
        package_arn=ARN,
    )


def test_a_model_of_another_group_is_no_champion() -> None:
    registry = KnownRegistry((approved(group="dev-tabular"),))
    assert champion_of("dev-digits", registry).model_uri == "none"


def test_a_model_that_needs_no_transform_has_none() -> None:
    registry = KnownRegistry((approved(containers=(MODEL,)),))
    assert champion_of("dev-digits", registry).transform_uri == "none"


def test_of_containers_without_names_the_last_is_the_model() -> None:
    unnamed = tuple(replace(each, hostname=None) for each in (TRANSFORM, MODEL))
    found = champion_of("dev-digits", KnownRegistry((approved(containers=unnamed),)))
    assert (found.model_uri, found.transform_uri) == (MODEL.model_uri, "none")


@pytest.mark.parametrize("containers", [(), (Container(hostname="model", model_uri=None),)])
def test_a_champion_that_lies_nowhere_stops_the_pipeline(containers: tuple[Container]) -> None:
    with pytest.raises(ChampionError) as refused:
        champion_of("dev-digits", KnownRegistry((approved(containers=containers),)))
    assert str(refused.value) == f"{ARN} is approved, and none of its containers names its model"
