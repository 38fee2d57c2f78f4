"""A file's own words for a kind of trade decide: a clear word early, a vague one when nothing else does."""

# Alipay's 交易分类, WeChat's 交易类型 and banks' 摘要, compared whole.
CLEAR: dict[str, str] = {
    "food.eating_out": "餐饮美食, 美食, 餐饮",
    "food.groceries": "食品酒饮, 生鲜, 食品生鲜, 超市便利",
    "shopping.clothing": "服饰装扮, 服饰美容, 服饰内衣, 鞋靴箱包, 服饰",
    "housing.home": "家居家装, 家居用品, 家具家装",
    "shopping.electronics": "数码电器, 电脑办公, 手机通讯, 家用电器, 数码",
    "shopping.general": "运动户外, 网购",
    "shopping.beauty": "美容美发, 美发护理, 美妆护肤, 个护美妆",
    "family.children": "母婴亲子, 母婴, 母婴玩具",
    "family.pets": "宠物, 宠物生活",
    "transport.public": "交通出行, 公共交通",
    "transport.car": "爱车养车",
    "housing.property_fee": "住房物业",
    "travel.lodging": "酒店旅游",
    "education.courses": "教育培训, 图书文娱",
    "health.medical": "医疗健康",
    "other.services": "收发快递",
    "people.donations": "公益捐赠, 分分捐",
    "insurance.premium": "保险, 互助保障",
    "people.to_person": "亲友代付, 亲属卡交易, 群收款, 赞赏码",
}

# Compared whole with the kind, and as words with the text.
VAGUE: dict[str, str] = {
    "shopping.household": "日用百货",
    "other.services": "充值缴费, 生活服务, 商业服务, 公共服务, 生活缴费",
    "leisure.events": "文化休闲",
    "people.gifts": "微信红包, 红包",
    "people.to_person": """
        转账, 网转, 转账红包, 跨行转账, 汇款, 转出, 转帐, 行内转账, 网银转账, 手机转账, 跨行汇款, 扫码转账
        微信转账, online transfer, transfer to, fund transfer, wire transfer, wire out, bill payment to
        xfer, transfer
    """,
}
