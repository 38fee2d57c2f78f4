"""Merchants' names: the home, its supplies, insurance, the state."""

BRANDS: dict[str, str] = {
    "housing.rent": """
        自如, 我爱我家, 相寓, 贝壳租房, 链家租赁, 蛋壳公寓, 泊寓, 冠寓, 魔方公寓, 乐乎公寓, 青客, 公租房
        有巢公寓, bilt rent, rentcafe, yardi, appfolio, zillow rental, avail rent, clickpay, payrent
        entrata, buildium, equity residential, avalonbay, camden property, greystar, irvine company apt
        rentpayment, flex rent, essex property
    """,
    "housing.mortgage": """
        公积金贷款, 住房贷款, 按揭, 房贷, rocket mortgage, quicken loans, mr cooper, pennymac
        freedom mortgage, loandepot, newrez, shellpoint, united wholesale mortgage, nationstar, caliber home
        flagstar mortgage, wells fargo home mtg, dovenmuehle, cenlar, nationwide bs mortgage
    """,
    "housing.property_fee": """
        万科物业, 碧桂园服务, 保利物业, 绿城服务, 雅生活, 彩生活, 龙湖智慧服务, 长城物业, 融创物业, 中海物业
        恒大物业, 金地物业, 招商积余
    """,
    "housing.home": """
        宜家, ikea, 红星美凯龙, 居然之家, 百安居, 顾家家居, 林氏木业, 林氏家居, 全友家居, 欧派, 索菲亚家居
        土巴兔, 源氏木语, 尚品宅配, home depot, lowes, lowe s, ace hardware, menards, wayfair, bed bath
        crate & barrel, west elm, pottery barn, williams sonoma, ashley, homegoods, restoration hardware
        rooms to go, true value, harbor freight, floor & decor, sherwin williams, b&q, screwfix, homebase
        dunelm, bunnings, canadian tire, rona, leroy merlin, castorama, mattress firm, taskrabbit, angi
        living spaces, at home store
    """,
    "utilities.electricity": """
        国家电网, 南方电网, 网上国网, 供电局, 供电公司, 电力公司, 国网, 中华电力, 中電, 港灯, 電費
        con edison, coned, pg&e, pgande, pacific gas, southern california edison, socal edison, sce
        duke energy, dominion energy, florida power, fpl, national grid, eversource, xcel energy, comed
        dte energy, georgia power, entergy, ameren, pseg, pepco, bge, txu energy, reliant energy
        puget sound energy, san diego gas, british gas, edf energy, octopus energy, eon next, e on
        scottish power, ovo energy, bc hydro, hydro quebec, hydro one, enmax, epcor, origin energy
        agl energy, energyaustralia, vattenfall, clp power, first energy, firstenergy, ppl electric
        salt river project
    """,
    "utilities.water": """
        自来水, 水务, 供水, 水务集团, american water, water authority, water district, thames water
        severn trent, waste management, republic services, city water, anglian water, yorkshire water
        united utilities, sydney water, waste mgmt
    """,
    "utilities.gas": """
        燃气, 天然气, 煤气, 昆仑能源, 新奥燃气, 中国燃气, 港华燃气, 华润燃气, 昆仑燃气, 热力公司, 热力集团
        供热, 供暖, 暖气费, 煤氣, 中華煤氣, 液化气, socalgas, southern calif gas, nicor gas, atmos energy
        centerpoint energy, spire gas, nw natural, columbia gas, peoples gas, enbridge gas, fortisbc
        piedmont natural gas, washington gas, suburban propane, amerigas, nipsco
    """,
    "utilities.mobile": """
        中国移动, 中国联通, 中国电信, 中国广电, 移动话费, 联通话费, 电信话费, 话费充值, 手机充值, 通信充值
        话费, 号码认证, 中移动, 移动通信, 中國移動, 联通华盛, 阿里通信, 小米移动, 中移在线, 中移电子商务
        csl mobile, smartone, china mobile, china unicom, china telecom, verizon, vzwrlss, at&t, att bill
        att payment, t mobile, tmobile, sprint, cricket wireless, metro by t mobile, metropcs, boost mobile
        mint mobile, visible, google fi, us cellular, straight talk, tracfone, total wireless, us mobile
        consumer cellular, rogers wireless, rogers, bell mobility, telus, fido, koodo, freedom mobile
        vodafone, o2, ee limited, giffgaff, three uk, voda, telstra, optus, singtel, starhub, lebara
        lycamobile, virgin mobile, skype, orange mobile, telekom
    """,
    "utilities.internet": """
        宽带, 有线电视, 歌华有线, 长城宽带, 鹏博士, 广电网络, 东方有线, 数字电视, 华数, 网络费, 香港寬頻
        hkbn, netvigator, comcast, xfinity, spectrum, charter comm, cox communications, cox comm, optimum
        altice, frontier communications, frontier comm, centurylink, lumen, windstream, mediacom
        google fiber, starlink, hughesnet, viasat, rcn, astound, wow internet, directv, dish network
        sling tv, shaw cable, videotron, cogeco, bell canada, virgin media, bt group, talktalk, plusnet
        sky digital, sky uk, nbn, aussie broadband
    """,
    "insurance.premium": """
        中国人寿, 中国平安, 平安保险, 平安人寿, 平安财险, 太平洋保险, 太平洋财险, 中国人保, 人保财险, 泰康
        新华保险, 太平人寿, 阳光保险, 众安保险, 众安在线, 友邦, 好医保, 水滴保, 蚂蚁保险, 微保, 惠民保
        大地保险, 华泰保险, 安盛, 大都会人寿, 中华联合财险, 国寿财险, 相互宝, 保费, 保險, 社保缴费, 医保缴费
        geico, state farm, progressive, allstate, liberty mutual, farmers ins, usaa insurance
        nationwide ins, travelers, american family, esurance, root insurance, lemonade, metlife, prudential
        aflac, new york life, northwestern mutual, mutual of omaha, blue cross, bcbs, aetna, cigna, humana
        united healthcare, unitedhealthcare, uhc, kaiser premium, anthem, oscar health, delta dental
        vsp vision, aviva, admiral insurance, direct line, axa, allianz, zurich insurance, icbc agent, aami
        nrma, medibank, bupa, manulife, sun life, the hartford
    """,
    "state.tax": """
        国家税务, 税务局, 个人所得税, 个税, 车船税, 房产税, 契税, 电子税务, irs, us treasury tax
        franchise tax, hmrc, cra tax, ato payment
    """,
    "state.fees": """
        交警, 交通罚款, 违章, 交管, 公安局, 出入境, 法院, 诉讼费, 签证, 财政局, 非税, 财政非税, 政务, 国库
        dmv, dept of motor, county clerk, uscis, passport, city of, county of, state of, usps po, dvla
        tv licensing, council tax, parking fine
    """,
}

