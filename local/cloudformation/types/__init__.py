"""The rows of our table of resource types, by what they are for."""
