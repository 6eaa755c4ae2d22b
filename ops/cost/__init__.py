"""What an environment costs in which nothing runs: docs/cost.md explains the figures."""
