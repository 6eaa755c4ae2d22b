"""Features: a group for each of the file, filled from the files below its source."""

import json

import pytest

import config
from tests.assembly import Assembly, Template
from tests.conftest import Synthesise


@pytest.fixture(scope="module")
def environment() -> config.Environment:
    return config.load("local")


@pytest.fixture(scope="module")
def template(synthesise: Synthesise) -> Template:
    return synthesise("local").template("Features")


def test_each_group_has_the_features_of_the_file(
    template: Template, environment: config.Environment
) -> None:
    made = {
        group["FeatureGroupName"]: {
            feature["FeatureName"]: feature["FeatureType"].lower()
            for feature in group["FeatureDefinitions"]
        }
        for group in template.of_type("AWS::SageMaker::FeatureGroup").values()
    }
    assert made == {
        f"millrace-local-{name}": {feature: str(kind) for feature, kind in group.features.items()}
        for name, group in environment.feature_groups.items()
    }


def test_the_files_below_its_source_are_taken_into_it(
    template: Template, environment: config.Environment
) -> None:
    sources = {
        key["prefix"]
        for rule in template.of_type("AWS::Events::Rule").values()
        for key in rule["EventPattern"]["detail"]["object"]["key"]
    }
    assert sources == {f"{group.source.prefix}/" for group in environment.feature_groups.values()}


def test_what_the_store_keeps_is_not_taken_in_again(template: Template) -> None:
    for rule in template.of_type("AWS::Events::Rule").values():
        for key in rule["EventPattern"]["detail"]["object"]["key"]:
            assert not "feature-store/".startswith(key["prefix"])


def test_without_groups_there_is_no_stack(production: Assembly, assembly: Assembly) -> None:
    with_groups = {name for name in ("dev", "prod") if config.load(name).feature_groups}
    for name, made in (("dev", assembly), ("prod", production)):
        is_there = any("Features" in json.dumps(t.path.name) for t in made.templates)
        assert is_there is (name in with_groups)
