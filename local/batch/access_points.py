"""Where on its file system an access point of EFS begins."""

from collections.abc import Callable

from local.batch.clients import Clients

AccessPoints = Callable[[str], str | None]
"""By the id of an access point its folder; None for one that EFS does not know."""
_OWN = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_SESSION_TOKEN": "",
}


class AwsAccessPoints:
    def __init__(self, endpoint: str, region: str) -> None:
        self._clients = Clients(endpoint)
        self._region = region

    def __call__(self, access_point: str) -> str | None:
        client = self._clients.make("efs", _OWN, self._region)
        for found in client.describe_access_points()["AccessPoints"]:
            if found["AccessPointId"] == access_point:
                return str(found.get("RootDirectory", {}).get("Path", "/"))
        return None
