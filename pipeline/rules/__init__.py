"""Rules: load, match, decide, backtest. Pure."""
