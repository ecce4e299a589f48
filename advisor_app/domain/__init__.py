"""Values and rules of the trade; imports nothing of the other layers."""
