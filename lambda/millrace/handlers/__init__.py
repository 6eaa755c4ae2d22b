"""One module for each Lambda function: parse, wire, delegate, answer."""
