"""A table maps merchant category codes (ISO 18245), by ranges, to leaves of the category tree.

Ranges do not overlap and are in ascending order; a code between two of them (agriculture, business supplies, codes
reserved to schemes) says nothing about a household's spending, and has no leaf.
"""

from bisect import bisect_right

# (first code, last code, leaf)
RANGES: tuple[tuple[int, int, str], ...] = (
    (742, 742, "family.pets"),
    (1520, 1799, "housing.home"),
    (2842, 2842, "shopping.household"),
    (3000, 3299, "travel.tickets"),  # an airline each
    (3300, 3441, "travel.tickets"),  # a car hire firm each
    (3500, 3999, "travel.lodging"),  # a hotel chain each
    (4011, 4011, "travel.tickets"),
    (4111, 4111, "transport.public"),
    (4112, 4112, "travel.tickets"),
    (4119, 4119, "health.medical"),
    (4121, 4121, "transport.ride"),
    (4131, 4131, "transport.public"),
    (4214, 4225, "other.services"),
    (4411, 4411, "travel.tickets"),
    (4457, 4468, "leisure.events"),
    (4511, 4733, "travel.tickets"),
    (4784, 4784, "transport.parking"),
    (4789, 4789, "transport.public"),
    (4812, 4815, "utilities.mobile"),
    (4816, 4816, "utilities.internet"),
    (4829, 4829, "people.to_person"),
    (4899, 4899, "utilities.internet"),
    (4900, 4900, "utilities.electricity"),
    (5013, 5013, "transport.car"),
    (5021, 5021, "housing.home"),
    (5039, 5039, "housing.home"),
    (5045, 5045, "shopping.electronics"),
    (5047, 5047, "health.medical"),
    (5065, 5065, "shopping.electronics"),
    (5072, 5074, "housing.home"),
    (5094, 5111, "shopping.general"),
    (5122, 5122, "health.pharmacy"),
    (5131, 5139, "shopping.clothing"),
    (5172, 5172, "transport.fuel"),
    (5192, 5192, "education.books"),
    (5193, 5193, "people.gifts"),
    (5198, 5198, "housing.home"),
    (5200, 5261, "housing.home"),
    (5262, 5262, "shopping.general"),  # online marketplaces
    (5300, 5300, "food.groceries"),
    (5309, 5399, "shopping.general"),
    (5411, 5422, "food.groceries"),
    (5441, 5441, "food.snacks"),
    (5451, 5451, "food.groceries"),
    (5462, 5462, "food.snacks"),
    (5499, 5499, "food.groceries"),
    (5511, 5533, "transport.car"),
    (5541, 5542, "transport.fuel"),
    (5551, 5551, "leisure.events"),
    (5552, 5552, "transport.fuel"),  # electric vehicle charging
    (5561, 5599, "transport.car"),
    (5611, 5631, "shopping.clothing"),
    (5641, 5641, "family.children"),
    (5651, 5699, "shopping.clothing"),
    (5712, 5714, "housing.home"),
    (5715, 5715, "food.alcohol_tobacco"),
    (5718, 5719, "housing.home"),
    (5722, 5732, "shopping.electronics"),
    (5733, 5733, "shopping.general"),
    (5734, 5734, "leisure.software"),
    (5735, 5735, "shopping.general"),
    (5811, 5812, "food.eating_out"),
    (5813, 5813, "food.alcohol_tobacco"),
    (5814, 5814, "food.eating_out"),
    (5815, 5815, "leisure.streaming"),
    (5816, 5816, "leisure.games"),
    (5817, 5818, "leisure.software"),
    (5832, 5832, "shopping.general"),
    (5912, 5912, "health.pharmacy"),
    (5921, 5921, "food.alcohol_tobacco"),
    (5931, 5932, "shopping.general"),
    (5937, 5941, "shopping.general"),
    (5942, 5942, "education.books"),
    (5943, 5950, "shopping.general"),
    (5960, 5960, "insurance.premium"),
    (5961, 5961, "shopping.general"),
    (5962, 5962, "travel.tickets"),
    (5963, 5967, "shopping.general"),
    (5968, 5968, "leisure.streaming"),  # continuity and subscription merchants
    (5969, 5973, "shopping.general"),
    (5975, 5976, "health.medical"),
    (5977, 5977, "shopping.beauty"),
    (5978, 5978, "shopping.electronics"),
    (5983, 5983, "utilities.gas"),
    (5992, 5992, "people.gifts"),
    (5993, 5993, "food.alcohol_tobacco"),
    (5994, 5994, "education.books"),
    (5995, 5995, "family.pets"),
    (5996, 5999, "shopping.general"),
    (6010, 6011, "cash.withdrawal"),
    (6012, 6012, "debt.loan"),
    (6050, 6051, "transfer.own"),  # money orders, currency, wallets topped up
    (6211, 6211, "transfer.invest"),
    (6300, 6399, "insurance.premium"),
    (6513, 6513, "housing.rent"),
    (6532, 6533, "people.to_person"),
    (6536, 6538, "people.to_person"),
    (6540, 6540, "transfer.own"),
    (7011, 7033, "travel.lodging"),
    (7210, 7221, "other.services"),
    (7230, 7230, "shopping.beauty"),
    (7251, 7296, "other.services"),
    (7297, 7298, "shopping.beauty"),
    (7299, 7349, "other.services"),
    (7361, 7361, "other.services"),
    (7372, 7379, "leisure.software"),
    (7392, 7399, "other.services"),
    (7511, 7511, "transport.fuel"),
    (7512, 7519, "travel.tickets"),
    (7523, 7523, "transport.parking"),
    (7531, 7549, "transport.car"),
    (7622, 7699, "housing.home"),
    (7800, 7802, "leisure.lottery"),
    (7829, 7832, "leisure.cinema"),
    (7841, 7841, "leisure.streaming"),
    (7911, 7941, "leisure.events"),
    (7991, 7991, "leisure.events"),
    (7992, 7992, "health.fitness"),
    (7993, 7994, "leisure.games"),
    (7995, 7995, "leisure.lottery"),
    (7996, 7996, "leisure.events"),
    (7997, 7997, "health.fitness"),
    (7998, 7999, "leisure.events"),
    (8011, 8099, "health.medical"),
    (8111, 8111, "other.services"),
    (8211, 8220, "education.tuition"),
    (8241, 8299, "education.courses"),
    (8351, 8351, "family.childcare"),
    (8398, 8398, "people.donations"),
    (8641, 8661, "people.donations"),
    (8675, 8675, "transport.car"),
    (8699, 8999, "other.services"),
    (9211, 9223, "state.fees"),
    (9311, 9311, "state.tax"),
    (9399, 9406, "state.fees"),
)

_FIRSTS = tuple(first for first, _, _ in RANGES)


def leaf_of_code(code: str | None) -> str | None:
    """The leaf of a code of up to four digits; None where it is no code or says nothing."""
    if code is None:
        return None
    digits = code.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 4):
        return None
    number = int(digits)
    at = bisect_right(_FIRSTS, number) - 1
    if at < 0 or number > RANGES[at][1]:
        return None
    return RANGES[at][2]
