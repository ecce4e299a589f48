"""The window: hand-coded Qt widgets over the services."""
