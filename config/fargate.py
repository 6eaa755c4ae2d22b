"""A fleet without instances: small jobs on AWS Fargate."""

from config.catalogue import fargate
from config.pools import Pool


class FargateFleet(Pool):
    def _worst_usd(self, max_vcpus: int) -> float:
        """Each vCPU with the most memory that Fargate gives it; AWS Batch keeps to this limit."""
        return max_vcpus * fargate().dearest_usd_per_vcpu_hour
