"""What was kept, read again: ``again`` (all raw bytes with this version), ``versions`` (what changed at an address)."""
