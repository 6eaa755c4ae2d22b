"""Compares the ledger with what AWS says, and tells the job desk what its events did not."""
