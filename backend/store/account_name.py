"""What an account is called, once in Python and once in SQL, because what is read in bulk brings the name along.

The borrower's own name for it, or its issuer; a side of a card with several currencies with its currency behind,
unless the name says that already.
"""


def account_name(*, nickname: str | None, issuer: str, card_group: str | None, currency: str) -> str:
    """The name of one account."""
    name = nickname or issuer
    return name if card_group is None or currency in name else f"{name} {currency}"


def name_in_sql(account: str) -> str:
    """The same as an expression over the account table, under the name that it has in the query."""
    name = f"COALESCE(NULLIF({account}.nickname, ''), {account}.issuer)"
    says_it = f"REPLACE({name}, {account}.currency, '') <> {name}"
    return f"{name} || CASE WHEN {account}.card_group IS NULL OR {says_it} THEN '' ELSE ' ' || {account}.currency END"
