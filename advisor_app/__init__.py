"""The product without a window: rules, records, reports and services."""

__version__ = "0.1.0"
