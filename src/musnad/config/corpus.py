"""Every threshold of runs over many articles: unit, range, where it came from."""

from __future__ import annotations

PIECE_BYTES = 16_000_000
"""How much of an input one task reads, in bytes; lines of JSON are cut there, other files are read whole.

Range: 1,000,000 to 1,000,000,000. Origin: some 4,000 articles, half a minute of one core in fast mode; what is lost
when a worker dies.
"""

PARTITION_BYTES = 16_000_000
"""How much plain input there is for one partition, in bytes. Range: as above. Origin: as above."""

PACKED_TIMES = 5
"""How much larger a compressed input is once unpacked. Range: 1 to 20. Origin: news text under gzip and xz."""

PARTITIONS_MAX = 4_096
"""The most partitions that are made unless asked for. Range: 64 to 65,536.

Origin: each task of a stage reads one block from each file of the stage before: 17 million reads at this number.
"""

OUTBOX_BYTES = 64_000_000
"""How much a task may have ready for other tasks before it is written, in bytes. Range: 1,000,000 to 1,000,000,000.

Origin: set by hand: a quarter of what a task takes otherwise.
"""

MEETING_ARTICLES_MAX = 24_000
"""Up to how many articles of six days are compared in one task; the words of more are divided. Range: 100 to 100,000.

Origin: half of them are unpacked at once, 20 kB each, so 240 MB of a task; up to here each is sent twice, beyond up to
48 times.
"""

EDGES_AT_ONCE = 2_000_000
"""Up to how many edges the parts of a graph are found in one task. Range: 0 to 50,000,000.

Origin: two million pairs of ids take 0.6 GB; beyond, rounds over partitions find the same parts.
"""

LIGHT_BYTES = 8_000_000
"""Up to how much packed input the quick stages are done without workers, in bytes. Range: 0 to 100,000,000.

Origin: a second or two of work; two workers take as long to start.
"""
