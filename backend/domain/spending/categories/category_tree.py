"""The tree of categories: groups, their leaves, how needed each leaf is, and the step in which it is cut.

A key ("food.eating_out") is stored and never renamed; its first part is the group. A leaf without a need is no
spending. Essential leaves have no step, because no plan cuts them; what no rule knew (`other.unsorted`) counts as
essential for the same reason. A step is a thing a person can leave out once: a meal, a ride, a subscription.
"""

from dataclasses import dataclass
from typing import Literal

Need = Literal["essential", "adjustable", "discretionary"]


@dataclass(frozen=True, slots=True)
class Unit:
    """One step of a cut, in words for one and for many; `whole` where it is cut entirely or not at all."""

    key: str
    one: str
    many: str
    zh: str  # what is done, so that "不" before it says that it is not: "在外就餐" + "2" + "次", "不在外就餐"
    measure: str  # its measure word
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Leaf:
    """A category that entries are sorted into."""

    key: str
    en: str
    zh: str
    need: Need | None = None
    unit: Unit | None = None


MEAL_OUT = Unit("meal_out", "meal out", "meals out", "在外就餐", "次")
DELIVERY = Unit("delivery_order", "delivery order", "delivery orders", "点外卖", "单")
COFFEE = Unit("coffee", "coffee or tea", "coffees or teas", "买咖啡或奶茶", "杯")
SNACK = Unit("snack", "snack", "snacks", "买零食", "份")
DRINK = Unit("drink", "drink or pack", "drinks or packs", "买烟酒", "份")
REPAIR = Unit("repair", "repair or piece", "repairs or pieces", "维修或添置家居", "次")
RIDE = Unit("ride", "ride", "rides", "打车", "次")
BIKE_RIDE = Unit("bike_ride", "bike ride", "bike rides", "骑行", "次")
REFUEL = Unit("refuel", "refuelling", "refuellings", "加油或充电", "次")
PARKING = Unit("parking", "parking or toll", "parkings or tolls", "付停车或过路费", "次")
TRIP = Unit("trip", "trip", "trips", "出行", "次")
NIGHT = Unit("hotel_stay", "hotel stay", "hotel stays", "住酒店", "次")
SHOPPING_TRIP = Unit("shopping_trip", "purchase", "purchases", "购物", "次")
CLOTHES = Unit("clothing_purchase", "piece of clothing", "pieces of clothing", "买衣物", "件")
GADGET = Unit("gadget", "gadget", "gadgets", "买数码产品", "件")
HOUSEHOLD = Unit("household_order", "household order", "household orders", "采购日用品", "次")
SALON = Unit("salon_visit", "salon visit", "salon visits", "美容美发", "次")
MEMBERSHIP = Unit("membership", "membership", "memberships", "续会员卡", "张", whole=True)
SUBSCRIPTION = Unit("subscription", "subscription", "subscriptions", "续订阅", "项", whole=True)
COURSE = Unit("course", "course", "courses", "报课程", "门", whole=True)
BOOK = Unit("book", "book", "books", "买书", "本")
CHILD_ITEM = Unit(
    "child_purchase", "purchase for the children", "purchases for the children", "采购母婴用品", "次"
)
PET_ITEM = Unit("pet_purchase", "purchase for the pet", "purchases for the pet", "采购宠物用品", "次")
CINEMA = Unit("cinema_visit", "cinema visit", "cinema visits", "看电影", "场")
GAME = Unit("game_purchase", "game purchase", "game purchases", "为游戏充值", "次")
EVENT = Unit("event", "event or outing", "events or outings", "参加活动", "场")
TICKET = Unit("lottery_ticket", "bet or ticket", "bets or tickets", "买彩票", "注")
GIFT = Unit("gift", "gift", "gifts", "送礼物或红包", "份")
DONATION = Unit("donation", "donation", "donations", "捐款", "笔")
PERSON = Unit("person_payment", "payment to a person", "payments to people", "转账给他人", "笔")
CASH = Unit("cash_withdrawal", "cash withdrawal", "cash withdrawals", "取现", "次")

GROUPS: dict[str, tuple[str, str]] = {
    "food": ("Food", "饮食"),
    "housing": ("Housing", "居住"),
    "utilities": ("Utilities", "水电通信"),
    "transport": ("Getting around", "出行"),
    "travel": ("Travel", "旅行"),
    "shopping": ("Shopping", "购物"),
    "health": ("Health", "健康"),
    "education": ("Education", "教育"),
    "family": ("Family", "家庭"),
    "leisure": ("Leisure", "休闲"),
    "insurance": ("Insurance", "保险"),
    "people": ("Other people", "人情往来"),
    "state": ("Taxes and public fees", "税费"),
    "cash": ("Cash", "现金"),
    "other": ("Other", "其他"),
    "debt": ("Loans", "贷款"),
    "fees": ("Bank fees and interest", "银行费用"),
    "repayment": ("Card repayment", "信用卡还款"),
    "transfer": ("Own transfers", "自有账户划转"),
    "income": ("Income", "收入"),
}

