"""The local account, as a process and through its AWS APIs."""
