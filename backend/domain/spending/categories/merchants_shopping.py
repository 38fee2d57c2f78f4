"""Merchants' names: shops, and what is bought in them."""

BRANDS: dict[str, str] = {
    "shopping.general": """
        苏宁, 当当, 抖音支付, 网易严选, 国美, 名创优品, 屈臣氏商城, 万达广场, 银泰, 大悦城, 王府井百货, 百联
        新世界百货, 奥特莱斯, 免税店, 泡泡玛特, 无印良品, muji, 迪卡侬, decathlon, 义乌小商品, 多多支付
        格力商城, 酷乐潮玩, macys, macy s, nordstrom, kohls, kohl s, jcpenney, jc penney, dillards
        bloomingdales, saks, neiman marcus, big lots, five below, dollar tree, dollar general, dollargeneral
        family dollar, dollarama, 99 cents, ollies, tuesday morning, michaels, michael s stores, hobby lobby
        joann, party city, staples, office depot, officemax, barnes noble gift, rei, dicks sporting
        dick s sporting, bass pro, cabelas, academy sports, world market, qvc, hsn, overstock, argos
        john lewis, wilko, b&m, poundland, home bargains, kmart, big w, daiso, don don donki, donki
        hudson st, miniso, winners, hudsons bay, giant tiger, el corte ingles, galeries lafayette, poshmark
        stockx, shop pay, zazzle, uline, hermes online
    """,
    "shopping.clothing": """
        优衣库, 海澜之家, 太平鸟, 森马, 美特斯邦威, 李宁, 安踏, 特步, 鸿星尔克, 361度, 波司登, 热风, 百丽
        七匹狼, 拉夏贝尔, 耐克, 阿迪达斯, 匡威, 斯凯奇, 新百伦, 蕉内, 鄂尔多斯, 九牧王, 都市丽人
        巴拉巴拉服饰, 滔搏, 宝胜, ubras, 始祖鸟, 北面, lululemon, uniqlo, zara, h&m, old navy, gap
        banana republic, nike, adidas, foot locker, tj maxx, tjmaxx, t j maxx, marshalls, ross, ross stores
        burlington, forever 21, american eagle, abercrombie, hollister, levis, levi s, j crew, jcrew
        anthropologie, urban outfitters, asos, primark, next retail, new look, river island, boohoo, zalando
        puma, vans, converse, under armour, new balance, skechers, dsw, payless, famous footwear
        victorias secret, aerie, lane bryant, torrid, express fashion, patagonia, north face
        columbia sportswear, carhartt, stitch fix, rent the runway, timberland, aritzia, mens wearhouse
        brooks brothers, coach outlet, michael kors, kate spade, reebok, crocs
    """,
    "shopping.electronics": """
        小米之家, 小米科技, 小米商城, 华为商城, 华为终端, 苹果公司, apple store, 苹果零售, oppo, vivo, 荣耀
        联想, 戴尔, 索尼, 大疆, 海尔, 格力, 苏宁易购, 国美电器, 顺电, 京东电器, 西门子家电, 绿联, 罗技
        best buy, bestbuy, apple com us, apple online, micro center, newegg, b&h photo, bhphoto, gamestop
        samsung, dell, lenovo, hp store, currys, jb hi fi, harvey norman, memory express, canada computers
        media markt, mediamarkt, saturn, fnac, darty, microsoft store, anker, adorama, monoprice, dyson
        bose, sonos, fortress hk, broadway hk
    """,
    "shopping.household": """
        屈臣氏日用, 洁柔, 维达, 蓝月亮, 宝洁, 立白, 上海家化, 家化电子, 心相印, 名创日用, 网易严选日用
        淘工厂, container store, bath & body works, yankee candle, grove collaborative, blueland
        who gives a crap
    """,
    "shopping.beauty": """
        屈臣氏, 丝芙兰, sephora, 完美日记, 花西子, 欧莱雅, 兰蔻, 雅诗兰黛, 娇韵诗, 万宁, 莎莎, sasa, 调色师
        珀莱雅, 林清轩, 美丽田园, 快剪, 优剪, 星客多, ulta, sally beauty, mac cosmetics, great clips
        supercuts, sport clips, fantastic sams, drybar, lush, the body shop, glossier, european wax
        massage envy, hand & stone, mario badescu, kiehls, clinique, lancome, hair cuttery, regis salon
        dollar shave
    """,
    "health.pharmacy": """
        大参林, 老百姓大药房, 益丰, 一心堂, 同仁堂, 国大药房, 海王星辰, 漱玉平民, 健之佳, 阿里健康, 京东健康
        京东大药房, 叮当快药, 平安好医生, 美团买药, 高济, 药师帮, 张仲景大药房, 饿了么买药, 1药网, cvs
        cvs pharmacy, walgreens, rite aid, duane reade, express scripts, optum rx, optumrx, capsule
        pillpack, amazon pharmacy, boots, lloyds pharmacy, superdrug, shoppers drug mart, shoppers drug
        london drugs, jean coutu, chemist warehouse, priceline pharmacy, goodrx, rexall, hims, medlife
        dm drogerie, rossmann
    """,
    "health.medical": """
        医院, 卫生院, 卫生服务中心, 诊所, 门诊, 口腔, 牙科, 眼科, 体检, 美年大健康, 爱康国宾, 微医, 好大夫
        挂号, 妇幼保健, 中医馆, 爱尔眼科, 通策, 瑞尔齿科, 宝岛眼镜, 眼镜, 疾控中心, 医疗, 诊疗, 急救中心
        和睦家, 新氧, kaiser permanente, kaiser, quest diagnostics, labcorp, mayo clinic, cleveland clinic
        minuteclinic, one medical, zocdoc, teladoc, aspen dental, lenscrafters, warby parker, visionworks
        pearle vision, concentra, carbon health, city citymd, specsavers, nhs, americas best contacts
        betterhelp, talkspace, planned parenthood, lifelabs, 1 800 contacts
    """,
    "family.children": """
        孩子王, 爱婴室, 贝贝网, 蜜芽, 乐友, 好孩子, 巴拉巴拉, 贝亲, 帮宝适, 飞鹤, 惠氏, 爱他美, 乐高
        玩具反斗城, 童装, buybuy baby, carters, carter s, toys r us, lego, gymboree, childrens place
        children s place, oshkosh, smyths toys, mothercare, build a bear, pampers, honest company, kiwico
    """,
    "family.pets": """
        波奇宠物, 宠物家, 瑞鹏宠物, 新瑞鹏, 伊丽莎白宠物, 皇家宠物, 麦富迪, petco, petsmart, chewy, banfield
        vca animal, pets at home, petbarn, rover com, wag labs, barkbox, pet supplies plus, pet valu
        petstock
    """,
}

