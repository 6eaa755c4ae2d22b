"""A container knows its place in its job from what AWS Batch sets."""

import pytest

from workloads.contract import BatchJob, SettingError, setting

ALONE = {"AWS_BATCH_JOB_ID": "job-1", "AWS_BATCH_JOB_ATTEMPT": "2"}
NODE = {
    "AWS_BATCH_JOB_ID": "job-1#1",
    "AWS_BATCH_JOB_ATTEMPT": "1",
    "AWS_BATCH_JOB_NODE_INDEX": "1",
    "AWS_BATCH_JOB_NUM_NODES": "2",
    "AWS_BATCH_JOB_MAIN_NODE_INDEX": "0",
    "AWS_BATCH_JOB_MAIN_NODE_PRIVATE_IPV4_ADDRESS": "10.0.0.5",
}


def test_a_job_alone() -> None:
    assert BatchJob.from_environment(ALONE) == BatchJob(id="job-1", attempt=2)


def test_a_child_of_an_array() -> None:
    job = BatchJob.from_environment({**ALONE, "AWS_BATCH_JOB_ARRAY_INDEX": "7"})
    assert job.array_index == 7


def test_a_node_belongs_to_the_job_of_all_nodes() -> None:
    assert BatchJob.from_environment(NODE) == BatchJob(
        id="job-1", attempt=1, node=1, nodes=2, main_node=0, main_address="10.0.0.5"
    )


def test_the_main_node_is_told_no_address() -> None:
    main = {name: value for name, value in NODE.items() if not name.endswith("ADDRESS")}
    main |= {"AWS_BATCH_JOB_ID": "job-1#0", "AWS_BATCH_JOB_NODE_INDEX": "0"}
    job = BatchJob.from_environment(main)
    assert (job.node, job.main_node, job.main_address) == (0, 0, None)


def test_a_number_that_is_none_is_named() -> None:
    with pytest.raises(SettingError, match="AWS_BATCH_JOB_ATTEMPT must be a whole number, got 'x'"):
        BatchJob.from_environment({**ALONE, "AWS_BATCH_JOB_ATTEMPT": "x"})


def test_a_setting_that_is_missing_is_named() -> None:
    with pytest.raises(SettingError, match="DATA_URI is not set: the job definition gives it"):
        setting("DATA_URI", {})
