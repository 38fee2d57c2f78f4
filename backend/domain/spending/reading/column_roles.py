"""A dictionary of header words tells which roles a column may have, each with a rank (lower is preferred).

The tables are read top down: an earlier word is the better column for its role. `contains` catches the words
that no table has; it ranks last, and behind it what is known to be something else.
"""

import re
from functools import lru_cache

from backend.domain.spending.reading.header_words import normal

_EXACT = {
    "date": """付款时间 交易时间 交易日期 交易日 交易日期时间 消费日期 消费时间 发生日期 发生时间 支付时间
        创建时间 交易创建时间 transactiondate transdate trandate dateoftransaction transactiondatetime
        transactiontime purchasedate startedat starteddate dateofoperation datetime date timestamp created
        createdat buchungstag buchungsdatum buchung belegdatum umsatzdatum kaufdatum datum dateoperation
        datedoperation datedeloperation fechaoperacion fechadeoperacion fecha fechamovimiento data 日期 时间
        记账日期 记账日 入账日期 入账日 入账时间 记账时间 过账日期 最近修改时间 postingdate postdate
        posteddate dateposted bookingdate bookdate processdate settlementdate clearingdate completeddate
        valuedate valuta valutadatum wertstellung wertstellungsdatum datevaleur datedevaleur datecomptable
        fechavalor fechacontable""",
    "time": "交易时间 记账时间 时间 入账时间 发生时间 time uhrzeit zeit heure hora transactiontime",
    "amount": """记账金额 入账金额 人民币金额 billingamount billedamount amount 交易金额 金额 发生额
        收支金额 本次金额 交易额 实付金额 支付金额 订单金额 transactionamount amountinaccountcurrency gross
        net value sum total betrag umsatz betrageur betragineur umsatzineur montant montanteneuros importe
        importeeur cantidad monto valor 入账币种金额 结算金额 变动金额 交易发生额""",
    "debit": """记账金额支出 借方发生额 支出金额 支出 借方金额 借方 转出金额 转出 付出 取出 支取
        交易金额支出 debit debitamount debits withdrawal withdrawals withdrawalamount withdrawalamt
        withdrawn paidout moneyout out outflow payments soll sollbetrag belastung ausgaben ausgang
        lastschrift cargo cargos debito debitos gasto gastos retiro depenses debitseur charges amountdebit
        debitamt spent""",
    "credit": """记账金额收入 贷方发生额 收入金额 收入 贷方金额 贷方 转入金额 转入 存入 存入金额
        交易金额收入 credit creditamount credits deposit deposits depositamount depositamt paidin moneyin in
        inflow receipts haben habenbetrag gutschrift einnahmen eingang abono abonos credito creditos ingreso
        ingresos recettes amountcredit creditamt received""",
    "direction": """收支 收支类型 收支方向 收支标志 收支标识 借贷标志 借贷方向 借贷 借贷标识 资金流向
        交易方向 收付标志 收付方向 direction debitcredit drcr crdr creditdebit creditdebitindicator
        debitcreditindicator cdindicator dcindicator sollhaben sh indicator transactiontype type details
        sens flow 交易类型 类型 inout""",
    "currency": """记账币种 入账币种 billingcurrency accountcurrency currency 币种 币别 货币 货币种类
        交易币种 currencycode transactioncurrency ccy waehrung wahrung devise divisa moneda 账户币种""",
    "balance": """余额 账户余额 本次余额 交易后余额 当前余额 联机余额 balance runningbalance runningbal
        accountbalance balanceafter balanceaftertransaction saldo kontostand saldonachbuchung solde
        soldeeneuros saldoeur 可用余额 availablebalance closingbalance endingbalance bal""",
    "counterparty": """交易对方 对方户名 对方账户名 对方账户名称 对方名称 对方账号与户名 对方姓名 对方 交易对手
        交易对手名称 商户名称 商户 收付款方 交易场所 交易地点 merchant merchantname payee payeename
        counterparty counterpartyname beneficiary beneficiaryname name nameofcounterparty partnername
        beguenstigterzahlungspflichtiger begunstigterzahlungspflichtiger namezahlungsbeteiligter
        auftraggeberempfanger empfanger empfaenger zahlungsempfanger zahlungsempfangerin zahlungspflichtiger
        zahlungspflichtigerin auftraggeber auftraggeberbegunstigter beneficiaire tiers beneficiario
        ordenante nombre fromto tofrom recipient payor 收款方 商家 对方用户 对方账户""",
    "text": """商品说明 交易地点附言 movimiento 商品名称 商品 摘要 交易摘要 附言 用途 交易附言 交易说明 交易描述
        消费描述 交易详情 description transactiondescription transactiondetails details narrative narration particulars
        memo message verwendungszweck buchungsdetails beschreibung libelle libelleoperation concepto descripcion
        motivo detalle subject paymentreference reference referenz motif communication 备注 交易备注
        memoinfo note notes extendeddetails originaldescription additionalinformation observaciones betreff
        商户消费 label""",
    "kind": """交易类型 交易方式 交易分类 交易名称 业务类型 业务种类 业务摘要 类型 交易种类 type transactiontype kind
        buchungstext umsatzart umsatztyp vorgang vorgangverwendungszweck transactioncode tipo typeoperation
        tipodemovimiento details category categorie kategorie categoria subcategory spendingcategory 分类 类别""",
    "status": "交易状态 当前状态 状态 订单状态 status state transactionstatus zustand statut estado",
    "funding": """收付款方式 支付方式 付款方式 付款账户 支付渠道 资金渠道 银行卡 支付卡 付款卡 paymentmethod
        fundingsource paymentsource source 交易账户""",
    "reference": """交易订单号 交易单号 交易号 订单号 订单编号 交易流水号 流水号 流水编号 核心流水号 凭证号
        交易编号 业务流水号 transactionid transactionnumber transactionreference transactionref id fitid
        uniqueid referencenumber refnumber refno reference ref referenz kundenreferenz bankreference
        operationid numoperation numerodeoperation uuid checkorslip checknumber chequenumber checkslip slip""",
    "mcc": "mcc merchantcategorycode mcccode 商户类别码 商户类别代码 行业代码 categorycode",
    "fee": "fee fees 手续费 服务费 gebuhr frais comision",
}
_OTHER = """对方账号 对方账户账号 对方卡号 对方卡号账号 对方开户行 balancecurrency 余额币种 交易地金额
    foreignamount originalamount originalcurrency exchangerate rate foreigncurrency 账号 卡号
    卡号末四位 借记卡号 card cardno cardnumber accountnumber account accountno 交易国家或地区简称
    country 渠道 商户单号 商家订单号 商户订单号 cardmember loyaltypoints rewards points iban bic
    kontonummer blz bankleitzahl auftragskonto glaubigerid mandatsreferenz 网点名称 交易网点 序号 no
    num recordcount 借记卡 foreignspendamount commission postcode address citystate zipcode lastname
    sammlerreferenz lastschriftursprungsbetrag auslagenersatzrucklastschrift product produkt"""

