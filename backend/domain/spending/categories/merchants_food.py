"""Merchants' names: what is eaten and drunk. A phrase ends at a comma or a line's end."""

BRANDS: dict[str, str] = {
    "food.groceries": """
        盒马, 永辉, 大润发, 沃尔玛, 家乐福, 华润万家, 物美, 山姆会员, 山姆会员商店, 开市客, 麦德龙, 世纪联华
        联华超市, 华联超市, 苏果, 步步高超市, 叮咚买菜, 每日优鲜, 美团买菜, 小象超市, 朴朴, 多多买菜
        美团优选, 淘菜菜, 兴盛优选, 钱大妈, 百果园, 鲜丰水果, 七鲜, 奥乐齐, 胖东来, 京东到家, 京东买菜
        人人乐, 新华都, 中百仓储, 天虹超市, 美宜佳, 便利蜂, 全家便利, 全家 familymart, 罗森, 711便利店, 7 11
        十足便利, 见福便利, 红旗连锁, 唐久便利, 易捷便利, 天福便利, 百佳超市, 百佳超級市場, 惠康, wellcome
        parknshop, 本来生活, 锅圈食汇, 来伊份超市, walmart, wal mart, wm supercenter, target, costco
        whole foods, wholefds, trader joes, trader joe s, kroger, safeway, publix, aldi, lidl, albertsons
        h e b, heb, meijer, wegmans, food lion, giant eagle, stop & shop, shoprite, winco, sprouts farmers
        harris teeter, ralphs, vons, fred meyer, king soopers, hy vee, winn dixie, piggly wiggly, sams club
        sam s club, bjs wholesale, instacart, h mart, 99 ranch, weee, t&t supermarket, t t supermarket
        loblaws, sobeys, no frills, real canadian, freshco, superstore, tesco, sainsbury, sainsburys, asda
        morrisons, waitrose, iceland foods, ocado, carrefour, auchan, leclerc, intermarche, rewe, edeka
        kaufland, mercadona, albert heijn, woolworths, coles, 7 eleven, family mart, familymart, lawson
        circle k, wawa, sheetz, freshdirect, amazon fresh, fairprice, cold storage
    """,
    "food.delivery": """
        美团外卖, 饿了么, 拉扎斯, ele me, eleme, 饿了么外卖, 京东外卖, 京东秒送, 淘宝闪购, 百度外卖
        蜂鸟配送, 达美乐, 点我达, 肯德基宅急送, 必胜宅急送, 闪送, doordash, dd doordash, uber eats, ubereats
        uber eat, grubhub, postmates, seamless, caviar, skipthedishes, skip the dishes, just eat, deliveroo
        foodpanda, fantuan, hungrypanda, hungry panda, chowbus, menulog, takeaway com, lieferando, glovo
        dominos, domino s, gopuff
    """,
    "food.eating_out": """
        麦当劳, 金拱门, 麥當勞, 肯德基, 百胜, 必胜客, 汉堡王, 德克士, 华莱士, 塔斯汀, 赛百味, 海底捞, 呷哺
        西贝, 外婆家, 绿茶餐厅, 太二, 九毛九, 真功夫, 老乡鸡, 乡村基, 永和大王, 味千, 吉野家, 吉祥馄饨, 沙县
        兰州拉面, 黄焖鸡, 张亮麻辣烫, 杨国福, 南城香, 庆丰包子, 巴比馒头, 袁记云饺, 和府捞面, 遇见小面
        五爷拌面, 陈香贵, 马记永, 萨莉亚, 萨莉亚餐饮, 食其家, 大米先生, 老娘舅, 大家乐, 大快活, 美心
        点评买单, 美团, meituan, 大众点评, 三快在线, 三快科技, 美团平台商户, 客如云, 哗啦啦, 二维火, 蜀大侠
        小龙坎, 大龙燚, 巴奴, 凑凑, 全聚德, 小南国, 木屋烧烤, 很久以前, 紫燕百味鸡, 绝味鸭脖, 周黑鸭
        正新鸡排, 饭票, 掌上生活饭票, 手机银行饭票, 食堂, mcdonalds, mcdonald s, kfc, burger king, wendys
        wendy s, taco bell, chipotle, subway, chick fil a, popeyes, panda express, five guys, shake shack
        in n out, arbys, sonic drive, dairy queen, pizza hut, papa johns, papa john s, little caesars
        panera, olive garden, applebees, applebee s, chilis, chili s, ihop, dennys, denny s, cracker barrel
        outback, red lobster, cheesecake factory, texas roadhouse, buffalo wild, jack in the box
        whataburger, culvers, culver s, raising canes, raising cane s, jersey mikes, jimmy johns
        jimmy john s, waffle house, zaxbys, sweetgreen, nandos, nando s, greggs, pret a manger, wagamama
        wingstop, panda inn, el pollo loco, carls jr, hardees, qdoba, noodles & company, potbelly
        firehouse subs, tim hortons, a&w, harveys, swiss chalet, quiznos, jollibee, haidilao, toast tab
    """,
    "food.coffee": """
        瑞幸, luckin, 星巴克, starbucks, 库迪, cotti, 幸运咖, manner coffee, 皮爷咖啡, peets, peet s, tims
        costa, 太平洋咖啡, 连咖啡, nowwa, 挪瓦, 喜茶, heytea, 奈雪, 蜜雪冰城, 茶百道, 古茗, 沪上阿姨
        霸王茶姬, 书亦烧仙草, coco都可, 一点点, 益禾堂, 甜啦啦, 茶颜悦色, 乐乐茶, 贡茶, 快乐柠檬, 一鸣真鲜奶
        爷爷不泡茶, 柠季, 冰淳茶饮, dunkin, dutch bros, blue bottle, caribou coffee, philz, caffe nero
        gong cha, kung fu tea, chatime, sharetea, tiger sugar, boba guys, second cup, coffee bean
        la colombe, gloria jeans, cafe coffee day, black rifle coffee
    """,
    "food.snacks": """
        良品铺子, 三只松鼠, 百草味, 来伊份, 零食很忙, 赵一鸣, 好想来, 零食有鸣, 好利来, 鲍师傅, 泸溪河, 元祖
        味多美, 85度c, 面包新语, 巴黎贝甜, 哈根达斯, 冰雪皇后, dq, 詹记, 稻香村, 幸福西饼, 21cake, 诺心
        友宝, 丰e足食, 农夫山泉, 元气森林, krispy kreme, baskin robbins, haagen dazs, crumbl
        insomnia cookies, cold stone, ben & jerrys, nothing bundt, auntie annes, cinnabon, sees candies
        godiva, vending, cantaloupe, usa tech, 85c bakery, paris baguette, tous les jours, entenmanns
    """,
    "food.alcohol_tobacco": """
        1919酒类, 1919吃喝, 酒仙网, 酒便利, 华致酒行, 茅台, 五粮液, 烟草, 烟酒, 悦刻, relx, 中国烟草, 海伦司
        total wine, bevmo, abc fine wine, spec s wine, lcbo, the beer store, saq, bws, dan murphys, binnys
        vape, smoke shop, juul, majestic wine
    """,
}

