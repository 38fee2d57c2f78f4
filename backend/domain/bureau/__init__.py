"""Credit reports: what the law of a country says, when to look at one, what is wrong in it, and what to do then."""
