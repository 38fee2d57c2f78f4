"""What every route shares. Views stay plain functions:

- every route asks for a signed-in borrower (`g.borrower`, `g.borrower_id`), unless marked `@public`;
- `g.now` is read once a request;
- a POST that creates or acts is `@idempotent`, a PATCH or DELETE `@exclusive`: one transaction that holds the
  borrower from before its first read (held.py); a PATCH calls `check_if_match(row)` first; both answer with
  `set_etag`;
- a list takes `PageArgs` and answers `{"items": [...], "next_cursor": ...}`;
- errors are raised from `backend.errors`, and `problems` turns them into RFC 9457 problem details.
"""
