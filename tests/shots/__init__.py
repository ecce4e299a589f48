"""Pictures of every screen and of the report, made by the program itself."""
