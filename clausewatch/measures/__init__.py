"""The one door to every figure."""
