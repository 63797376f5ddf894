"""Everything that is true without a screen: no module below this one imports Qt."""
