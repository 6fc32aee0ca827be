"""Tables, codes, dimensions, filters and viewers: the words everything else is written in."""
