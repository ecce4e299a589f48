"""What a user can do; the only door for the window and the command line."""
