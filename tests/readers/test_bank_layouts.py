"""Files laid out as many banks lay them out (made up, in files/): each is read without any mapping."""

import pytest

from tests.readers.reading import FILES, read

# Name; the borrower's currency; encoding; (line, day, amount, currency, words) of each entry, in order.
LAYOUTS = {
    "chase-card.csv": (
        "USD",
        "utf-8",
        [
            (2, "2024-05-28", -4813, "USD", "TRADER JOE S #552"),
            (3, "2024-05-27", 1999, "USD", "AMZN Mktp US*2K4T51"),
            (4, "2024-05-25", 50000, "USD", "Payment Thank You-Mobile"),
            (5, "2024-05-24", -675, "USD", "SQ *BLUE BOTTLE, OAKLAND"),
            (6, "2024-05-02", -1549, "USD", "NETFLIX.COM"),
        ],
    ),
    "chase-checking.csv": (
        "USD",
        "utf-8",
        [
            (2, "2024-06-03", -12050, "USD", "ORIG CO NAME:PG&E ORIG ID:1234"),
            (3, "2024-05-31", 300000, "USD", "ACME PAYROLL PPD ID: 999"),
            (4, "2024-05-30", -4500, "USD", "CHECK 1021"),
        ],
    ),
    "bank-of-america.csv": (
        "USD",
        "utf-8",
        [
            (9, "2024-01-02", -11055, "USD", "WHOLEFDS MKT 10230 01/01 PURCHASE SAN FRANCISCO CA"),
            (10, "2024-01-05", 250000, "USD", "ACME CORP DES:PAYROLL ID:1234 INDN:JANE DOE"),
            (11, "2024-01-15", -120000, "USD", "Online Banking payment to CRD 1234"),
        ],
    ),
    "wells-fargo.csv": (
        "USD",
        "utf-8",
        [
            (1, "2024-01-31", -5420, "USD", "PURCHASE AUTHORIZED ON 01/29 SAFEWAY #1234 CARD 5678"),
            (2, "2024-01-30", -999, "USD", "RECURRING PAYMENT AUTHORIZED ON 01/28 SPOTIFY USA CARD 5678"),
            (3, "2024-01-26", 185000, "USD", "ACME CORP PAYROLL 240126"),
            (4, "2024-01-16", -40000, "USD", "CHECK # 1042"),
        ],
    ),
    "amex.csv": (
        "USD",
        "utf-8",
        [
            (2, "2024-01-28", -3218, "USD", "UBER EATS"),
            (3, "2024-01-21", 21044, "USD", "AUTOPAY PAYMENT - THANK YOU"),
            (4, "2024-01-14", -17826, "USD", "DELTA AIR LINES"),
            (5, "2024-01-03", -1099, "USD", "SPOTIFY"),
        ],
    ),
    "discover.csv": (
        "USD",
        "utf-8",
        [
            (2, "2024-04-28", -4120, "USD", "SHELL OIL 5744"),
            (3, "2024-04-20", 30000, "USD", "INTERNET PAYMENT - THANK YOU"),
            (4, "2024-04-11", -12877, "USD", "COSTCO WHSE"),
        ],
    ),
    "capital-one.csv": (
        "USD",
        "utf-8",
        [
            (2, "2024-03-15", -1794, "USD", "LYFT *RIDE THU 6PM"),
            (3, "2024-03-12", 25000, "USD", "CAPITAL ONE MOBILE PYMT"),
            (4, "2024-03-10", -8307, "USD", "TARGET 00012345"),
        ],
    ),
    "revolut.csv": (
        "EUR",
        "utf-8",
        [
            (2, "2024-02-01", -1240, "GBP", "Tesco"),
            (3, "2024-02-03", 10000, "GBP", "Top-Up by *1234"),
            (4, "2024-02-04", -5100, "GBP", "Cash at Barclays"),  # its fee of 1.00 with it
            (5, "2024-02-05", -930, "GBP", "Uber"),
        ],
    ),
    "deutsche-bank.csv": (
        "EUR",
        "cp1252",
        [
            (9, "2024-03-28", 250000, "EUR", "Müller GmbH|Gehalt März"),
            (10, "2024-03-15", -8430, "EUR", "Stadtwerke München|Abschlag Strom"),
            (11, "2024-03-04", -102305, "EUR", "REWE SAGT DANKE|Karte 1234"),
        ],
    ),
    "sparkasse.csv": (
        "USD",
        "cp1252",
        [
            (2, "2024-04-05", -3995, "EUR", "Telekom Deutschland GmbH|Rechnung März für Vertrag 77"),
            (3, "2024-04-02", -123456, "EUR", "EDEKA SÜD//MÜNCHEN/DE|2024-03-30T17:20 Debitk.1 2026-12"),
            (4, "2024-03-28", 190000, "EUR", "Bäckerei Groß|LOHN 03/24"),
        ],
    ),
    "swiss.csv": (
        "EUR",
        "cp1252",
        [
            (2, "2024-04-30", 520000, "CHF", "Lohn Muster AG"),
            (3, "2024-04-12", -1950, "CHF", "Migros Zürich"),
        ],
    ),
    "boursorama.csv": (
        "EUR",
        "utf-8-sig",
        [
            (2, "2024-03-29", -2340, "EUR", "CARTE 28/03/24 MONOPRIX CB*1234"),
            (3, "2024-03-28", 150000, "EUR", "VIR SEPA EMPLOYEUR SALAIRE"),
        ],
    ),
    "bnp.csv": (
        "EUR",
        "cp1252",
        [
            (3, "2024-03-28", -480, "EUR", "FACTURE CARTE DU 270324 BOULANGERIE ÉPI D'OR FACTURE CARTE"),
            (4, "2024-03-25", 31000, "EUR", "VIR SEPA RECU /DE CAF /MOTIF ALLOCATION VIREMENT RECU"),
        ],
    ),
    "bbva.csv": (
        "EUR",
        "cp1252",
        [
            (4, "2024-05-31", -5432, "EUR", "Mercadona Pago con tarjeta"),
            (5, "2024-05-15", 100000, "EUR", "Empresa S.A. Abono de nómina"),
        ],
    ),
    "hsbc-uk.csv": (
        "GBP",
        "utf-8",
        [
            (2, "2024-04-03", -4210, "GBP", "THAMES WATER"),
            (3, "2024-04-04", 35000, "GBP", "J SMITH RENT SHARE"),
            (4, "2024-04-05", -725, "GBP", "PRET A MANGER, LONDON"),
        ],
    ),
    "hsbc-uk-bare.csv": (
        "GBP",
        "utf-8",
        [
            (1, "2024-04-03", -4210, "GBP", "THAMES WATER"),
            (2, "2024-04-04", 35000, "GBP", "J SMITH RENT SHARE"),
            (3, "2024-04-25", -100725, "GBP", "PRET A MANGER, LONDON"),
        ],
    ),
    "barclays.csv": (
        "GBP",
        "utf-8",
        [
            (2, "2024-02-14", -2350, "GBP", "DELIVEROO ON 13 FEB BCC"),
            (3, "2024-02-13", 120000, "GBP", "ACME LTD SALARY FP"),
            (4, "2024-02-01", -65000, "GBP", "LANDLORD RENT STO"),
        ],
    ),
    "starling-pipe.txt": (
        "EUR",
        "utf-8",
        [
            (2, "2024-06-12", -315, "GBP", "Co-op|CO-OP GROUP 070234"),
            (3, "2024-06-11", 10000, "GBP", "A Friend|thanks for dinner"),
        ],
    ),
    "indicator-columns.csv": (
        "USD",
        "utf-8",
        [
            (2, "2024-07-01", -125000, "SGD", "GIRO - RENT"),
            (3, "2024-07-03", 540000, "SGD", "SALARY JUL"),
            (4, "2024-07-04", -1840, "SGD", "GRAB RIDE"),
        ],
    ),
    "japan-card.csv": (
        "CNY",
        "utf-8",
        [(2, "2024-04-02", -1280, "JPY", "コンビニ"), (3, "2024-04-09", -12000, "JPY", "本屋")],
    ),
    "icbc-debit.csv": (
        "CNY",
        "utf-8-sig",
        [
            (6, "2024-03-01", -3550, "CNY", "美团|消费"),
            (7, "2024-03-02", 800000, "CNY", "某某有限公司|工资"),
        ],
    ),
    "ccb.csv": (
        "USD",
        "gb18030",
        [
            (5, "2024-03-05", -2580, "CNY", "支付宝-饿了么 消费"),
            (6, "2024-03-10", 650000, "CNY", "某某公司|3月工资 代发工资"),
            (7, "2024-03-12", -200000, "CNY", "李四|房租 跨行转出"),
        ],
    ),
    "abc.csv": (
        "CNY",
        "gb18030",
        [
            (4, "2024-04-02", -8800, "CNY", "中石油加油站|消费 加油"),
            (5, "2024-04-01", 50000, "CNY", "赵六|转存 还钱"),
        ],
    ),
    "bocom.csv": (
        "CNY",
        "gb18030",
        [
            (3, "2024-05-03", -12000, "CNY", "滴滴出行|快捷支付"),
            (4, "2024-05-02", 400000, "CNY", "陈七|转入"),
        ],
    ),
    "cmb-debit.csv": (
        "CNY",
        "utf-8",
        [
            (6, "2024-06-29", -3600, "CNY", "美团支付-美团平台商户"),
            (7, "2024-06-15", 120000, "CNY", "某某科技"),
        ],
    ),
    "jd.csv": (
        "USD",
        "utf-8-sig",
        [
            (6, "2024-05-20", -2990, "CNY", "京东平台商户|手机壳"),
            (7, "2024-05-18", -5980, "CNY", "京东平台商户|纸巾"),
            (8, "2024-05-11", 12, "CNY", "京东平台商户|小金库收益"),
        ],
    ),
    "unionpay.csv": (
        "USD",
        "utf-16",
        [
            (3, "2024-06-18", -6660, "CNY", "永辉超市"),
            (4, "2024-06-17", -400, "CNY", "北京地铁"),
            (5, "2024-06-16", 10000, "CNY", "张三"),
        ],
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_banks_file_is_read_without_a_mapping(name: str) -> None:
    currency, encoding, expected = LAYOUTS[name]
    entries, faults, reading = read(FILES / name, currency)
    assert faults == []
    assert [
        (
            entry.line,
            entry.booked_on.isoformat(),
            entry.amount,
            entry.currency,
            "|".join(filter(None, [entry.counterparty, entry.text])),
        )
        for entry in entries
    ] == expected
    assert reading.export.encoding == encoding


def test_every_file_here_is_expected_somewhere() -> None:
    assert {path.name for path in FILES.iterdir() if path.suffix in (".csv", ".txt")} == LAYOUTS.keys()


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_mapping_sent_as_json_reads_the_same(name: str) -> None:
    currency, _, _ = LAYOUTS[name]
    entries, _, reading = read(FILES / name, currency)
    assert reading.mapping is not None
    again = type(reading.mapping).from_data(reading.mapping.to_data())
    assert again == reading.mapping
    assert read(FILES / name, currency, again)[0] == entries


def test_the_states_of_a_trade_are_told_apart() -> None:
    assert [entry.dead for entry in read(FILES / "unionpay.csv")[0]] == [False, True, False]
    assert [entry.dead for entry in read(FILES / "revolut.csv")[0]] == [False, False, False, True]
    assert [(entry.dead, entry.neutral) for entry in read(FILES / "jd.csv")[0]] == [
        (False, False),
        (True, True),
        (False, False),
    ]


@pytest.mark.parametrize(
    ("name", "account"),
    [("amex.csv", "card"), ("chase-card.csv", "card"), ("jd.csv", "wallet"), ("cmb-debit.csv", "bank")],
)
def test_the_kind_of_account_is_what_the_file_says(name: str, account: str) -> None:
    assert read(FILES / name)[2].account == account


def test_what_was_guessed_is_said() -> None:
    _, _, reading = read(FILES / "japan-card.csv")
    assert reading.mapping is not None
    assert [problem.code for problem in reading.mapping.problems] == ["sign-guessed"]
    assert reading.mapping.problems


def test_the_same_header_has_the_same_signature_in_every_file() -> None:
    signatures = {name: read(FILES / name)[2].mapping.signature for name in LAYOUTS}  # type: ignore[union-attr]
    assert len(set(signatures.values())) == len(signatures)
    assert all(signature.startswith(("header:", "shape:")) for signature in signatures.values())