GENERIC: dict[str, str] = {
    "housing.rent": """
        房租, 租金, 房东, 租房, 公寓, 房屋租赁, 合租, 月租房, 住宿费押金, 租賃, rent, rental payment
        landlord, apartments, apartment, apts, leasing, property management, property mgmt, realty, tenant
    """,
    "housing.mortgage": "房屋贷款, 住房公积金还贷, mortgage, mtg pymt, home loan, mtg",
    "housing.property_fee": """
        物业费, 物业, 物业管理, 物业服务, 管理费物业, 業主, 管理費, 公摊, hoa, homeowners assoc, condo fee
        strata, association dues
    """,
    "housing.home": """
        家居, 家具, 家装, 建材, 五金, 装修, 灯具, 家纺, 窗帘, 床垫, 卫浴, 水电维修, 维修, 开锁, 搬家, 家政
        保洁, 油漆, 地板, 门窗, 瓷砖, 厨具, furniture, hardware, plumbing, plumber, electrician, mattress
        home improvement, lumber, decor, handyman, carpet, flooring, garden, nursery, landscaping, lawn
        locksmith, cleaning service, cleaners home, pest control, moving co, storage
    """,
    "utilities.electricity": """
        电费, 电力, 供电, 生活缴费电, 购电, electric, electricity, electric bill, power company
        power & light, energy, utility, utilities
    """,
    "utilities.water": "水费, 水務, 污水, water bill, water, sewer, sewage, waste, garbage, trash",
    "utilities.gas": "燃气费, 取暖费, 暖气, 暖氣, 热力, gas bill, natural gas, heating oil, heating, propane",
    "utilities.mobile": """
        充值话费, 手机费, 通讯费, 电话费, 流量包, 联通, 电信, mobile bill, wireless, telecom, cellular
        phone bill, prepaid mobile
    """,
    "utilities.internet": "网费, broadband, internet, cable tv, fiber, isp",
    "insurance.premium": """
        保险, 人寿, 财险, 寿险, 车险, 医保, 社保, 互助保障, insurance, ins prem, assurance, premium pmt
        insur
    """,
    "state.tax": "税费, 税款, 缴税, 税金, tax payment, taxes, property tax, tax pymt, usataxpymt, impuesto",
    "state.fees": """
        罚款, 罚没, 公证, 工本费, 证件, court, clerk of, fine payment, license fee, permit, govt, gov
        municipal, toll violation
    """,
}
