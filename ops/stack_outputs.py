"""What the deployed stacks tell of themselves: names and ARNs that nobody types."""

import boto3
from botocore.exceptions import ClientError

from config import Environment
from ops.session import RefusalError


def stack_output(session: boto3.Session, environment: Environment, part: str, key: str) -> str:
    """The output of the part's stack, such as LedgerTable of Events."""
    stack = f"Millrace-{environment.name}-{part}"
    outputs = _outputs(session, environment, stack)
    if key not in outputs:
        has = ", ".join(sorted(outputs)) or "none"
        raise RefusalError(f"stack {stack} has no output {key}, only: {has}; deploy it again")
    return outputs[key]


def _outputs(session: boto3.Session, environment: Environment, stack: str) -> dict[str, str]:
    try:
        [found] = session.client("cloudformation").describe_stacks(StackName=stack)["Stacks"]
    except ClientError as error:
        if "does not exist" not in error.response["Error"]["Message"]:
            raise
        raise RefusalError(
            f"no stack is called {stack} in {environment.region}: deploy it first with "
            f"{how_to_deploy(environment)}"
        ) from error
    return {output["OutputKey"]: output["OutputValue"] for output in found.get("Outputs", [])}


def how_to_deploy(environment: Environment) -> str:
    if environment.name == "local":
        return "make up"
    return f"cdk deploy --all -c environment={environment.name}"
