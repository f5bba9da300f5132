"""A web page → its title, text, outlet and date, and which of its signs said so: ``markup`` (bytes → tree),
``linked`` (JSON-LD), ``signs`` (metadata), ``body``, ``headline``, ``outlet``, ``dates``, ``address``, ``page``."""
