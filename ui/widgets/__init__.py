"""The bricks that screens are built from, each imported where it is needed."""
