"""The only part that opens sockets. Whatever an address or a server says is taken for hostile: ``addresses`` (which
may be asked), ``connection`` (to exactly the one that was checked), ``fetch`` (one page within limits), ``robots``."""
