"""What no role may do, whatever its own policies say, where an account asks for such a limit."""

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from constructs import Construct


class PermissionsBoundary(Construct):
    """Bounds every role of its stack, those that the CDK makes for its own functions too.

    ``policy`` is the name of a managed policy that the account's administrators keep there.
    """

    def __init__(self, scope: Construct, id: str, *, policy: str) -> None:
        super().__init__(scope, id)
        boundary = iam.ManagedPolicy.from_managed_policy_name(self, "Policy", policy)
        iam.PermissionsBoundary.of(Stack.of(self)).apply(boundary)
