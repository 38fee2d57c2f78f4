"""Merchants' names: learning, leisure, subscriptions, giving."""

BRANDS: dict[str, str] = {
    "leisure.cinema": """
        猫眼, 淘票票, 万达电影, 万达影城, 大地影院, 横店影视, cgv, 博纳影城, 金逸影城, 百老汇影城, 中影
        电影票, 影票, 影城, 保利影城, 卢米埃, amc theatres, amc 0, amc online, amc stubs, regal cinemas
        regal, cinemark, fandango, alamo drafthouse, atom tickets, cineplex, odeon, vue cinema, cineworld
        event cinemas, hoyts, village cinemas, marcus theatres, harkins
    """,
    "leisure.streaming": """
        爱奇艺, 腾讯视频, 优酷, 芒果tv, 芒果超媒, 快乐阳光, 哔哩哔哩, bilibili, b站, 幻电科技, 网易云音乐
        qq音乐, 酷狗, 酷我, 喜马拉雅, 樊登, 微信读书, 知乎, 超级会员, 88vip, 京东plus, 咪咕, 全民k歌, 豆瓣
        西瓜视频, 搜狐视频, 斗鱼, 虎牙, 蜻蜓fm, 懒人听书, 番茄小说, 起点读书, 阅文, qq会员, 连续包月
        自动续费, 会员费, 黄金会员, vip会员, 包月, netflix, spotify, hulu, disney plus, disneyplus, disney+
        hbo max, hbomax, max com, paramount+, paramount plus, peacock, youtube, youtubepremium
        google youtube, apple music, apple tv, amazon prime, prime video, prime membership, amzn prime
        primevideo, audible, sirius, siriusxm, pandora, tidal, deezer, crunchyroll, fubo, espn plus, espn+
        starz, showtime, discovery plus, twitch, patreon, onlyfans, kindle unlimited, kindle svcs, scribd
        medium com, substack, new york times, nytimes, wall street journal, wsj, washington post, economist
        financial times, the athletic, philo, britbox, now tv, crave, stan com, binge, soundcloud, viaplay
        dazn, costco membership
    """,
    "leisure.software": """
        icloud, apple com bill, itunes, app store, 苹果应用, 应用商店, 得到app, wps, 金山办公, 百度网盘
        百度网讯, 阿里云, 腾讯云, 迅雷, 印象笔记, 有道, 石墨, 剪映, 美图, 夸克, 华为云, 阿里云盘, 115网盘
        百度文库, 稿定, 坚果云, 向日葵远程, 域名, google one, google storage, google play, google workspace
        google cloud, microsoft 365, office 365, microsoft, msft, adobe, dropbox, evernote, notion, openai
        chatgpt, anthropic, claude ai, github, gitlab, canva, zoom us, zoom com, slack, linkedin, grammarly
        nordvpn, expressvpn, surfshark, 1password, lastpass, dashlane, norton, mcafee, godaddy, namecheap
        cloudflare, digitalocean, linode, aws, squarespace, wix com, wordpress, figma, jetbrains, cursor
        midjourney, todoist, bitwarden, proton, intuit, turbotax, quickbooks, mailchimp, ynab, tinder
        bumble, hinge, match com, calm com, headspace, setapp, 1blocker, fastmail, backblaze
    """,
    "leisure.games": """
        腾讯游戏, 米哈游, 原神, 王者荣耀, 网易游戏, 和平精英, 完美世界, 莉莉丝, 三七互娱, 巨人网络, 西山居
        盛趣, 鹰角, 叠纸, 雷霆游戏, 4399, taptap, 蛋仔派对, 英雄联盟, q币, 点券, 米哈遊, 库洛, 心动网络
        多益网络, steam, steamgames, steampowered, valve, playstation, sony interactive, psn, xbox, nintendo
        epic games, blizzard, battle net, riot games, roblox, ea games, electronic arts, ubisoft, minecraft
        mojang, supercell, king com, garena, mihoyo, hoyoverse, cognosphere, zynga, activision
        rockstar games, gog com, humble bundle, bethesda, fortnite, wargaming, niantic
    """,
    "leisure.events": """
        大麦, 大麦网, 永乐票务, 猫眼演出, 摩天轮票务, 秀动, 迪士尼, 环球影城, 欢乐谷, 方特, 长隆, 海洋公园
        海昌, 动物园, 植物园, 博物馆, 故宫, 美团门票, ticketmaster, stubhub, eventbrite, seatgeek
        live nation, axs, vivid seats, tickpick, disneyland, disney world, walt disney, universal studios
        six flags, seaworld, cedar fair, legoland, topgolf, dave & busters, dave & buster s, chuck e cheese
        bowlero, main event ent, meetup, alton towers, merlin entertainments, see tickets, dice fm, ticketek
        groupon, recreation gov, reserveamerica, vail resorts, ikon pass
    """,
    "leisure.lottery": """
        体育彩票, 福利彩票, 中国体彩, 中国福彩, 双色球, 大乐透, 赛马会, 賽馬會, draftkings, fanduel, betmgm
        bet365, caesars sportsbook, bovada, stake com, pokerstars, national lottery, ladbrokes, william hill
        paddy power, betfair, lotto, powerball, mega millions, sportsbet, tab com, prizepicks
    """,
    "health.fitness": """
        keep, 乐刻, 超级猩猩, 威尔士健身, 一兆韦德, 浩沙健身, 中田健身, 古德菲力, 金吉鸟, 24小时健身
        planet fitness, planet fit, la fitness, 24 hour fitness, equinox, gold s gym, golds gym
        anytime fitness, orangetheory, crunch fitness, crunch fit, ymca, lifetime fitness, life time
        peloton, classpass, crossfit, f45, soulcycle, barrys, pure barre, club pilates, snap fitness
        puregym, the gym group, david lloyd, goodlife, fitness first, strava, beachbody, eos fitness
        virgin active, basic fit
    """,
    "education.tuition": """
        教育局, 学校学费, 学信网, 校园卡, 校园一卡通, 学杂费, 教务, navient, nelnet, sallie mae, great lakes
        mohela, aidvantage, fedloan, dept education, department of education, studentloan, student ln
        college board, ets toefl, bursar, tuition mgmt, facts tuition, slc receipts
    """,
    "education.courses": """
        新东方, 学而思, 好未来, 猿辅导, 作业帮, 高途, 粉笔, 中公教育, 华图, 沪江, 网易云课堂, 腾讯课堂
        网易公开课, 极客时间, 慕课, 英孚, vipkid, 流利说, 扇贝, 百词斩, 火花思维, 编程猫, 雅思, 托福
        考试报名, 51talk, 开课吧, 三节课, coursera, udemy, edx, duolingo, skillshare, masterclass
        khan academy, codecademy, datacamp, pluralsight, rosetta stone, babbel, kumon, chegg, brilliant org
        outschool, udacity, treehouse, kaplan, princeton review, sylvan learning, mathnasium, italki, preply
        cambly
    """,
    "education.books": """
        当当图书, 新华书店, 孔夫子旧书, 西西弗, 言几又, 文轩, 博库, 中信书店, 多抓鱼, 诚品书店
        barnes & noble, barnes noble, half price books, powells books, thriftbooks, abebooks, waterstones
        foyles, wh smith, whsmith, indigo chapters, bookshop org, books a million, blackwells
    """,
    "family.childcare": """
        幼儿园, 托儿所, 托班, 早教, 金宝贝, 美吉姆, kindercare, bright horizons, goddard school, la petite
        primrose school, learning care, care com, sittercity, urbansitter, busy bees, kiddie academy
    """,
    "people.donations": """
        公益, 慈善, 腾讯公益, 红十字, 壹基金, 水滴筹, 轻松筹, 基金会, 蚂蚁森林, 爱心捐赠, 分分捐, 免费午餐
        red cross, gofundme, unicef, salvation army, st jude, actblue, winred, doctors without, wwf, oxfam
        save the children, habitat for, wikimedia, justgiving, united way, feeding america, world vision
        aspca, cancer research
    """,
    "people.gifts": """
        1 800 flowers, ftd, proflowers, hallmark, edible arrangements, 花点时间, 礼物说, 野兽派, 爱尚鲜花
        giftcards com, moonpig
    """,
    "other.services": """
        顺丰, 中通, 圆通, 韵达, 申通快递, 京东快递, 京东物流, 菜鸟, 德邦, 邮政, 极兔, 快递, 58到家, 天鹅到家
        干洗, 福奈特, 图文, 打印, 复印, 证件照, usps, ups store, ups, fedex, dhl, royal mail, canada post
        australia post, laundry, dry cleaners, dry cleaning, cleaners, laundromat, csc serviceworks
        public storage, extra space, u haul, uhaul, legalzoom, h&r block, experian, equifax, transunion
        credit karma, thumbtack
    """,
}

