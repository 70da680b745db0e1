"""The checks of `wirewatch doctor`: each part is tried for real, and a failure names the command that mends it."""
