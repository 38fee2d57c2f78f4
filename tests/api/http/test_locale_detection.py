"""Where a newcomer lives, read from what their app sends; no country is assumed for all."""

import pytest
from flask import Flask

from backend.api.http import locale_detection


@pytest.mark.parametrize(
    ("headers", "zone", "locale", "country"),
    [
        ({"Graceday-Zone": "Asia/Shanghai", "Graceday-Country": "SG"}, "Asia/Shanghai", "en", "SG"),
        ({"Graceday-Country": "Atlantis", "Accept-Language": "en-GB"}, "UTC", "en", "GB"),
        ({"Accept-Language": "zh-Hans-CN,zh;q=0.9"}, "UTC", "zh-CN", "CN"),
        ({"Accept-Language": "zh-TW"}, "UTC", "zh-CN", "TW"),
        ({"Accept-Language": "zh"}, "UTC", "zh-CN", "CN"),
        ({"Accept-Language": "fr"}, "UTC", "en", "FR"),
        ({"Accept-Language": "fr, zh;q=0.5"}, "UTC", "zh-CN", "FR"),
        ({"Accept-Language": "fr", "Graceday-Zone": "America/Toronto"}, "America/Toronto", "en", "CA"),
        ({"Accept-Language": "*"}, "UTC", "en", "US"),
        ({"Graceday-Zone": "+08:00"}, "UTC", "en", "US"),
        ({"Accept-Language": "es-419, pt-BR;q=0.9"}, "UTC", "en", "BR"),
    ],
)
def test_a_newcomers_home_is_read_from_the_headers(
    headers: dict[str, str], zone: str, locale: str, country: str
) -> None:
    with Flask(__name__).test_request_context(headers=headers):
        assert locale_detection.home() == {"zone": zone, "locale": locale, "country": country}
