"""An article to annotations: dates, quotations, speakers, topics, names. Pure."""
