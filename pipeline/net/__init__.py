"""The outside world: one guarded client, robots.txt, one host one gap."""
