"""What a deployment into the local account would change, as the real CDK command line tells it."""

from local.command_line import cdk_environment
from local.record import Account
from local.up.commands import Cdk
from local.up.places import Places

_LOG = "diff"


def difference(places: Places, account: Account) -> str:
    """By templates alone: the account's change sets take too much for a replacement."""
    environment = cdk_environment(account, home=places.cdk_home) | {"CDK_VALIDATION": "false"}
    cdk = Cdk(logs=places.logs, environment=environment)
    output = str(places.folder / "cdk.diff")
    cdk.run(
        *("diff", "--context", "environment=local", "--output", output, "--method=template"),
        log=_LOG,
    )
    return cdk.said(_LOG)
