"""The tables that laptop and office share."""
