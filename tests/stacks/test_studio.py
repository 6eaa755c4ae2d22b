"""Studio: only where the file asks for it, with the endpoints that it cannot do without."""

import json

import pytest

import config
from tests.assembly import Assembly, Template, as_list
from tests.conftest import Synthesise

_ENDPOINTS = ("sagemaker.api", "sagemaker.runtime", "studio", "sts")


@pytest.fixture(scope="module")
def local(synthesise: Synthesise) -> Assembly:
    return synthesise("local")


@pytest.fixture(scope="module")
def template(local: Assembly) -> Template:
    return local.template("Studio")


def endpoints(made: Assembly) -> str:
    found = made.template("Network").of_type("AWS::EC2::VPCEndpoint").values()
    return json.dumps([endpoint["ServiceName"] for endpoint in found])


def test_every_user_of_the_file_has_a_profile(template: Template) -> None:
    profiles = template.of_type("AWS::SageMaker::UserProfile").values()
    studio = config.load("local").studio
    assert studio is not None
    assert {profile["UserProfileName"] for profile in profiles} == set(studio.users)


def test_a_user_reads_and_writes_what_the_team_may(template: Template) -> None:
    for team in ("vision", "risk"):
        reach = json.dumps(
            [
                s["Resource"]
                for role, s in template.statements()
                if team.title() in role and "s3:GetObject" in as_list(s["Action"])
            ]
        )
        assert f"{team}/*" in reach
        assert reach.count("/*") == reach.count(f"{team}/*")


@pytest.mark.parametrize("endpoint", _ENDPOINTS)
def test_the_network_reaches_what_studio_asks(local: Assembly, endpoint: str) -> None:
    assert f".{endpoint}" in endpoints(local)


def test_without_studio_nobody_pays_for_its_endpoints(assembly: Assembly) -> None:
    assert config.load("dev").studio is None
    assert "studio" not in endpoints(assembly)
