"""A second factor: its secret sealed, the last step that a code was taken for, and hashes of recovery codes."""

from backend.store.rows import Row, instant, instant_or_none, large_integer, long_text, short_text


class SecondFactor(Row):
    borrower_id = short_text(40, primary_key=True)
    secret = long_text()
    created_at = instant()
    confirmed_at = instant_or_none()  # before this it is asked for nowhere
    last_step = large_integer(default=0)  # of 30 seconds since 1970

    class Meta:
        table_name = "second_factor"


class RecoveryCode(Row):
    id = short_text(40, primary_key=True)
    borrower_id = short_text(40, index=True)
    code_hash = short_text(64)
    created_at = instant()

    class Meta:
        table_name = "recovery_code"


def find(borrower_id: str) -> SecondFactor | None:
    return SecondFactor.get_or_none(SecondFactor.borrower_id == borrower_id)


def take_step(borrower_id: str, step: int) -> bool:
    """Use the code of a step; False where that one or a later one was used already (RFC 6238, 5.2)."""
    query = SecondFactor.update(last_step=step).where(
        (SecondFactor.borrower_id == borrower_id) & (SecondFactor.last_step < step)
    )
    return bool(query.execute())


def take_code(borrower_id: str, code_hash: str) -> bool:
    """Use a recovery code, once."""
    query = RecoveryCode.delete().where(
        (RecoveryCode.borrower_id == borrower_id) & (RecoveryCode.code_hash == code_hash)
    )
    return bool(query.execute())


def codes_left(borrower_id: str) -> int:
    return RecoveryCode.select().where(RecoveryCode.borrower_id == borrower_id).count()


def remove(borrower_id: str) -> None:
    """Forget a factor and its recovery codes."""
    RecoveryCode.delete().where(RecoveryCode.borrower_id == borrower_id).execute()
    SecondFactor.delete().where(SecondFactor.borrower_id == borrower_id).execute()
