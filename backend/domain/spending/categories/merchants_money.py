"""Words about money itself, before any merchant: income, repayments, own transfers, charges, cash.

OUT is for money that leaves, IN for money that arrives, ANY for both. CARD_IN is a card's own view of a repayment.
GENERIC only describes, and comes behind the merchants' names. WAYS say how money was sent, not what for.
"""

OUT: dict[str, str] = {
    "repayment": """
        还款, 信用卡还款, 信用卡還款, 自动转帐还款, 自动转账还款, 自动还款, 约定还款, 主动还款, 掌上生活还款
        财付通还款, 支付宝还款, 银联转账还款, 银联还款, 微信还款, 还信用卡, 信用卡自动还款, 跨行还款
        柜面还款, 卡还款, 云闪付还款, 花呗还款, 白条还款, 月付还款, 花呗主动还款, 花呗自动还款, 信用借还
        credit card payment, credit card pmt, creditcard payment, card payment to, credit crd, crd epay
        cardmember serv, card services payment, amex epayment, amex epay, american express ach pmt
        chase card, chase credit crd, citi card online, citicard, capital one crcardpmt
        capital one mobile pmt, discover e payment, discover bank payment, barclaycard us, bk of amer visa
        bofa credit card, synchrony bank, applecard gsbank, wells fargo card, credit card autopay
        cc payment, card autopay, visa payment, mastercard payment, cr card payment
    """,
    "debt.loan": """
        借呗还款, 网商贷, 微粒贷还款, 微粒贷, 贷款还款, 还贷, 贷款归还, 个人贷款, 账单分期, 分期本金
        分期入账, 现金分期, 分期摊销, 分期付款, 消费贷, 车贷, 金条还款, 分期还款, 有钱花, 度小满, 360借条
        借条还款, 招联金融, 马上消费, 捷信, 中银消费, 兴业消费, 拍拍贷, 分期乐, 乐信, 安逸花, 宜信, 放心借
        美团借钱, 生意贷, 京东金条, 助学贷款, 还款本金, 贷款, 还借款, affirm, klarna, afterpay, sezzle
        zip pay, zip co, upstart, lendingclub, sofi, sofi loan, prosper, best egg, onemain, avant
        loan payment, loan pmt, loan pymt, auto loan, car loan, personal loan, ally financial
        toyota financial, honda financial, ford credit, gm financial, capital one auto, carvana
        santander consumer, chrysler capital, nissan motor accept, installment, instalment, ln pymt
        paypal credit, bread financial, mission lane loan, earnin, dave inc, brigit, moneylion
        cash advance repay, finance co, kia finance, hyundai motor fin
    """,
    "fees.interest": """
        利息, 透支利息, 循环利息, 分期利息, interest charge, interest charged, purchase interest
        finance charge, interest, debit interest
    """,
    "fees.late": """
        滞纳金, 违约金, 逾期费, 逾期利息, 罚息, late fee, late payment fee, past due fee, late charge
        penalty fee
    """,
    "fees.bank": """
        手续费, 提现手续费, 转账手续费, 信用卡年费, 卡年费, 短信费, 账户管理费, 工本费, 小额管理费
        跨行手续费, 取现手续费, 超限费, 分期手续费, 外汇兑换手续费, 服务费提现, annual fee
        annual membership fee, monthly fee, maintenance fee, service charge, overdraft, overdraft fee
        nsf fee, nsf, returned check fee, returned item fee, foreign transaction fee, foreign trans fee
        atm fee, cash advance fee, balance transfer fee, wire fee, account fee, bank fee
        monthly maintenance, stop payment fee, od fee, intl transaction fee, non sterling, card fee
        convenience fee, insufficient funds
    """,
    "cash.withdrawal": """
        atm取款, 取款, 取现, 现金支取, 提取现金, 柜台取款, 自动柜员机, 預借現金, 预借现金, atm withdrawal
        withdrawal atm, mobile withdrawal, atm, cash withdrawal, cash advance, non chase atm, cashpoint
        atm debit, counter withdrawal, cash wdl, cashback atm
    """,
    "people.donations": "基金会, 慈善基金, 公益基金",
    "people.to_person": """
        亲情卡, 亲属卡, 亲友代付, 亲情付, 群收款, 给他人转账, 朋友转账, 赞赏码, venmo, zelle, cash app
        cashapp, square cash, send e tfr, e tfr, e transfer, interac, send money, xoom, western union
        moneygram, remitly, wise, transferwise, revolut, paypal inst xfer, apple cash sent, popmoney
        person to person, p2p, bizum, payid
    """,
}

