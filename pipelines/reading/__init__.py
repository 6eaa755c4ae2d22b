"""Turns a workload's folder into a workload, or says all that is wrong with it."""

from pipelines.reading.loading import WORKLOADS, load, names

__all__ = ["WORKLOADS", "load", "names"]
