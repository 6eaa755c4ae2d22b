"""The local account: an AWS account on this machine, to try and test every part of Millrace."""
