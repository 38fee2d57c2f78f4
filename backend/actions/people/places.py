"""A part of a country is named with the country it lies in: no rule of the one holds in the other."""

from backend.errors import Invalid


def check_region(region: str | None, country: str) -> None:
    """Invalid where a region is said that lies in another country than the one that is meant."""
    if region and not region.startswith(f"{country}-"):
        raise Invalid("region-elsewhere", region=region, country=country, field="region")
