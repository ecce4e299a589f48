"""Documents on paper, one file per document."""
