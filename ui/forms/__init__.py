"""The record of a firm in groups of fields, for the screens that ask for it."""
