"""ASK: one file a noun with its routes and schemas; http/ holds what every route shares."""
