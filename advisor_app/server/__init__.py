"""The office: what all laptops exchange with."""
