"""Starts pipelines, watches them, explains how they ended, and leaves a report of each run."""
