"""What the stages of every workload share: places, settings, tables, the split, the judgement.

Knows no workload, and of the cloud only where a champion lies; docs/workloads.md tells how to use
it. The modules are imported one by one: a container that serves has not what one that prepares has.
"""
