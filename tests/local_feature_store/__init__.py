"""The Feature Store of the local account: records, both stores, the rights for them."""
