"""Every client speaks to the environment that was named, and to nothing else."""

import json
from pathlib import Path

import pytest
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    EndpointConnectionError,
    NoCredentialsError,
    ProfileNotFound,
    TokenRetrievalError,
)

import config
from ops.session import NOT_RUNNING, RefusalError, aws_session, in_plain_words

LOCAL = config.load("local")
DEV = config.load("dev")


@pytest.fixture
def account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A local account that runs, for a person with AWS settings of their own."""
    for name in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    mine = tmp_path / "config"
    mine.write_text("[profile mine]\nregion = eu-west-1\nendpoint_url = http://elsewhere\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(mine))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_PROFILE", "mine")
    file = tmp_path / "account.json"
    file.write_text(json.dumps({"endpoint": "http://127.0.0.1:4566", "region": "us-east-1"}))
    return file


@pytest.mark.parametrize("service", ["dynamodb", "s3", "cloudformation", "batch"])
def test_a_local_session_speaks_to_the_local_account(account: Path, service: str) -> None:
    client = aws_session(LOCAL, account=account).client(service)  # type: ignore[call-overload]

    assert client.meta.endpoint_url == "http://127.0.0.1:4566"
    assert client.meta.region_name == "us-east-1"


def test_a_local_session_never_sends_the_persons_own_credentials(account: Path) -> None:
    credentials = aws_session(LOCAL, account=account).get_credentials()

    assert credentials is not None
    assert (credentials.access_key, credentials.secret_key) == ("test", "test")


def test_a_local_session_does_not_read_the_persons_own_files(account: Path, tmp_path: Path) -> None:
    for file in ("config", "credentials"):
        (tmp_path / file).write_text("[default\nnot a file that AWS tools can read")
    client = aws_session(LOCAL, account=account).client("dynamodb")

    assert client.meta.endpoint_url == "http://127.0.0.1:4566"


def test_an_endpoint_set_by_hand_is_followed(
    account: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9999")
    client = aws_session(LOCAL, account=account).client("dynamodb")

    assert client.meta.endpoint_url == "http://127.0.0.1:9999"


def test_another_environment_is_in_aws(account: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_CONFIG_FILE")
    monkeypatch.delenv("AWS_PROFILE")
    session = aws_session(DEV, account=account)

    assert session.region_name == DEV.region
    assert session.client("dynamodb").meta.endpoint_url.endswith(".amazonaws.com")


def test_without_a_local_account_the_way_to_start_it_is_told(account: Path) -> None:
    account.unlink()

    with pytest.raises(RefusalError, match=f"^{NOT_RUNNING}$"):
        aws_session(LOCAL, account=account)


@pytest.mark.parametrize("left", ["", "{}", "[]", '{"endpoint": "http://127.0.0.1:4566"}'])
def test_an_account_that_a_crash_left_half_written_is_told(account: Path, left: str) -> None:
    account.write_text(left)

    with pytest.raises(RefusalError, match="does not say where the local account is: stop it"):
        aws_session(LOCAL, account=account)


def refusal(environment: config.Environment, error: BotoCoreError | ClientError) -> str:
    with pytest.raises(RefusalError) as refused, in_plain_words(environment):
        raise error
    return str(refused.value)


@pytest.mark.parametrize(
    "error",
    [
        NoCredentialsError(),
        ProfileNotFound(profile="mine"),
        TokenRetrievalError(provider="sso", error_msg="expired"),
    ],
)
def test_who_is_not_signed_in_is_told(error: BotoCoreError) -> None:
    assert refusal(DEV, error) == f"no AWS credentials for dev: {error}"


def test_aws_out_of_reach_is_told_apart_from_the_local_account() -> None:
    error = EndpointConnectionError(endpoint_url="https://dynamodb")

    assert refusal(LOCAL, error) == NOT_RUNNING
    assert refusal(DEV, error) == f"AWS cannot be reached for dev: {error}"


def test_a_mistake_of_ours_stays_what_it_is() -> None:
    error = ClientError({"Error": {"Code": "ValidationException", "Message": ""}}, "Scan")

    with pytest.raises(ClientError), in_plain_words(DEV):
        raise error