IN: dict[str, str] = {
    "income.salary": """
        工资, 薪资, 薪水, 薪金, 薪酬, 代发工资, 代发薪, 代发, 奖金, 年终奖, 劳务费, 劳务报酬, 报销, 稿费
        绩效, 佣金, 補貼工資, 薪, salary, payroll, direct dep, direct deposit, dir dep, wages, paycheck
        salary payment, gusto, adp, paychex, paycom, intuit payroll, dd payroll, workday pay, stipend
        bonus payment, deel, rippling, bacs salary, lohn, gehalt, salaire, nomina, trinet
    """,
    "income.benefit": """
        养老金, 退休金, 失业金, 失业保险金, 失业补助金, 失业待遇, 失业, 低保, 补贴, 津贴, 抚恤, 公积金提取, 住房公积金
        生育津贴, 退税, 社保待遇, 助学金, 奖学金, social security, ssa treas, soc sec, ssi treas
        unemployment, edd, pension, unemployment insurance, unemployment benefit, unemployment comp, unemp
        ui benefit, ui benefits, tax refund, irs treas, state refund, child benefit, va benefit, universal credit, dwp
        canada cct, gst hst, cpp, oas canada, ei canada, snap benefits, stimulus, hmrc refund, centrelink, tax ref
    """,
    "income.interest": """
        利息, 结息, 收益发放, 收益, 分红, 股息, 余额宝收益, 红利, 活期结息, interest paid, interest payment
        interest credit, interest earned, interest, dividend, dividends, dividend earned, credit interest
        int paid, yield earned, savings interest
    """,
    "income.cashback": """
        返现, 返利, 奖励金, 红包奖励, 立减金, 积分兑换, 现金奖励, 消费返, 多多视频, 赏金, cash back
        cashback, reward, rewards, statement credit, cash reward, bonus rewards, rebate, referral bonus
        points redeemed
    """,
    "income.loan": """
        贷款发放, 借款到账, 放款, 借呗放款, 借款发放, 微粒贷借款, loan proceeds, loan disbursement
        loan deposit, cash advance deposit, loan advance
    """,
    "income.from_person": """
        转账, 红包, 微信红包, 收款, 二维码收款, 群收款, 转账红包, 亲友, 他行来账, 他行汇入
        跨行转账, 转入, 转存, 汇入, 来账, venmo, zelle, cash app, cashapp, e tfr, e transfer, interac
        transfer from, fund transfer from, sent you, wise, paypal transfer, bizum
    """,
    "income.other": """
        收入, 现金存入, 存款, cash deposit, deposit, atm deposit, mobile deposit, check deposit
        counter credit
    """,
}

ANY: dict[str, str] = {
    "transfer.own": """
        零钱提现, 零钱充值, 余额提现, 余额充值, 提现, 充值余额, 转入零钱通, 零钱通转出, 转入余额宝
        余额宝转入, 余额宝转出, 账户存取, 账户互转, 自有账户, 余额宝, 零钱通, 银行卡转入, 网上快捷提现
        转账到银行卡, 转账到自己, 本人账户, 卡内互转, 银证转账, 微信零钱, 通联还原, internal transfer
        transfer to savings, transfer from savings, transfer to checking, transfer from checking
        online transfer to chk, online transfer to sav, account transfer, tfr to savings, transfer between
        to savings, from savings, own account, paypal transfer to bank, add money, ach transfer
        savings transfer, overdraft transfer, keep the change, round up transfer, pts to, pts frm
    """,
    "transfer.invest": """
        理财通, 购买理财, 理财, 基金, 投资理财, 蚂蚁财富, 天天基金, 证券, 股票, 定投, 存入定期, 国债, 期货
        私募, 信托, 申购, 赎回, 富途, 老虎证券, vanguard, fidelity, charles schwab, schwab, robinhood
        etrade, e trade, td ameritrade, merrill, wealthfront, betterment, acorns, stash, coinbase, kraken
        binance, gemini, m1 finance, webull, interactive brokers, questrade, wealthsimple, hargreaves
        trading 212, freetrade, 401k, roth ira, brokerage, treasurydirect, moneybox, nutmeg, computershare
    """,
}

CARD_IN: dict[str, str] = {
    "repayment": """
        还款, 還款, 信用卡还款, 自动转帐还款, 自动转账还款, 掌上生活还款, 财付通还款, 银联转账还款
        支付宝还款, 他行还款, 还款入账, 转账还款, payment thank you, thank you, autopay payment
        automatic payment, autopay, online payment, payment received, payment recd, electronic payment
        mobile payment, e payment, epayment, internet payment, web payment, payment by phone, directpay
        direct debit payment, ach payment, pymt recd, payment credit, card payment, bill payment received
        online pymt, ebank payment, payment from chk, branch payment, credit crd pymt, credit card payment
        autopay pymt, preauthorized payment, pre authorized payment, payment rec
    """,
}

GENERIC: dict[str, str] = {
    "income.benefit": """
        benefit, benefits, ui, dol, dept of labor, department of labor, labor dept, workforce commission
        jobless, jobseeker, jobseekers
    """,
}

WAYS: dict[str, str] = {
    "people.to_person": OUT["people.to_person"],
    "income.salary": "direct dep, direct deposit, dir dep",
    "income.other": "deposit",
}
