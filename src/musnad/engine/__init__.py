"""Where the flow runs: two operations, ``map`` and ``group``."""
