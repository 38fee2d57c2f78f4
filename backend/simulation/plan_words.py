"""What the demo says between the API's own sentences on the way from a file to a plan, in both languages."""

_EN = {
    "account": "Salary account",
    "bill": "Dentist's bill",
    "file": "Two files go in, as the bank and the wallet export them:",
    "reading": "  ... {name}: {done} of about {total} rows",
    "read": "  {name}: {added} added, {duplicate} known already, {refused} refused",
    "again": "The wallet's file once more, by mistake:",
    "broken": "    line {line}: the {field} “{value}” cannot be read ({reason}); the other rows are in",
    "twins": "  {twins} payments are in both files and count once; {repaid} repayments are no spending.",
    "series": "What repeats, found in the rows:",
    "one": "  {label}: {amount} every {cadence}, next on {day}",
    "risen": "    the price rose from {was} to {now} on {day}",
    "trial": "    a trial turned paid on {day}: {now}",
    "forecast": "On the account are {balance}, of which {reserve} are to stay. As things are:",
    "yes": "  funded      {day}  {amount}  {name}",
    "at_risk": "  at risk     {day}  {amount}  {name}",
    "no": "  NOT funded  {day}  {amount}  {name}: {short} is missing",
    "plan": "The least painful cuts that fund all of it:",
    "accepted": "Accepted. What is left to spend until each week ends:",
    "envelope": "  {category}, {first} to {last}: {left} of {amount}",
    "spent": "Today {amount} more goes on it: {category}.",
    "pushed": "The phone says so:",
    "later": "It is quiet now; the phone will say so at {time}: {name}, {left} left of {amount}",
    "kept": "The day's cap of pushes is used up; the inbox says so:",
}
_ZH = {
    "account": "工资卡",
    "bill": "牙医账单",
    "file": "导入两个文件，就是银行和支付宝导出的样子：",
    "reading": "  …… {name}：约 {total} 行中的第 {done} 行",
    "read": "  {name}：新增 {added} 行，已有 {duplicate} 行，拒收 {refused} 行",
    "again": "误把支付宝的文件再导入一次：",
    "broken": "    第 {line} 行：{field}“{value}”无法识别（{reason}）；其余各行已入账",
    "twins": "  {twins} 笔付款两个文件里都有，只算一次；{repaid} 笔还款不算消费。",
    "series": "从账单里找到的固定收支：",
    "one": "  {label}：{amount}，{cadence}，下次 {day}",
    "risen": "    {day}起涨价：{was} → {now}",
    "trial": "    {day}起试用转收费：{now}",
    "forecast": "账户里有 {balance}，其中 {reserve} 要留着。照现在这样：",
    "yes": "  资金已足  {day}  {amount}  {name}",
    "at_risk": "  有风险    {day}  {amount}  {name}",
    "no": "  资金不足  {day}  {amount}  {name}：还差 {short}",
    "plan": "痛感最小、又能让每一笔都按时支付的节省办法：",
    "accepted": "已接受。到每周末还可以花：",
    "envelope": "  {category}，{first}至{last}：额度 {amount} 还剩 {left}",
    "spent": "今天又花了 {amount}：{category}。",
    "pushed": "手机提醒：",
    "later": "现在是免打扰时间；{time} 手机会提醒：{name}，额度 {amount} 还剩 {left}",
    "kept": "今天的推送次数已用完；收件箱里写着：",
}
_CADENCES = {
    "week": "每周",
    "fortnight": "每两周",
    "month": "每月",
    "quarter": "每季度",
    "year": "每年",
}
_FIELDS = {"amount": "金额", "date": "日期"}


def tell(locale: str, key: str, **values: object) -> str:
    """The sentence with its values."""
    return (_ZH if locale.startswith("zh") else _EN)[key].format(**values)


def cadence(locale: str, word: str) -> str:
    """How often, in the sentence "one"."""
    return _CADENCES.get(word, word) if locale.startswith("zh") else word


def field(locale: str, word: str) -> str:
    """A column of a file by its name."""
    return _FIELDS.get(word, word) if locale.startswith("zh") else word
