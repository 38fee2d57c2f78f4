"""Attempts to get into an account are counted, by who tries and by whose account it is, for all processes together.

Each count is a transaction of its own, before anything is looked at: what fails afterwards has counted.
"""

import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import NamedTuple

from limits import RateLimitItem, parse_many

from backend.store.database import transaction
from backend.store.people import rate_counts

# So many times what one network may try at an account may be tried at it from everywhere: a guesser who has networks
# to spare is stopped as well, and who has one cannot shut the owner out.
EVERYWHERE = 10


class Standing(NamedTuple):
    """What is left of the limit that is nearest to its end; `refused`: nothing is left of it, and this was too much."""

    limit: int
    remaining: int
    resets_at: datetime
    refused: bool


class _Limit(NamedTuple):
    item: RateLimitItem
    times: int
    who: Sequence[str]


def network_of(address: str) -> str:
    """Who an address is counted as: the /64 of an IPv6 address, which is one customer's; else the address itself."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return f"{IPv6Address(int(parsed) >> 64 << 64)}/64"


def count(
    *, network: str, account: str | None, rate: str, account_rate: str, key: str, now: datetime
) -> Standing:
    """Count an attempt of a network, at an account where one is named ("its address", or a borrower's id).

    `key` is the secret under which both are kept as digests.
    """
    limits = [_Limit(item, 1, ("network", network)) for item in parse_many(rate)]
    if account is not None:
        for item in parse_many(account_rate):
            limits += [
                _Limit(item, 1, ("account", account, network)),
                _Limit(item, EVERYWHERE, ("account", account)),
            ]
    return min(
        (_hit(each, key, now) for each in limits), key=lambda found: (not found.refused, found.remaining)
    )


def _hit(limit: _Limit, key: str, now: datetime) -> Standing:
    name = hmac.digest(key.encode(), "\n".join([str(limit.item), *limit.who]).encode(), "sha256").hex()
    with transaction():
        found = rate_counts.hit(name, timedelta(seconds=limit.item.get_expiry()), now)
    most = limit.item.amount * limit.times
    return Standing(most, max(0, most - found.hits), found.resets_at, found.hits > most)
