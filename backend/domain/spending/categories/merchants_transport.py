"""Merchants' names: getting around, and travelling."""

BRANDS: dict[str, str] = {
    "transport.ride": """
        滴滴, 嘀嘀, 滴滴出行, 嘀嗒, 曹操出行, 高德打车, 高德, t3出行, 首汽约车, 神州专车, 花小猪, 美团打车
        如祺出行, 享道出行, 哈啰打车, 哈啰顺风车, 小桔科技, 小桔, 货拉拉, 阳光出行, 万顺叫车, 百度打车
        萝卜快跑, uber, uber trip, lyft, curb, via transportation, bolt eu, grab, gojek, free now, cabify
        ola cabs, didi, gett, addison lee, waymo, yellow cab, hktaxi
    """,
    "transport.bike": """
        哈啰, 哈罗单车, 美团单车, 摩拜, 青桔, 青桔单车, 小遛, 松果出行, 永安行, 共享单车, 共享电单车
        人民出行, 喵走, 街兔, 骑行卡, ofo, citi bike, citibike, lime ride, lime, bird app, spin scooter
        bay wheels, divvy, capital bikeshare, voi, tier mobility, santander cycles
    """,
    "transport.public": """
        地铁, 公交, 一卡通, 交通卡, 羊城通, 岭南通, 深圳通, 公共交通, 轨道交通, 巴士, 乘车码, 亿通行
        metro大都会, 北京地铁, 八达通, octopus cards, 港鐵, 港铁, 申通地铁, 武汉地铁, 广州地铁, 通卡联城
        轮渡, 城市通卡, 交通联合, 通勤巴士, 乘车, 客运公交, 元通码, mta, suica, pasmo, icoca, mta nyct
        mta metrocard, omny, metrocard, septa, bart, clipper, wmata, smartrip, cta ventra, ventra, mbta
        caltrain, nj transit, njtransit, lirr, metro north, metra, trimet, orca card, la metro, tap la, muni
        marta, path tapp, presto, translink, ttc, tfl, tfl travel, oyster, stagecoach, arriva, first bus
        myki, opal card, transport for, transportnsw, sbs transit, simplygo, mtr, sncf transilien, ratp
    """,
    "transport.fuel": """
        中国石化, 中石化, 中国石油, 中石油, 壳牌, 中海油, 中化石油, 加油站, 道达尔, 团油, 滴滴加油, 易捷加油
        小桔充电, 特来电, 星星充电, 云快充, 国网电动, 特斯拉充电, 蔚来换电, 加油卡, 美孚, 快电, e充电
        南网电动, 新电途, 能链, 充电桩, shell, shell oil, chevron, exxon, exxonmobil, mobil, bp, texaco
        arco, valero, sunoco, marathon petro, phillips 66, conoco, citgo, speedway, quiktrip, qt, racetrac
        casey s, caseys, kum & go, loves, love s, pilot, flying j, murphy usa, buc ees, buc ee s, gulf oil
        getgo, petro canada, esso, husky, ultramar, total energies, repsol, caltex, ampol, aral, chargepoint
        evgo, electrify america, tesla supercharger, supercharger, blink charging, costco gas, sams gas
        petrochina, sinopec, irving oil, maverik, cumberland farms, hess
    """,
    "transport.parking": """
        etc, 高速公路, 通行费, 过路费, 联合电子收费, 电子收费, 速通, 粤通卡, 苏通卡, 鲁通卡, 沪通卡, 停车
        停車, 捷停车, etcp, 车位, 泊车, 路桥, 高速通行, 小强停车, pp停车, 咪表, 宜停车, 车牌付, 停简单, 科拓
        捷顺, 快易通, autotoll, e zpass, ezpass, fastrak, sunpass, txtag, peach pass, ipass, i pass
        illinois tollway, ez tag, parkmobile, paybyphone, spothero, spplus, sp plus, laz parking
        abm parking, parkwhiz, impark, ringgo, justpark, ncp, dartford, 407 etr, linkt, passportparking
        park mobile, premium parking, propark, metropolis parking, park n fly
    """,
    "transport.car": """
        途虎, 途虎养车, 汽车之家养车, 天猫养车, 京东养车, 4s店, 车享家, 洗车, 汽修, 汽车维修, 轮胎, 驾校
        车管所, 年检, 车检, 汽车服务, autozone, oreilly auto, o reilly, advance auto, napa auto, pep boys
        jiffy lube, valvoline, midas, firestone, discount tire, goodyear, les schwab, meineke, monro
        take 5 oil, aaa membership, aaa, halfords, kwik fit, carmax, christian brothers auto, mavis
        safelite
    """,
    "travel.tickets": """
        12306, 铁路, 中铁, 铁路客户服务, 高铁, 火车票, 动车, 航空, 南航, 国航, 东航, 海航, 春秋航空
        吉祥航空, 厦航, 深航, 川航, 机票, 携程, 去哪儿, 飞猪, 同程, 途牛, 马蜂窝, 智行, 飞常准, 航班管家
        高铁管家, 铁友, 长途汽车, 客运, 汽车站, 机场巴士, 神州租车, 一嗨租车, 悟空租车, 国泰航空, 国泰
        amtrak, greyhound, flixbus, megabus, united airlines, united air, delta air, american airlines
        american air, southwest air, southwes, jetblue, alaska air, spirit air, frontier airlines
        hawaiian air, allegiant, air canada, westjet, porter airlines, british airways, easyjet, ryanair
        wizz air, lufthansa, air france, klm, emirates, qatar air, singapore air, cathay pacific, qantas
        jetstar, eurostar, trainline, the trainline, lner, gwr, avanti west, deutsche bahn, db vertrieb
        sncf, renfe, trenitalia, via rail, expedia, kayak, priceline, orbitz, travelocity, trip com, hertz
        avis, enterprise rent, national car, budget rent, alamo, sixt, turo, zipcar, carnival
        royal caribbean, norwegian cruise, qunar, ctrip, viator, getyourguide, klook, peter pan bus
    """,
    "travel.lodging": """
        酒店, 宾馆, 民宿, 客栈, 旅馆, 旅店, 华住, 汉庭, 如家, 全季, 亚朵, 锦江, 维也纳酒店, 7天, 格林豪泰
        首旅, 尚美, 途家, 小猪短租, 爱彼迎, 美团民宿, 青年旅舍, 度假村, 希尔顿, 万豪, 洲际, 美团酒店, airbnb
        vrbo, booking com, bookingcom, hotels com, marriott, hilton, hampton inn, hyatt, holiday inn, ihg
        best western, motel 6, super 8, la quinta, days inn, comfort inn, sheraton, westin, fairfield inn
        courtyard, doubletree, embassy suites, residence inn, four seasons, ritz carlton, wyndham
        premier inn, travelodge, accor, ibis, novotel, agoda, hostelworld, red roof, extended stay
        quality inn, homewood suites, radisson
    """,
}

