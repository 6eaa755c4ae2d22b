"""An account that sets a job going and then waits to be killed."""

import sys
import time
from pathlib import Path

import boto3

from local.batch.service import create
from tests.local_batch.desk import Desk
from tests.local_batch.fakes import INSTANCE_TYPES, REGION, FakeAccount, FakeLogs
from tests.local_batch.served import serving

with serving() as server:
    account = FakeAccount(Path(sys.argv[1]))
    batch = create(account.context, instance_facts=INSTANCE_TYPES.get, logs=FakeLogs())
    server.handler = batch
    client = boto3.session.Session().client(
        "batch",
        region_name=REGION,
        endpoint_url=server.endpoint,
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    desk = Desk(client, batch)
    desk.add_gpu_queue()
    job_id = desk.submit(["sh", "-c", "setsid sleep 600 & sleep 600"])
    desk.wait(job_id, "RUNNING")
    print(job_id, flush=True)  # noqa: T201 - it is what the test waits for
    time.sleep(600)
