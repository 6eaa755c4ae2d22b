"""How large a fleet, how large a chunk: what an array job is expected to take and to cost."""
