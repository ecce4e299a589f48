"""The same pages by other programs: each reads them as plain data and knows nothing of ours."""
