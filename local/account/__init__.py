"""The account's own process: the emulator, what it lacks, and the words for asking about both."""
