"""The way down: the real `cdk destroy`, proof that nothing is left, and the end of the account."""

from functools import cache

import boto3
from rich.console import Console

import config
from local import process
from local.command_line import cdk_environment
from local.record import Account
from local.up.commands import Cdk
from local.up.executions import stop_executions
from local.up.failures import UpError
from local.up.places import Places
from local.up.steps import Steps
from local.verify.remains import Remains, remains
from local.verify.stacks import Resource, resources_of, stacks_of
from ops.session import aws_session

_ENVIRONMENT = "local"


def go_down(console: Console, places: Places, account: Account) -> Remains:
    """Destroys what the last way up deployed; what remains is only what its templates retain."""
    session = aws_session(config.load_or_exit(_ENVIRONMENT), account=places.told)
    return destroyed(Steps(console), places, account, session)


def destroyed(steps: Steps, places: Places, account: Account, session: boto3.Session) -> Remains:
    deployed = deployed_by(places, session)
    pipelines = [one.physical_id for one in deployed if one.type == "AWS::SageMaker::Pipeline"]
    if pipelines:
        with steps.step("stop what runs") as step:
            stopped = stop_executions(session.client("sagemaker"), pipelines)
            step.outcome = f"{stopped} executions"
    with steps.step("destroy") as step:
        cdk = Cdk(logs=places.logs, environment=cdk_environment(account, home=places.cdk_home))
        cdk.run("destroy", "--all", "--force", "--app", str(places.assembly), log="destroy")
        step.outcome = f"{len({resource.stack for resource in deployed})} stacks"
    with steps.step("verify with the AWS APIs") as step:
        found = remains(session, deployed)
        kept = f", {len(found.retained)} are kept as their template says" if found.retained else ""
        step.outcome = f"{found.gone} of {len(deployed)} resources are gone{kept}"
    for one in found.retained:
        steps.note(f"kept: {one}")
    if found.left:
        left = "\n".join(f"  {one}" for one in found.left)
        raise UpError(f"not everything that was destroyed is gone:\n{left}")
    return found


def deployed_by(places: Places, session: boto3.Session) -> list[Resource]:
    clients = cache(session.client)
    found = [one for stack in stacks_of(places.assembly) for one in resources_of(stack, clients)]
    return [resource for resource in found if resource.physical_id]


def may_be_destroyed(places: Places) -> Account | None:
    """The account, if it answers and anything was synthesised for it."""
    account = process.status(places.state)
    return account if account and (places.assembly / "manifest.json").is_file() else None