GENERIC: dict[str, str] = {
    "leisure.cinema": "电影, 影院, 影业, 影剧院, 戲院, cinema, cinemas, movie, movies, theatres, imax, film",
    "leisure.streaming": """
        会员, 视频会员, 音乐会员, 续费, 订阅, 直播, 打赏, 赞赏, subscription, streaming, premium membership
        magazine, podcast, membership
    """,
    "leisure.software": """
        软件, 网盘, 云服务, 应用, saas, software, cloud, hosting, vpn, domain, digital, licence key
    """,
    "leisure.games": """
        游戏, 手游, 点卡, 网吧, 网咖, 电竞, 桌游, 剧本杀, 密室, games, game, gaming, arcade, esports
    """,
    "leisure.events": """
        门票, 演唱会, 演出, 票务, 景区, 公园, 乐园, 剧院, 话剧, 音乐节, 展览, ktv, 歌厅, 酒吧演出, 棋牌
        台球, 温泉, 滑雪, 游乐, 保龄球, 文化休闲, 钓鱼, 露营, concert, festival, museum, zoo, aquarium
        amusement, bowling, karaoke, theater, theatre, golf, ski, tickets, park admission, entertainment
        event, recreation, club, billiards, escape room, campground, trampoline
    """,
    "leisure.lottery": """
        彩票, 体彩, 福彩, 刮刮乐, lottery, casino, betting, sportsbook, poker, gambling, bingo, wager
    """,
    "health.fitness": """
        健身, 瑜伽, 游泳, 羽毛球, 篮球馆, 体育馆, 运动馆, 私教, 普拉提, 搏击, 舞蹈, gym, fitness, yoga
        pilates, athletic club, swim, martial arts
    """,
    "education.tuition": """
        学费, 学校, 大学, 学院, 中学, 小学, 书本费, 住宿费, tuition, university, college, school, academy
        student loan
    """,
    "education.courses": """
        培训, 教育, 课程, 网课, 辅导, 补习, 考试费, 学习, course, courses, training, tutoring, tutor
        lessons, learning, exam
    """,
    "education.books": """
        书店, 图书, 书城, 教材, 电子书, 报刊, books, bookstore, bookshop, booksellers, newsagent, news stand
    """,
    "family.childcare": """
        托育, 保育, 月嫂, 育儿嫂, daycare, day care, childcare, child care, preschool, kindergarten
        montessori, nanny, babysit
    """,
    "people.donations": """
        捐赠, 捐款, 爱心, 善款, donation, charity, foundation, church, temple, mosque, ministries, tithe
        fundraiser
    """,
    "people.gifts": "礼金, 份子钱, 红包, 微信红包, 随礼, 压岁钱, 礼物, gift, gift card, giftcard",
    "other.services": """
        物流, 邮费, 运费, 洗衣, 律师, 咨询, 中介, 服务费, 家政服务, postage, shipping, courier, attorney
        law office, legal, notary, accounting, cpa
    """,
}
