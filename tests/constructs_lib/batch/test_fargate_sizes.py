"""What Fargate sells: the construct and the rule read the same page."""

import pytest

from constructs_lib.batch.fargate_sizes import is_sold
from rules.batch.fargate_sizes import check
from tests.rules.examples import template


@pytest.mark.parametrize("vcpus", [0.25, 0.5, 1, 2, 3, 4, 8, 16, 32])
def test_both_allow_the_same(vcpus: float) -> None:
    for memory in range(512, 250_000, 512):
        asked = [{"Type": "VCPU", "Value": vcpus}, {"Type": "MEMORY", "Value": memory}]
        job = {
            "Type": "AWS::Batch::JobDefinition",
            "Properties": {
                "PlatformCapabilities": ["FARGATE"],
                "ContainerProperties": {"ResourceRequirements": asked},
            },
        }
        found = list(check.check(template({"Resources": {"Job": job}})))
        assert is_sold(vcpus, memory) is not bool(found)
