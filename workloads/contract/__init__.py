"""The checkpoint contract: a job killed at any instant resumes, and ends as if it had not been.

Imports no AWS: stores are given their clients, and AWS Batch speaks through the environment.
docs/checkpoints.md tells how to write a workload with it.
"""

from workloads.contract.batch_job import BatchJob, SettingError, setting
from workloads.contract.cadence import Cadence, interval_s
from workloads.contract.carrying_out import EXIT_RECLAIMED, Work, carry_out, say
from workloads.contract.checkpoints import Checkpoints, Found
from workloads.contract.flags import Flags, whole_number
from workloads.contract.folder_store import FolderStore
from workloads.contract.host import HostWatch, listen
from workloads.contract.notice import Notice, NoticeError, Reclaimed
from workloads.contract.progress import Report, read_report
from workloads.contract.randomness import random_state, restore_random_state
from workloads.contract.refusals import RefusedError, in_one_sentence
from workloads.contract.s3_store import CheckpointTooLargeError, S3Store
from workloads.contract.seal import TornError, seal, unseal
from workloads.contract.store import Store

__all__ = [
    "EXIT_RECLAIMED",
    "BatchJob",
    "Cadence",
    "CheckpointTooLargeError",
    "Checkpoints",
    "Flags",
    "FolderStore",
    "Found",
    "HostWatch",
    "Notice",
    "NoticeError",
    "Reclaimed",
    "RefusedError",
    "Report",
    "S3Store",
    "SettingError",
    "Store",
    "TornError",
    "Work",
    "carry_out",
    "in_one_sentence",
    "interval_s",
    "listen",
    "random_state",
    "read_report",
    "restore_random_state",
    "say",
    "seal",
    "setting",
    "unseal",
    "whole_number",
]
