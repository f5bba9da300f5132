"""The attribution grammar: where cues, sources and contents may stand, and which candidate is the right one.

``view`` prepares an article; ``cues``, ``contents``, ``sources`` and ``circumstances`` list candidates in it;
``ranker`` weighs them with the weights of the language pack; ``labels`` names what was found.
"""
