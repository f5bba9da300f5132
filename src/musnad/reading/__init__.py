"""How bytes become articles: ``decoding`` (bytes → text), ``jsonl`` (lines → records), ``zoning`` (text →
zones), ``furniture`` (what one line is by its words), ``language`` (text → language code)."""