LEAVES: tuple[Leaf, ...] = (
    Leaf("food.groceries", "Groceries", "买菜与超市", "essential"),
    Leaf("food.eating_out", "Eating out", "外出就餐", "adjustable", MEAL_OUT),
    Leaf("food.delivery", "Food delivery", "外卖", "adjustable", DELIVERY),
    Leaf("food.coffee", "Coffee and tea", "咖啡奶茶", "discretionary", COFFEE),
    Leaf("food.snacks", "Snacks and sweets", "零食甜品", "discretionary", SNACK),
    Leaf("food.alcohol_tobacco", "Alcohol and tobacco", "烟酒", "discretionary", DRINK),
    Leaf("housing.rent", "Rent", "房租", "essential"),
    Leaf("housing.mortgage", "Mortgage", "房贷", "essential"),
    Leaf("housing.property_fee", "Property fee", "物业费", "essential"),
    Leaf("housing.home", "Furniture and repairs", "家居与维修", "adjustable", REPAIR),
    Leaf("utilities.electricity", "Electricity", "电费", "essential"),
    Leaf("utilities.water", "Water and waste", "水费", "essential"),
    Leaf("utilities.gas", "Gas and heating", "燃气与暖气", "essential"),
    Leaf("utilities.mobile", "Mobile phone", "手机话费", "essential"),
    Leaf("utilities.internet", "Internet and TV", "宽带与电视", "essential"),
    Leaf("transport.public", "Public transport", "公共交通", "essential"),
    Leaf("transport.ride", "Taxi and ride-hailing", "打车", "adjustable", RIDE),
    Leaf("transport.bike", "Bike and scooter hire", "共享单车", "adjustable", BIKE_RIDE),
    Leaf("transport.fuel", "Fuel and charging", "加油充电", "adjustable", REFUEL),
    Leaf("transport.parking", "Parking and tolls", "停车与过路费", "adjustable", PARKING),
    Leaf("transport.car", "Car upkeep", "养车", "essential"),
    Leaf("travel.tickets", "Trains and flights", "火车与机票", "adjustable", TRIP),
    Leaf("travel.lodging", "Hotels", "酒店住宿", "discretionary", NIGHT),
    Leaf("shopping.general", "Shopping", "网购与百货", "discretionary", SHOPPING_TRIP),
    Leaf("shopping.clothing", "Clothing", "服饰", "adjustable", CLOTHES),
    Leaf("shopping.electronics", "Electronics", "数码电器", "discretionary", GADGET),
    Leaf("shopping.household", "Household goods", "日用品", "adjustable", HOUSEHOLD),
    Leaf("shopping.beauty", "Hair and beauty", "美容美发", "discretionary", SALON),
    Leaf("health.medical", "Doctors and hospitals", "医疗", "essential"),
    Leaf("health.pharmacy", "Pharmacy", "药品", "essential"),
    Leaf("health.fitness", "Fitness", "健身", "discretionary", MEMBERSHIP),
    Leaf("education.tuition", "Tuition", "学费", "essential"),
    Leaf("education.courses", "Courses", "培训课程", "adjustable", COURSE),
    Leaf("education.books", "Books", "书籍", "discretionary", BOOK),
    Leaf("family.childcare", "Childcare", "托育", "essential"),
    Leaf("family.children", "Children's goods", "母婴用品", "adjustable", CHILD_ITEM),
    Leaf("family.pets", "Pets", "宠物", "adjustable", PET_ITEM),
    Leaf("leisure.cinema", "Cinema", "电影", "discretionary", CINEMA),
    Leaf("leisure.streaming", "Streaming and memberships", "影音会员", "discretionary", SUBSCRIPTION),
    Leaf("leisure.software", "Apps and software", "软件与云服务", "adjustable", SUBSCRIPTION),
    Leaf("leisure.games", "Games", "游戏", "discretionary", GAME),
    Leaf("leisure.events", "Events and outings", "演出与游玩", "discretionary", EVENT),
    Leaf("leisure.lottery", "Lottery and betting", "彩票", "discretionary", TICKET),
    Leaf("insurance.premium", "Insurance", "保险费", "essential"),
    Leaf("people.gifts", "Gifts and red packets", "礼物与红包", "discretionary", GIFT),
    Leaf("people.donations", "Donations", "公益捐赠", "discretionary", DONATION),
    Leaf("people.to_person", "Payments to people", "转账给他人", "adjustable", PERSON),
    Leaf("state.tax", "Taxes", "税款", "essential"),
    Leaf("state.fees", "Public fees and fines", "政府收费与罚款", "essential"),
    Leaf("cash.withdrawal", "Cash withdrawn", "取现", "adjustable", CASH),
    Leaf("other.services", "Other services", "其他服务", "essential"),
    Leaf("other.unsorted", "Not yet sorted", "未分类", "essential"),
    Leaf("debt.loan", "Loan instalments", "贷款分期"),
    Leaf("fees.interest", "Interest", "利息"),
    Leaf("fees.late", "Late fees", "违约金"),
    Leaf("fees.bank", "Bank fees", "银行手续费"),
    Leaf("repayment", "Card repayment", "信用卡还款"),
    Leaf("transfer.own", "Between own accounts", "自有账户互转"),
    Leaf("transfer.invest", "Savings and investments", "储蓄与理财"),
    Leaf("income.salary", "Salary", "工资"),
    Leaf("income.benefit", "Pension and benefits", "养老金与补贴"),
    Leaf("income.interest", "Interest and dividends", "利息与分红"),
    Leaf("income.from_person", "From people", "他人转入"),
    Leaf("income.cashback", "Cashback and rewards", "返现与奖励"),
    Leaf("income.loan", "Loan paid out", "借款到账"),
    Leaf("income.other", "Other income", "其他收入"),
)