GENERIC: dict[str, str] = {
    "food.groceries": """
        超市, 便利店, 便利超市, 生鲜, 菜市场, 农贸市场, 农贸, 菜场, 蔬菜, 水果, 果蔬, 粮油, 肉铺, 鲜肉
        海鲜批发, 水产, 小卖部, 商店, 杂货, 超級市場, 买菜, 食品商行, 百货超市, 副食, 豆制品, 鲜奶, 牛奶
        鸡蛋, 便利, 生活超市, 士多, 街市, supermarket, supermarkets, supermercado, supermarche, supermarkt
        grocery, groceries, grocer, market, mart, minimart, mini mart, convenience, foods, produce
        farmers market, butcher, deli, food store, corner store, bodega, fruit, vegetables
    """,
    "food.delivery": "外卖, 外賣, 配送费, 跑腿, food delivery, takeaway, take away",
    "food.eating_out": """
        餐厅, 餐饮, 餐馆, 餐飲, 饭店, 餐廳, 饭馆, 饭堂, 饮食, 美食, 小吃, 快餐, 早餐, 早点, 午餐, 晚餐, 火锅
        烧烤, 烤肉, 烤鱼, 串串, 麻辣烫, 麻辣香锅, 面馆, 拉面, 米线, 米粉, 螺蛳粉, 酸辣粉, 粉店, 牛肉面, 馄饨
        水饺, 饺子, 包子, 馒头, 煎饼, 肠粉, 盖饭, 炒饭, 卤味, 熟食, 寿司, 料理, 日料, 韩餐, 西餐, 牛排, 披萨
        汉堡, 炸鸡, 酒楼, 酒家, 食府, 食堂, 茶餐厅, 大排档, 排档, 私房菜, 川菜, 湘菜, 粤菜, 土菜, 农家菜
        烤鸭, 粥, 自助餐, 宵夜, 夜宵, 吃饭, 聚餐, 餐费, 饭钱, 小馆, 菜馆, 食坊, 龙虾, 海鲜, 羊肉, 牛肉
        鸡公煲, 冒菜, 烘焙餐厅, 轻食, 沙拉, 餐, restaurant, catering, restaurants, restaurante, ristorante
        trattoria, brasserie, bistro, diner, eatery, grill, kitchen, pizza, pizzeria, burger, burgers, taco
        tacos, taqueria, sushi, ramen, noodle, noodles, pho, bbq, steakhouse, seafood, sandwich, cantina
        buffet, cafeteria, canteen, thai, indian, mexican, chinese food, dim sum, hot pot, hotpot, poke
        kebab, curry, wings, chicken, food truck, lunch, dinner, breakfast, brunch, meal, dining, cuisine
        izakaya, gastropub, food court, tavern, doner
    """,
    "food.coffee": """
        咖啡, 奶茶, 茶饮, 饮品, 果汁, 咖啡厅, 咖啡館, coffee, cafe, café, espresso, roasters, boba
        bubble tea, tea house, teahouse, tea
    """,
    "food.snacks": """
        零食, 甜品, 蛋糕, 面包, 烘焙, 糕点, 冰淇淋, 冷饮, 坚果, 糖果, 饼屋, 西点, 饮料, 雪糕, 售货机
        自动售货, bakery, bakeries, patisserie, boulangerie, donut, donuts, doughnut, ice cream, gelato
        frozen yogurt, dessert, desserts, cake, cakes, candy, chocolate, chocolatier, cookies, cupcakes
        snack, snacks, creamery
    """,
    "food.alcohol_tobacco": """
        酒吧, 酒馆, 啤酒, 白酒, 红酒, 葡萄酒, 香烟, 卷烟, 烟店, 电子烟, 酒行, 酒类, bar, pub, brewery
        brewing, liquor, liquors, wine, wines, winery, spirits, tobacco, cigar, cigars, cigarettes, beer
        taproom, nightclub, cocktail, bottle shop, saloon
    """,
}
