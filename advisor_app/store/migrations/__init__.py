"""How the base changes from release to release.

A script ``rNNNN_what_it_does`` has one function, ``upgrade``, that uses Alembic's operations. It
names everything it needs itself and uses no other code of the project, so that it does the same
for ever. It neither commits nor touches triggers: the runner holds one transaction around all
scripts and makes the triggers anew. It is listed in `advisor_app.store.revision`. Tables stay
STRICT: ``batch_alter_table`` needs ``table_kwargs={"sqlite_strict": True}``.
"""
