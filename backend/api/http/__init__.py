"""What every route shares. Views stay plain functions:

- every route asks for a signed-in borrower (`g.borrower`, `g.borrower_id`), unless marked `@public`;
- `g.now` is read once a request;
- a POST that creates or acts is `@idempotent`, a PATCH or DELETE runs `@with_borrower_lock`: one transaction that
  holds the borrower from before its first read (borrower_lock.py); a PATCH calls `check_if_match(row)` first;
- beside a schema `NewCard` stands the TypedDict `NewCardData` of what it reads, and the view says which it takes;
- `row_answer` answers a row with its ETag, `json_answer` anything else (answers.py);
- a list takes `PageArgs` and answers `{"items": [...], "next_cursor": ...}` with `page_answer` (pagination.py);
- errors are raised from `backend.errors`, and `problems` turns them into RFC 9457 problem details.
"""
