"""Bootstrap, synthesise, deploy: with the real CDK, watched stack by stack."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from local.account.environment import ACCOUNT_ID
from local.up.commands import Cdk
from local.up.failures import UpError
from local.up.steps import Row, Step
from local.verify.stacks import Stack, stacks_of

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient

_POLL_SECONDS = 0.5
_DONE = ("CREATE_COMPLETE", "UPDATE_COMPLETE")
_CUSTOM = "Custom::"
_UNCHANGED = "(no changes)"


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """One environment's way into the account."""

    cdk: Cdk
    client: "CloudFormationClient"
    assembly: Path

    def bootstrap(self, *, region: str) -> bool:
        """Whether there was anything to do."""
        if self._status("CDKToolkit") in _DONE:
            return False
        self.cdk.run("bootstrap", f"aws://{ACCOUNT_ID}/{region}", log="bootstrap", bare=True)
        return True

    def synthesise(self, environment: str) -> list[Stack]:
        context = f"environment={environment}"
        self.cdk.run("synth", "--quiet", "-c", context, "-o", str(self.assembly), log="synth")
        return list(stacks_of(self.assembly))

    def deploy(self, step: Step) -> str:
        """What was done, in words. The assembly is deployed as it was synthesised."""
        stacks = list(stacks_of(self.assembly))
        rows = [step.row(stack.name, len(stack.resources)) for stack in stacks]
        words = ("deploy", "--all", "--app", str(self.assembly), "--require-approval", "never")
        with self.cdk.running(*words, "--concurrency", "4", log="deploy") as is_running:
            while is_running():
                for stack, row in zip(stacks, rows, strict=True):
                    self._show(stack, row)
                time.sleep(_POLL_SECONDS)
        unchanged = self.cdk.said("deploy").count(_UNCHANGED)
        return f"{len(stacks)} stacks, {unchanged} of them unchanged"

    def _show(self, stack: Stack, row: Row) -> None:
        status = self._status(stack.name)
        if status is None:
            return
        found = self.client.describe_stack_resources(StackName=stack.name)["StackResources"]
        done = sum(resource["ResourceStatus"].endswith("_COMPLETE") for resource in found)
        row.at(done, f"{stack.name} {status.lower().replace('_', ' ')}")

    def _status(self, stack: str) -> str | None:
        try:
            return self.client.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"]
        except ClientError as error:
            if error.response["Error"]["Code"] == "ValidationError":
                return None
            raise


def refuse_unserved(stacks: list[Stack], served: list[str]) -> None:
    """A type that nothing serves would fail halfway; it is named before anything is deployed."""
    unserved = {
        f"{resource['Type']} ({stack.name}: {logical_id})"
        for stack in stacks
        for logical_id, resource in stack.resources.items()
        if resource["Type"] not in served and not resource["Type"].startswith(_CUSTOM)
    }
    if unserved:
        raise UpError(
            f"the local account does not serve {', '.join(sorted(unserved))}; "
            "add a row to local/cloudformation/types, nothing was deployed"
        )
