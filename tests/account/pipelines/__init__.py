"""The pipelines of the environment, deployed: run, shown, approved, and fed with what is wrong."""
