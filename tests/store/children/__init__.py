"""Programs that the tests start, watch and kill."""
