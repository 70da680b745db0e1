"""What sources claim, read without guessing: dates and addresses as the web writes them. Pure."""
