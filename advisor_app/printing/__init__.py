"""The printing system of the computer: its printers, the jobs it was given, what they say."""
