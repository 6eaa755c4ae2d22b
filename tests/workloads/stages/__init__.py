"""The library of the stages, and the chains of both workloads as processes."""
