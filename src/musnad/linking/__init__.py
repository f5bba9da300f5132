"""How mentions become entities: within an article, then across articles by judgements that can be taken back.

In one article mentions are gathered into ``Local`` persons and things (``within``). What several articles may share of
them is a ``Node``: a full name of a person with a calling, or the name of a body or place. Two nodes are judged once
(``judge``), from their names alone, so that the order in which articles come makes no difference; ``resolve`` groups
nodes into entities, and a person's decisions stand above all that. See ``docs/linking.md``.
"""
