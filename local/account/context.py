"""What the account offers the services that we add to it, on the emulator's own state."""

import asyncio
import json
import secrets
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from local.account import hooks
from local.account.environment import ACCOUNT_ID, HOST, REGION
from local.api.context import AccountContext, RoleRefusedError

BATCH_JOBS = frozenset({"ecs-tasks.amazonaws.com", "ec2.amazonaws.com"})
SAGEMAKER = frozenset({"sagemaker.amazonaws.com"})
_PATIENCE_S = 30


def account_context(
    *, port: int, state: Path, folder: str = "jobs", principals: frozenset[str] = BATCH_JOBS
) -> AccountContext:
    """`principals` are the services for which a role may be assumed, one of which it must trust."""
    scratch = state / folder
    scratch.mkdir(parents=True, exist_ok=True)
    return AccountContext(
        account_id=ACCOUNT_ID,
        region=REGION,
        endpoint=f"http://{HOST}:{port}",
        scratch=scratch,
        python=Path(sys.executable),
        put_event=put_event,
        role_credentials=partial(role_credentials, principals=principals),
        role_exists=role_exists,
        role_of_instance_profile=role_of_instance_profile,
    )


def put_event(
    source: str, detail_type: str, detail: Mapping[str, Any], resources: Sequence[str]
) -> None:
    """Delivered on the event loop, where the emulator expects it, before this returns."""
    entry = {
        "Source": source,
        "DetailType": detail_type,
        "Detail": json.dumps(detail),
        "Resources": list(resources),
    }
    loop = hooks.MAIN_LOOP.read()
    if _is_running_here(loop):
        _put(entry)
    else:
        asyncio.run_coroutine_threadsafe(_put_later(entry), loop).result(_PATIENCE_S)


def role_credentials(
    role_arn: str, session_name: str, *, principals: frozenset[str] = BATCH_JOBS
) -> Mapping[str, str]:
    """Keys of a session that lasts as long as the account; the role must trust a principal."""
    role = hooks.ROLES.read().get(_name(role_arn))
    if role is None:
        raise RoleRefusedError(f"there is no role {role_arn}")
    trusted = set(_trusted_services(role["AssumeRolePolicyDocument"]))
    if not trusted & principals:
        raise RoleRefusedError(
            f"role {role_arn} trusts {', '.join(sorted(trusted)) or 'no service'}, "
            f"a job needs one of {', '.join(sorted(principals))}"
        )
    return _session(role, _name(role_arn), session_name)


def role_exists(role_arn: str) -> bool:
    return hooks.ROLES.read().get(_name(role_arn)) is not None


def role_of_instance_profile(name_or_arn: str) -> str | None:
    profile = hooks.INSTANCE_PROFILES.read().get(_name(name_or_arn))
    roles = profile["Roles"] if profile else []
    return str(hooks.ROLES.read()[roles[0]]["Arn"]) if roles else None


async def _put_later(entry: Mapping[str, Any]) -> None:
    _put(entry)


def _put(entry: Mapping[str, Any]) -> None:
    with hooks.REQUEST_SCOPE.read()(ACCOUNT_ID, REGION):
        hooks.PUT_EVENTS.read()({"Entries": [entry]}, allow_aws_source=True)


def _is_running_here(loop: asyncio.AbstractEventLoop) -> bool:
    try:
        return asyncio.get_running_loop() is loop
    except RuntimeError:
        return False


def _session(role: Mapping[str, Any], name: str, session_name: str) -> dict[str, str]:
    access_key = f"ASIA{secrets.token_hex(8).upper()}"
    session = {
        "Arn": f"arn:aws:sts::{ACCOUNT_ID}:assumed-role/{name}/{session_name}",
        "UserId": f"{role['RoleId']}:{session_name}",
        "SecretAccessKey": secrets.token_hex(20),
        "SessionToken": secrets.token_hex(64),
        "AccountId": ACCOUNT_ID,
        "PrincipalType": "AssumedRole",
    }
    hooks.REGISTER_SESSION.read()(access_key, session)
    return {
        "AWS_ACCESS_KEY_ID": access_key,
        "AWS_SECRET_ACCESS_KEY": session["SecretAccessKey"],
        "AWS_SESSION_TOKEN": session["SessionToken"],
    }


def _trusted_services(document: str | Mapping[str, Any]) -> Iterator[str]:
    trust = json.loads(document) if isinstance(document, str) else document
    for statement in trust["Statement"]:
        services = statement.get("Principal", {}).get("Service", [])
        yield from [services] if isinstance(services, str) else services


def _name(arn: str) -> str:
    return arn.rpartition("/")[2]
