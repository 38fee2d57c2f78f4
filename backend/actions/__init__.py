"""DO: one verb is one transaction. `now` comes in; rows, or an error of `backend.errors`, come out."""