GENERIC: dict[str, str] = {
    "transport.ride": """
        打车, 网约车, 出租车, 出租汽车, 顺风车, 代驾, 快车, 的士, taxi, cab, cabs, rideshare, limo
        car service
    """,
    "transport.bike": "单车, 骑行, bike share, bikeshare, scooter",
    "transport.public": """
        公交卡, 交通出行, 班车, transit, metro, subway fare, bus fare, tram, ferry, train fare
        transportation authority
    """,
    "transport.fuel": """
        加油, 石油, 油站, 充电, 汽油, 油费, 加氢, gas station, fuel, petrol, gasoline, petroleum
        service station, ev charging
    """,
    "transport.parking": """
        停车场, 停车费, 高速, parking, garage parking, toll, tolls, tollway, turnpike, car park, carpark
        park & ride, thruway
    """,
    "transport.car": """
        汽车, 爱车养车, 保养, 车辆, 机动车, 美车, 汽配, auto repair, auto parts, car wash, carwash, tire
        tires, tyre, oil change, automotive, mechanic, auto body, smog, auto service, motors
    """,
    "travel.tickets": """
        车票, 旅行社, 旅游, 旅行, 机场, 租车, 航班, 船票, airlines, airline, airways, air ticket, travel
        railway, rail, flight, cruise, car rental, rent a car, airport, tours
    """,
    "travel.lodging": """
        住宿, 公寓酒店, 旅舍, 温泉酒店, hotel, hotels, motel, inn, hostel, resort, resorts, lodge, lodging
        suites, bed & breakfast
    """,
}