_CONTAINS = [
    ("balance", re.compile(r"余额|balance|saldo|solde|kontostand")),
    ("reference", re.compile(r"流水|单号|transactionid|referencenumber|operationid")),
    ("counterparty", re.compile(r"对方.*名|商户名|merchantname|payee|beneficiar|empfang|begunstigt")),
    ("text", re.compile(r"摘要|附言|备注|用途|description|memo|narrative|verwendungszweck|libelle|concepto")),
    ("currency", re.compile(r"币种|币别|currency|wahrung|devise|divisa")),
    ("debit", re.compile(r"支出|借方|debit|withdraw|paidout|moneyout|转出|ausgang|retrait|cargo")),
    (
        "credit",
        re.compile(r"收入|贷方|credit(?!card)|deposit|paidin|moneyin|转入|存入|eingang|abono|ingreso"),
    ),
    ("amount", re.compile(r"金额|amount|betrag|umsatz|montant|importe|发生额")),
    ("date", re.compile(r"日期|datum|fecha|^date|date$|buchungstag")),
    ("mcc", re.compile(r"^mcc|categorycode")),
]
LIKENESS = 500  # from this rank on, a word is only like one that is known
_TABLE: dict[str, list[tuple[str, int]]] = {}
for _role, _words in _EXACT.items():
    for _rank, _word in enumerate(_words.split()):
        _TABLE.setdefault(_word, []).append((_role, _rank))
_IGNORED = frozenset(_OTHER.split())
_BRACKET = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]?")
_LONGEST_HEADER = 60


@lru_cache(maxsize=4096)
def roles_of(cell: str) -> tuple[tuple[str, int], ...]:
    """The roles a header's cell may name, with their ranks, best first; empty for no header's word."""
    if not cell or len(cell) > _LONGEST_HEADER:
        return ()
    whole, short = normal(cell), normal(_BRACKET.sub("", cell))
    for word in (whole, short):
        if word in _IGNORED:
            return (("other", 0),)
        if word in _TABLE:
            return tuple(_TABLE[word])
    # Several languages side by side: "Date / Datum", "Amount/Betrag".
    for part in re.split(r"[/|]", cell):
        if normal(part) in _TABLE and normal(part) != whole:
            return tuple((role, rank + LIKENESS // 2) for role, rank in _TABLE[normal(part)])
    if len(whole) > 30:
        return ()
    return tuple(
        (role, LIKENESS + rank) for rank, (role, pattern) in enumerate(_CONTAINS) if pattern.search(whole)
    )