# Where everything is sold: the file's own word for the trade, where it has one, says more.
MARKETS: dict[str, str] = {
    "shopping.general": """
        淘宝, 天猫, 拼多多, 京东, 京东商城, 唯品会, 抖音电商, 抖音商城, 快手小店, 快手电商, 小红书, 闲鱼
        转转, 得物, 考拉海购, 阿里巴巴, 有赞, 微店, 亚马逊, 寻梦信息, 上海寻梦, 微信小店, 视频号小店, amazon
        amzn, ebay, etsy, aliexpress, temu, walmart com, shopify, paypal ebay, mercari, offerup, 付费通
        amzn mktp, amazon mktpl, amazon com, alipay us, temu com, wish com, shein, 一号店, 1号店, taobao
        tmall, pinduoduo, jd com, jingdong, vipshop, rakuten, mercado libre, mercadolibre, allegro, flipkart
        lazada, shopee, coupang
    """,
}

GENERIC: dict[str, str] = {
    "shopping.general": """
        百货, 旗舰店, 商场, 购物, 商城, 专卖, 专营店, 礼品, 文具, 玩具, 工艺品, 杂货铺, 网店, 商贸, 批发
        体育用品, 运动户外, 户外用品, 手办, 饰品, 珠宝, 首饰, 钟表, 箱包, 乐器, 渔具, 花店, 鲜花
        department store, outlet, outlets, shop, store, mall, boutique, gifts, gift shop, jewelry, jewelers
        jewellery, sporting goods, sports store, stationery, toys, crafts, variety, bazaar, thrift, goodwill
        merchandise, florist, flowers, gallery shop
    """,
    "shopping.clothing": """
        服饰, 服装, 女装, 男装, 内衣, 鞋, 鞋业, 鞋店, 衣服, 羽绒服, 制衣, 帽, 裤, 袜, 连衣裙, 外套, 衬衫
        卫衣, t恤, 服饰装扮, clothing, apparel, fashion, shoes, footwear, menswear, womenswear, lingerie
        denim, sneakers, tailor, dress, garments
    """,
    "shopping.electronics": """
        数码, 电器, 手机, 电脑, 电子产品, 家电, 耳机, 相机, 平板, 键盘, 显示器, 充电宝, 数据线, 摄影器材
        electronics, computers, camera, appliances, appliance, phone repair, gadgets, laptop, headphones
    """,
    "shopping.household": """
        日用品, 日用, 洗衣液, 纸巾, 卫生纸, 抽纸, 清洁用品, 牙膏, 洗发水, 沐浴露, 垃圾袋, 毛巾, 收纳, 卫生巾
        洗护, 家清, household, homewares, housewares, toiletries, detergent
    """,
    "shopping.beauty": """
        美容, 美发, 理发, 美甲, 美妆, 化妆品, 护肤, 面膜, 口红, 香水, 造型, 烫染, 剪发, 沙龙, 足浴, 足疗
        按摩, 推拿, spa, 养生馆, 美睫, 祛痘, 发型, salon, barber, barbershop, hair, nails, nail spa
        cosmetics, beauty, makeup, skincare, massage, waxing, lashes, brows, med spa, perfume
    """,
    "health.pharmacy": """
        药房, 药店, 大药房, 药业, 买药, 藥房, 药品, 医药, pharmacy, pharmacie, farmacia, apotheke, drugstore
        chemist, rx, prescription
    """,
    "health.medical": """
        医疗健康, 住院, 医保, 护理, 康复, 针灸, 中医, 疫苗, 核酸, 手术, 心理咨询, 整形, 診所, 醫院, hospital
        clinic, medical, doctor, physician, dental, dentist, dds, orthodontics, optical, optometry, eye care
        health system, urgent care, radiology, pediatrics, dermatology, therapy, therapist, chiropractic
        physical therapy, laboratory, vision, md, surgery
    """,
    "family.children": """
        母婴, 奶粉, 尿不湿, 纸尿裤, 婴儿, 儿童, 宝宝, 童鞋, 亲子, baby, kids, children, diapers, maternity
        infant, toys
    """,
    "family.pets": """
        宠物, 猫粮, 狗粮, 猫砂, 宠物医院, 动物医院, 兽医, 萌宠, pet, pets, veterinary, vet, animal hospital
        animal clinic, grooming
    """,
}
