"""Deadlines on spot: what the policies cost beside the least that was possible."""

from ops.bench.deadlines.word import HELP, arguments, main

__all__ = ["HELP", "arguments", "main"]
