"""The whole way up, step by step; each step finds what is there already."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import boto3
from rich.console import Console

import config
from config.tenancy import NOBODYS_SHARE
from local import process
from local.command_line import cdk_environment
from local.record import Account
from local.up.admin import Admin
from local.up.commands import Cdk
from local.up.deployment import Deployment, refuse_unserved
from local.up.failures import UpError
from local.up.first_job import Clients, FirstJob
from local.up.places import Places
from local.up.steps import Step, Steps
from local.up.summary import Summary
from local.verify import Verification, verify
from local.verify.stacks import stacks_of
from ops.session import aws_session
from ops.stack_outputs import stack_output

_ENVIRONMENT = "local"
_OUTPUTS = {"RawBucket": "Foundation", "DigitsJobQueue": "Batch", "DigitsJob": "Batch"}


@dataclass(frozen=True, kw_only=True)
class Up:
    """A running account, and the way to the environment in it."""

    steps: Steps
    places: Places
    environment: config.Environment
    account: Account
    session: boto3.Session

    @classmethod
    def begin(cls, console: Console, places: Places, *, port: int) -> "Up":
        steps = Steps(console)
        environment = config.load_or_exit(_ENVIRONMENT)
        with steps.step("local account") as step:
            account = process.start(port, places.state)
            step.outcome = account.endpoint
        return cls(
            steps=steps,
            places=places,
            environment=environment,
            account=account,
            session=aws_session(environment, account=places.told),
        )

    @property
    def admin(self) -> Admin:
        return Admin(self.account.endpoint)

    def deploy(self) -> Verification:
        deployment = self.deployment
        with self.steps.step("bootstrap and synthesise") as step, ThreadPoolExecutor() as both:
            region = self.environment.region
            bootstrapping = both.submit(deployment.bootstrap, region=region)
            stacks = deployment.synthesise(_ENVIRONMENT)
            step.outcome = "bootstrapped" if bootstrapping.result() else ""
        refuse_unserved(stacks, self.admin.served_types())
        with self.steps.step("deploy") as step:
            step.outcome = deployment.deploy(step)
        return self._verify()

    def run_first_job(self) -> FirstJob:
        job = FirstJob(
            share=self.environment.training["digits"].team or NOBODYS_SHARE,
            clients=Clients(
                batch=self.session.client("batch"),
                logs=self.session.client("logs"),
                s3=self.session.client("s3"),
            ),
            outputs={
                key: stack_output(self.session, self.environment, part, key)
                for key, part in _OUTPUTS.items()
            },
            reclaim=self.admin.reclaim,
        )
        with self.steps.step("train digits on spot") as step:
            job.submit()
            _watch(job, step)
        return job

    @property
    def deployment(self) -> Deployment:
        environment = cdk_environment(self.account, home=self.places.cdk_home)
        # The slow template validation protects where a change is checked: make check, CI.
        cdk = Cdk(logs=self.places.logs, environment=environment | {"CDK_VALIDATION": "false"})
        return Deployment(
            cdk=cdk, client=self.session.client("cloudformation"), assembly=self.places.assembly
        )

    def _verify(self) -> Verification:
        with self.steps.step("verify with the AWS APIs") as step:
            verification = verify(self.session, self.places.assembly)
            step.outcome = f"{verification.found} of {verification.expected} resources are there"
        if not verification.is_complete:
            missing = "\n".join(f"  {one}" for one in verification.missing)
            raise UpError(f"not everything that was deployed is there:\n{missing}")
        return verification


def go_up(console: Console, places: Places, *, port: int) -> None:
    up = Up.begin(console, places, port=port)
    verification = up.deploy()
    job = up.run_first_job()
    Summary(
        environment=up.environment,
        session=up.session,
        account=up.account,
        verification=verification,
        stacks=[stack.name for stack in stacks_of(places.assembly)],
        dropped=up.admin.dropped(),
        job=job,
    ).show(console)


def _watch(job: FirstJob, step: Step) -> None:
    row = None
    for seen in job.watch():
        if seen.epochs and row is None:
            row = step.row("train digits on spot", seen.epochs)
        if row is not None:
            row.at(seen.epoch, ": ".join(filter(None, (seen.state.lower(), seen.line))))
    step.outcome = f"job {job.id}"
