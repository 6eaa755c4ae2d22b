"""What the account finds in its environment, and its Lambdas after it: what is named here."""

from collections.abc import Mapping
from pathlib import Path

ACCOUNT_ID = "000000000000"
REGION = "us-east-1"
HOST = "127.0.0.1"
STATE_VARIABLE = "MILLRACE_ACCOUNT_STATE"
REPOSITORY = Path(__file__).resolve().parents[2]
_INHERITED = ("PATH", "LANG", "LC_ALL", "TZ", "SYSTEMROOT")
_IDLE_LAMBDA_SECONDS = 60


def clean_environment(inherited: Mapping[str, str], *, port: int, state: Path) -> dict[str, str]:
    """No credentials, proxy, home folder or Python path of the caller reaches the account."""
    kept = {name: inherited[name] for name in _INHERITED if name in inherited}
    return kept | _emulator(port, state) | _sdk() | _folders(state)


def _emulator(port: int, state: Path) -> dict[str, str]:
    return {
        "GATEWAY_PORT": str(port),
        "BIND_HOST": HOST,
        "MINISTACK_HOST": HOST,
        "MINISTACK_ACCOUNT_ID": ACCOUNT_ID,
        "MINISTACK_REGION": REGION,
        "AUTH": "true",
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "LAMBDA_WARM_TTL_SECONDS": str(_IDLE_LAMBDA_SECONDS),
        # The emulator would sweep away the containers of other emulators on this machine.
        "DOCKER_HOST": f"unix://{state}/no-docker.sock",
    }


def _sdk() -> dict[str, str]:
    return {"AWS_DEFAULT_REGION": REGION, "AWS_REGION": REGION, "AWS_EC2_METADATA_DISABLED": "true"}


def _folders(state: Path) -> dict[str, str]:
    return {
        STATE_VARIABLE: str(state),
        "HOME": str(state / "home"),
        "TMPDIR": str(state / "tmp"),
        "STATE_DIR": str(state / "emulator"),
        "S3_DATA_DIR": str(state / "s3"),
        # Custom resources written for Node find the AWS SDK there.
        "NODE_PATH": str(REPOSITORY / "node_modules"),
    }
