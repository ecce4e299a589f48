"""Spreadsheets (XLSX): those of strangers read with care, our own written the same each time."""
