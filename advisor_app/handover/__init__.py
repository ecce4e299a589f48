"""A page that a telephone opens once, straight from the laptop, to take a document along."""
