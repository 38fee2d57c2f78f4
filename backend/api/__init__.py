"""The HTTP API: each file holds one noun's routes and schemas; http/ holds what every route shares."""
