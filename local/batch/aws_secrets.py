"""Reads secrets from Secrets Manager and the parameter store, as the execution role."""

import json
from collections.abc import Mapping

from botocore.exceptions import BotoCoreError, ClientError

from local.batch.clients import Clients
from local.batch.secret_values import SecretRefusedError

_SECRET_PARTS = 7
_SECRETS_MANAGER = "secretsmanager"


class AwsSecrets:
    def __init__(self, endpoint: str, region: str) -> None:
        self._clients = Clients(endpoint)
        self._region = region

    def read(self, reference: str, credentials: Mapping[str, str]) -> str:
        try:
            if f":{_SECRETS_MANAGER}:" in reference:
                return self._secret(reference.split(":"), credentials)
            return self._parameter(reference, credentials)
        except (ClientError, BotoCoreError) as error:
            raise SecretRefusedError(f"{reference}: {error}") from error

    def _secret(self, parts: list[str], credentials: Mapping[str, str]) -> str:
        """After the ARN may stand a key of the JSON within, a stage and a version."""
        key, stage, version = [*parts[_SECRET_PARTS:], "", "", ""][:3]
        asked = {"VersionStage": stage, "VersionId": version}
        found = self._clients.make(_SECRETS_MANAGER, credentials, self._region).get_secret_value(
            SecretId=":".join(parts[:_SECRET_PARTS]),
            **{name: value for name, value in asked.items() if value},
        )
        text = str(found["SecretString"])
        if not key:
            return text
        try:
            return str(json.loads(text)[key])
        except (ValueError, KeyError, TypeError) as error:
            raise SecretRefusedError(f"{':'.join(parts)}: it has no key {key!r}") from error

    def _parameter(self, reference: str, credentials: Mapping[str, str]) -> str:
        name = reference.partition(":parameter")[2] or reference
        found = self._clients.make("ssm", credentials, self._region).get_parameters(
            Names=[name], WithDecryption=True
        )
        if not found["Parameters"]:
            raise SecretRefusedError(f"invalid parameters: {reference}")
        return str(found["Parameters"][0]["Value"])
