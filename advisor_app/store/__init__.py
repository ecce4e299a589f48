"""The encrypted base on the laptop."""
