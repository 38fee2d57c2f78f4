"""What is added to a copy of the project: for each touch-list a throw-away member, file by file."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Behind:
    """A text that is put behind another, which stands once in the file."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class AtEnd:
    """A text that is put at the end of a file."""

    text: str


@dataclass(frozen=True, slots=True)
class Like:
    """A file made from another, with some of its words replaced."""

    model: str
    replaced: Mapping[str, str] = field(default_factory=dict)


Edit = str | Behind | AtEnd | Like | tuple[Behind, ...]


@dataclass(frozen=True, slots=True)
class Addition:
    """A member of the list `named` in CONTRIBUTING.md. `walk`: what shows that it works; `held_by`: tests that held
    the other members before, and must hold this one too. `said`: translations into zh-CN."""

    named: str
    files: Mapping[str, Edit]
    walk: str
    held_by: tuple[str, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)


ADDITIONS = (
    Addition(
        "A setting",
        {
            "config/settings.py": Behind(
                "    tick_seconds: int = option(integer(1, 3600), 20)\n",
                "    tea_minutes: int = option(integer(1, 60), 4)\n",
            ),
            "docs/configuration.md": Behind(
                "How often reminders that have come due are looked for. |\n",
                "| `GRACEDAY_TEA_MINUTES` | `4` | How long the tea draws. |\n",
            ),
        },
        "walk_setting.py",
        ("tests/config/test_settings.py",),
    ),
    Addition(
        "A push provider",
        {
            "push/gateways/pigeon.py": Like("tests/touch_lists/added/pigeon.py"),
            "push/gateways/registry.py": (
                Behind(
                    "from push.gateways.null import NullGateway\n",
                    "from push.gateways.pigeon import PigeonGateway\n",
                ),
                Behind(
                    '    "null": lambda settings: NullGateway(),\n',
                    '    "pigeon": lambda settings: PigeonGateway(),\n',
                ),
            ),
        },
        "walk_provider.py",
    ),
    Addition(
        "A kind of reminder",
        {
            "backend/domain/reminders/kinds.py": Behind(
                '    "dispute_answer": "check",\n', '    "tea_break": "check",\n'
            ),
            "backend/actions/reminders/tea.py": Like("tests/touch_lists/added/tea.py"),
            "backend/words/reminders/checks.py": AtEnd(
                "\n\ndef tea_title(line: NotificationLine, locale: str) -> str:\n"
                '    return say(locale, "{name}: time for tea", name=shown_name(line.name, locale))\n'
                "\n\ndef tea_body(line: NotificationLine, locale: str) -> str:\n"
                '    return say(locale, "The kettle is on.")\n'
            ),
            "backend/words/reminders/kind_words.py": Behind(
                "WORDS: dict[str, KindWords] = {\n",
                '    "tea_break": KindWords(checks.tea_title, checks.tea_body),\n',
            ),
        },
        "walk_kind.py",
        ("tests/words/reminders/test_kinds.py", "tests/words/test_catalogue.py"),
        {"{name}: time for tea": "{name}：该喝茶了", "The kettle is on.": "水已经烧上了。"},
    ),
    Addition(
        "A bank's layout",
        {
            "backend/domain/spending/reading/column_roles.py": Behind('    "amount": """', "tassengeld "),
            "backend/domain/spending/reading/header_words.py": Behind('    1: "收入 ', "aufgegossen "),
            "tests/readers/test_bank_layouts.py": Behind(
                "LAYOUTS = {\n",
                '    "teahouse.csv": ("EUR", "utf-8", [(2, "2026-11-02", -450, "EUR", "Assam"), '
                '(3, "2026-11-03", 720, "EUR", "Pfand"), (4, "2026-11-04", -310, "EUR", "Darjeeling")]),\n',
            ),
            "tests/readers/files/teahouse.csv": (
                "Buchungstag;Blaetter;Tassengeld;Soll/Haben;Verwendungszweck\n"
                "02.11.2026;12,00;4,50;Soll;Assam\n"
                "03.11.2026;15,00;7,20;Aufgegossen;Pfand\n"
                "04.11.2026;11,00;3,10;Soll;Darjeeling\n"
            ),
        },
        "walk_layout.py",
        ("tests/readers/test_bank_layouts.py",),
    ),
    Addition(
        "A category",
        {
            "backend/domain/spending/categories/category_tree.py": Behind(
                '    Leaf("leisure.games", "Games", "游戏", "discretionary", GAME),\n',
                '    Leaf("leisure.tea", "Tea tasting", "品茶", "discretionary", EVENT),\n',
            ),
            "backend/domain/spending/categories/merchants_leisure.py": Behind(
                "BRANDS: dict[str, str] = {\n", '    "leisure.tea": "teatastery",\n'
            ),
        },
        "walk_category.py",
        ("tests/domain/spending/categories/test_categories.py",),
    ),
    Addition(
        "A kind of alert",
        {
            "backend/domain/reminders/kinds.py": Behind(
                '    "funding": "alert",\n', '    "tea_cold": "alert",\n'
            ),
            "backend/words/reminders/alerts.py": AtEnd(
                "\n\ndef tea_title(line: NotificationLine, locale: str) -> str:\n"
                '    return say(locale, "{name}: the tea is cold", name=shown_name(line.name, locale))\n'
                "\n\ndef tea_body(line: NotificationLine, locale: str) -> str:\n"
                '    return say(locale, "Pour it away.")\n'
            ),
            "backend/words/reminders/kind_words.py": Behind(
                '    "funding": KindWords(alerts.funding_title, alerts.funding_body),\n',
                '    "tea_cold": KindWords(alerts.tea_title, alerts.tea_body),\n',
            ),
        },
        "walk_alert.py",
        ("tests/words/reminders/test_kinds.py", "tests/words/test_catalogue.py"),
        {"{name}: the tea is cold": "{name}：茶凉了", "Pour it away.": "倒掉吧。"},
    ),
    Addition(
        "A country, or a country's rule",
        {
            "backend/countries/data/fr.toml": Like(
                "backend/countries/data/us.toml",
                {
                    'country = "US"': 'country = "FR"',
                    'report_formats = ["us-blocks"]\n': "",
                    '"equifax"': '"banque"',
                    '"experian"': '"caisse"',
                    '"transunion"': '"mutuelle"',
                    '"cfpb"': '"mediateur"',
                    # Its lateness begins a day later than its model's.
                    'key = "remind.late_from.1"\nvalue = 30': 'key = "remind.late_from.1"\nvalue = 31',
                },
            )
        },
        "walk_country.py",
    ),
    Addition(
        "A finding",
        {
            "backend/domain/bureau/finding.py": Behind('    "inquiry_unknown",\n', '    "tea_stain",\n'),
            "backend/domain/bureau/report_comparison.py": (
                Behind(
                    ') -> Iterator[Finding]:\n    if line.entry.kind == "inquiry":\n        '
                    "yield from _inquiry(line, own, applications)\n    elif account is None:\n"
                    "        yield from _unknown(line, own, taken)\n",
                    '        if "tea" in line.entry.furnisher.lower():\n'
                    '            theirs: dict[str, Plain] = {"furnisher": line.entry.furnisher}\n'
                    '            yield line.finding("tea_stain", theirs, {}, certainty="likely")\n',
                ),
            ),
            "backend/words/bureau/letter_sentences.py": Behind(
                '        "other": say(locale, "The entry is not correct."),\n',
                '        "tea_stain": say(locale, "The entry has a tea stain."),\n',
            ),
        },
        "walk_finding.py",
        ("tests/words/bureau/test_letters.py",),
        {"The entry has a tea stain.": "该条目上有茶渍。"},
    ),
    Addition(
        "A reason to look at a report",
        {
            "backend/domain/bureau/reasons_to_look.py": Behind(
                "    for due in account.dues:\n        yield from _late(due, country_law, today)\n",
                "    if opened := _seen(country_law, account.opened_on) if account.opened_on else None:\n"
                '        yield _need("tea_time", account.id, account.opened_on, opened)\n',
            )
        },
        "walk_reason.py",
    ),
    Addition(
        "A migration",
        {"migrations/9999_tea.py": Like("tests/touch_lists/added/9999_tea.py")},
        "walk_migration.py",
    ),
    Addition(
        "A route",
        {
            "backend/api/reminders/teapot.py": Like("tests/touch_lists/added/teapot.py"),
            "backend/app.py": (
                Behind("    calendar_feeds,\n    cash_accounts,\n", "    teapot,\n"),
                Behind(
                    "from backend.api.http import documents, headers, limits, problems, sign_in, strict_requests\n",
                    "from backend.api.reminders import teapot\n",
                ),
            ),
            "docs/routes.md": Behind(
                "## Beside the API\n\n| route | |\n|---|---|\n", "| `GET /v1/teapot` | Read your pot |\n"
            ),
        },
        "walk_route.py",
        ("tests/api/test_isolation.py", "tests/api/test_documented_routes.py"),
    ),
)
