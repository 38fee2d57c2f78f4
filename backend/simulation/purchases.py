"""What the played household earns and spends in the 120 days before today: plausible, and the same every time.

It eats out, orders in, takes rides and drinks coffee rather more than its income bears: the minimums to come are
not funded as things are, and are with a few small cuts.
"""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

DAYS = 120
SALARY, RENT = 880_000, 260_000
SALARY_DAY, RENT_DAY, PHONE_DAY = 10, 1, 12
FILMS_DAY, MUSIC_DAY = 16, 21
FILMS_WAS, FILMS_IS, MUSIC = 2_500, 3_000, 1_500  # the film subscription rose with its last charge but one


@dataclass(frozen=True, slots=True)
class Repayment:
    """What was really paid to a card or a loan in the played household."""

    on: date
    amount: int
    issuer: str
    last4: str | None = None


@dataclass(frozen=True, slots=True)
class StagedLine:
    """One movement of money: negative was paid. `kind` is the wallet's word for it, or the bank's without `wallet`.

    A `dead` one was never paid.
    """

    at: datetime
    payee: str
    text: str
    amount: int
    kind: str
    wallet: bool = True
    dead: bool = False


@dataclass(frozen=True, slots=True)
class _Habit:
    """Bought some `a_week` times in seven days at one of `payees` (in Chinese, in English), for `low` to `high`."""

    kind: str
    text: tuple[str, str]
    payees: tuple[tuple[str, str], ...]
    a_week: float
    hour: int
    low: int
    high: int


_HABITS = (
    _Habit(
        "餐饮美食",
        ("堂食", "Meal"),
        (("兰州拉面", "Lanzhou Noodle Restaurant"), ("外婆家餐厅", "Grandma's Kitchen Restaurant"))
        + (("海底捞火锅", "Haidilao Hot Pot"), ("南翔馒头店", "Nanxiang Dumpling Restaurant"))
        + (("西贝莜面村", "Xibei Restaurant"), ("肯德基", "KFC"), ("麦当劳", "McDonald's")),
        3,
        12,
        3_200,
        6_900,
    ),
    _Habit(
        "餐饮美食",
        ("外卖订单", "Delivery order"),
        (("饿了么", "Ele.me Waimai"), ("美团外卖", "Meituan Waimai")),
        4,
        19,
        2_400,
        4_600,
    ),
    _Habit(
        "餐饮美食",
        ("咖啡", "Coffee"),
        (("瑞幸咖啡", "Luckin Coffee"), ("星巴克", "Starbucks"), ("喜茶", "HeyTea")),
        4.5,
        9,
        1_300,
        2_900,
    ),
    _Habit(
        "交通出行",
        ("快车行程", "Ride"),
        (("滴滴出行", "DiDi"), ("曹操出行", "Uber")),
        2,
        22,
        2_200,
        4_400,
    ),
    _Habit(
        "日用百货",
        ("生鲜食品", "Groceries"),
        (("盒马鲜生", "Hema Fresh Supermarket"), ("永辉超市", "Yonghui Supermarket"))
        + (("物美超市", "Wumart Supermarket"),),
        2,
        18,
        7_200,
        11_800,
    ),
    _Habit(
        "文化休闲",
        ("电影票", "Film ticket"),
        (("猫眼电影", "Maoyan Cinema"), ("万达影城", "Wanda Cinema")),
        0.4,
        15,
        3_500,
        5_500,
    ),
)


def history(today: date, repayments: Sequence[Repayment], *, chinese: bool) -> list[StagedLine]:
    """Every line from 120 days before `today` to yesterday, oldest first."""
    days = [today - timedelta(days=before) for before in range(DAYS, 0, -1)]
    found = [line for day in days for line in _on(day, today, chinese)]
    found += [
        StagedLine(
            datetime.combine(each.on, time(20, 5)),
            f"{each.issuer}{_credit(each, chinese)}",
            "信用卡还款" if chinese else "Credit card repayment",
            -each.amount,
            "还款",
            wallet=False,
        )
        for each in repayments
        if days[0] <= each.on < today
    ]
    return sorted(found, key=lambda line: (line.at, line.payee))


def _credit(each: Repayment, chinese: bool) -> str:
    if each.last4 is None:
        return ""
    return f"信用卡({each.last4})" if chinese else f" credit card ({each.last4})"


def _on(day: date, today: date, chinese: bool) -> Iterator[StagedLine]:
    dice = Random(day.toordinal())
    for habit in _HABITS:
        if dice.random() * 7 < habit.a_week:
            at = time(habit.hour, dice.randrange(60), dice.randrange(60))
            payee = dice.choice(habit.payees)[not chinese]
            amount = -dice.randrange(habit.low, habit.high, 10)
            yield StagedLine(datetime.combine(day, at), payee, habit.text[not chinese], amount, habit.kind)
    yield from _monthly(day, today, chinese)
    yield from _once(day, today, chinese)


def _monthly(day: date, today: date, chinese: bool) -> Iterator[StagedLine]:
    films = FILMS_IS if day > today - timedelta(days=62) else FILMS_WAS
    monthly = (
        (SALARY_DAY, "上海云帆科技有限公司", "Yunfan Technology", "代发工资", "Salary", SALARY, "代发"),
        (RENT_DAY, "自如房租", "Ziroom Rent", "房租", "Rent", -RENT, "转账"),
        (PHONE_DAY, "中国移动", "China Mobile", "话费充值", "Mobile phone", -7_900, "充值缴费"),
        (FILMS_DAY, "爱奇艺", "iQIYI Netflix", "连续包月会员", "Monthly membership", -films, "文化休闲"),
        (MUSIC_DAY, "网易云音乐", "Spotify", "黑胶会员连续包月", "Monthly subscription", -MUSIC, "文化休闲"),
    )
    for due, payee_zh, payee_en, text_zh, text_en, amount, kind in monthly:
        if day.day == min(due, calendar.monthrange(day.year, day.month)[1]):
            payee, text = (payee_zh, text_zh) if chinese else (payee_en, text_en)
            yield StagedLine(
                datetime.combine(day, time(8, 30, due)),
                payee,
                text,
                amount,
                kind,
                kind not in ("代发", "转账"),
            )


def _once(day: date, today: date, chinese: bool) -> Iterator[StagedLine]:
    """A coat that went back, and an order that was never paid."""
    shop = "优衣库" if chinese else "Uniqlo"
    if day == today - timedelta(days=41):
        text = "羽绒服" if chinese else "Down jacket"
        yield StagedLine(datetime.combine(day, time(16, 12, 8)), shop, text, -49_900, "服饰装扮")
    if day == today - timedelta(days=36):
        text = "退款-羽绒服" if chinese else "Refund - down jacket"
        yield StagedLine(datetime.combine(day, time(11, 2, 51)), shop, text, 49_900, "退款")
    if day == today - timedelta(days=20):
        text = "蓝牙耳机" if chinese else "Headphones"
        shop = "京东" if chinese else "JD.com"
        yield StagedLine(datetime.combine(day, time(23, 40, 17)), shop, text, -39_900, "数码电器", dead=True)
