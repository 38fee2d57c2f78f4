"""Helpers that answer questions about the tree of categories; `category_tree` is the tree itself."""

from backend.domain.spending.categories.category_tree import GROUPS, LEAVES, Leaf, Need, Unit

UNSORTED_OUT = "other.unsorted"
UNSORTED_IN = "income.other"

_BY_KEY: dict[str, Leaf] = {leaf.key: leaf for leaf in LEAVES}


def is_category(key: str) -> bool:
    """Whether `key` names a leaf; a group's name alone is none."""
    return key in _BY_KEY


def leaf(key: str) -> Leaf:
    """The leaf of that key. Raises KeyError where there is none."""
    return _BY_KEY[key]


def group_of(key: str) -> str:
    """The group a leaf belongs to: "food" of "food.eating_out"."""
    return key.partition(".")[0]


def name(key: str, locale: str) -> str:
    """A leaf's or a group's name; any Chinese locale reads Chinese, every other English."""
    if key in _BY_KEY:
        found = _BY_KEY[key]
        en, zh = found.en, found.zh
    else:
        en, zh = GROUPS[key]
    return zh if _chinese(locale) else en


def need(key: str) -> Need | None:
    """How needed the leaf is; None where it is no spending."""
    return _BY_KEY[key].need


def is_spending(key: str) -> bool:
    """Whether money that leaves under this leaf is spent (not repaid, moved or charged by a bank)."""
    return _BY_KEY[key].need is not None


def unit(key: str) -> Unit | None:
    """The step in which the leaf can be cut; None for essentials and for what is no spending."""
    return _BY_KEY[key].unit


def unit_name(step: Unit, count: int, locale: str) -> str:
    """The count and the unit in words: "2 meals out", "在外就餐 2 次"; none of it is "0 meals out", "不在外就餐"."""
    if _chinese(locale):
        return f"{step.zh} {count} {step.measure}" if count else f"不{step.zh}"
    return f"{count} {step.one if count == 1 else step.many}"


def count_of_unit(step: Unit, count: int, locale: str) -> str:
    """The count alone, as it stands beside the unit in words: "4", "4 次"."""
    return f"{count} {step.measure}" if _chinese(locale) else str(count)


def tree() -> dict[str, tuple[Leaf, ...]]:
    """Every group with its leaves, in the order in which they are shown."""
    return {group: tuple(leaf for leaf in LEAVES if group_of(leaf.key) == group) for group in GROUPS}


def _chinese(locale: str) -> bool:
    return locale.replace("_", "-").casefold().partition("-")[0] == "zh"
