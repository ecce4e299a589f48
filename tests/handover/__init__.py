"""A page for one telephone, through its real server."""
