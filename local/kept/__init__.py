"""Services of which only the control plane is kept: what was given is described, nothing works."""
