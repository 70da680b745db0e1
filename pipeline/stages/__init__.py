"""The one loop, and the stages in order."""
