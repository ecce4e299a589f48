"""A base of each release, as that release left it, and what makes the one of today.

``python -m tests.store.old`` writes the folder of the newest revision anew. That is right only
until the release is out; afterwards a change of the tables is a script of its own.
"""
