"""Whether the network that a job shall run in exists, and its role may look at it."""

from collections.abc import Mapping
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError
from mypy_boto3_ec2 import EC2Client

from local.batch.clients import Clients
from local.sagemaker.jobs.failures import client_error


class Network(Protocol):
    def check(self, vpc: Mapping[str, Any], credentials: Mapping[str, str]) -> None:
        """Raises JobFailedError."""
        ...


class Ec2Network:
    def __init__(self, clients: Clients, region: str) -> None:
        self._clients = clients
        self._region = region

    def check(self, vpc: Mapping[str, Any], credentials: Mapping[str, str]) -> None:
        ec2: EC2Client = self._clients.make("ec2", credentials, self._region)
        try:
            subnets = ec2.describe_subnets(SubnetIds=vpc["Subnets"])["Subnets"]
            groups = ec2.describe_security_groups(GroupIds=vpc["SecurityGroupIds"])
        except (ClientError, BotoCoreError) as error:
            raise client_error(f"Unable to use the VpcConfig: {error}") from error
        vpcs = {one["VpcId"] for one in (*subnets, *groups["SecurityGroups"])}
        if len(vpcs) > 1:
            raise client_error(
                f"the subnets and security groups of VpcConfig must be of one VPC, "
                f"got {', '.join(sorted(vpcs))}"
            )
