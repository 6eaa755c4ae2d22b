"""Makes a trained PyTorch model smaller, measures what that cost, and refuses what cost too much.

Knows no workload and no cloud; docs/compression.md tells how to use it.
"""

from workloads.compression.artifact import ArtifactError, Build, loaded, saved, saved_as_it_is
from workloads.compression.assessing import assess
from workloads.compression.compressing import Compressed, compress
from workloads.compression.figures import Figures, Timing
from workloads.compression.gate import Verdict, judge
from workloads.compression.layers import UncompressableError
from workloads.compression.plan import Allowance, Plan, PlanError, Prune, Quantise, Share, plan_from
from workloads.compression.report import Layer, Report, SectionError, read_section, section
from workloads.compression.tuning import Tune

__all__ = [
    "Allowance",
    "ArtifactError",
    "Build",
    "Compressed",
    "Figures",
    "Layer",
    "Plan",
    "PlanError",
    "Prune",
    "Quantise",
    "Report",
    "SectionError",
    "Share",
    "Timing",
    "Tune",
    "UncompressableError",
    "Verdict",
    "assess",
    "compress",
    "judge",
    "loaded",
    "plan_from",
    "read_section",
    "saved",
    "saved_as_it_is",
    "section",
]
