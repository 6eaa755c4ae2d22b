"""Each resource type that we add: created, changed in place, replaced, deleted, by its API."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.verify.catalogue import READERS
from local.verify.stacks import Resource as Seen
from tests.local_account.deployment import Clients, Deployed, Stacks
from tests.local_account.lives import LIVES, Life

pytestmark = pytest.mark.account


def _seen(life: Life, physical_id: str) -> Seen:
    return Seen("trial", "Given", life.type, life.given["Properties"], physical_id)


def _is_there(aws: Clients, life: Life, physical_id: str) -> bool:
    return READERS[life.type].exists(aws, _seen(life, physical_id))


def _told(aws: Clients, life: Life, physical_id: str) -> Any:
    return READERS[life.type].answer(aws, _seen(life, physical_id))


def _deployed(stacks: Stacks, life: Life, change: tuple[str, Any] | None = None) -> Deployed:
    deployed = stacks.deploy(life.stack(change))
    assert deployed.status.endswith(("CREATE_COMPLETE", "UPDATE_COMPLETE")), deployed.reasons
    return deployed


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.type)
def test_it_lives_as_its_template_says(aws: Clients, stacks: Stacks, life: Life) -> None:
    ids = [_deployed(stacks, life).ids["Given"]]
    assert _is_there(aws, life, ids[0])

    if life.in_place is not None:
        assert _deployed(stacks, life, life.in_place).ids["Given"] == ids[0]
        assert life.seen in str(_told(aws, life, ids[0]))
    if life.anew is not None:
        ids.append(_deployed(stacks, life, life.anew).ids["Given"])
        assert ids[1] != ids[0]
        assert _is_there(aws, life, ids[1])
        assert not _is_there(aws, life, ids[0])

    assert stacks.delete().status == "DELETE_COMPLETE"
    assert not _is_there(aws, life, ids[-1])


def test_what_is_kept_is_held_to_the_model_of_its_service(aws: Clients) -> None:
    with pytest.raises(ClientError, match="must be one of"):
        aws("ce").create_anomaly_monitor(
            AnomalyMonitor={"MonitorName": "trial", "MonitorType": "BESPOKE"}
        )


def test_what_is_kept_refers_to_what_is_kept(aws: Clients) -> None:
    with pytest.raises(ClientError, match="FileSystemId fs-0123456789abcdef0 is not found"):
        aws("fsx").create_data_repository_association(
            FileSystemId="fs-0123456789abcdef0", DataRepositoryPath="s3://trial"
        )
