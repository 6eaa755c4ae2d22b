"""What the emulator's CloudFormation lacks: types, refusals, and the truth about drops."""
