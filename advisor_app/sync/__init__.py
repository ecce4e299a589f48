"""The exchange with the office: messages, the merge, and what the laptop sends and takes in."""
