Color = tuple[float, float, float]
"""Red, green and blue, 0 to 1."""
