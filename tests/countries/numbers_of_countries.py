"""Every number of every place, written down a second time from the design notes and the sources, not from the files.

A line: key, value, first day in force, then the article (a part of it, "-" for none) and whether it is confirmed.
"""

US = """
report.free_count                             1           2004-12-01  1681j(a)(1)     yes
report.free_days                              365         2004-12-01  1681j(a)(1)     yes
report.free_days                              7           2023-10-01  -               yes
report.look_every_days                        120         1997-09-30  -               yes
late.from.1                                   30          1997-09-30  -               yes
late.from.2                                   60          1997-09-30  -               yes
late.from.3                                   90          1997-09-30  -               yes
late.from.4                                   120         1997-09-30  -               yes
late.from.5                                   150         1997-09-30  -               yes
late.from.6                                   180         1997-09-30  -               yes
late.visible_days                             45          1997-09-30  -               yes
change.visible_days                           45          1997-09-30  -               yes
keep.late.months                              84          1997-09-30  1681c(a)(5)     yes
keep.late.from                                first_late  1997-09-30  1681c(a)(5)     yes
keep.charged_off.months                       84          1997-12-29  1681c(a)(4)     yes
keep.charged_off.from                         first_late  1997-12-29  1681c(c)(1)     yes
keep.charged_off.start_days                   180         1997-12-29  1681c(c)(1)     yes
keep.settled.months                           84          1997-09-30  1681c(a)(5)     yes
keep.settled.from                             first_late  1997-09-30  1681c(a)(5)     yes
keep.inquiry.months                           24          1997-09-30  -               yes
keep.bankruptcy.months                        120         1997-09-30  1681c(a)(1)     yes
apply.look_before_days                        90          1997-09-30  -               yes
dispute.bureau.answer_days                    30          1997-09-30  1681i(a)(1)(A)  yes
dispute.bureau.day_one                        receipt     1997-09-30  1681i(a)(1)(A)  yes
dispute.bureau.extension_days                 15          1997-09-30  1681i(a)(1)(B)  yes
dispute.bureau.answer_days_after_free_report  45          2004-12-01  1681j(a)(3)     yes
dispute.bureau.day_one_after_free_report      day_after   2004-12-01  1681j(a)(3)     yes
dispute.bureau.mail_days                      5           1997-09-30  -               yes
dispute.bureau.result_business_days           5           1997-09-30  1681i(a)(6)(A)  yes
dispute.furnisher.answer_days                 30          2010-07-01  1022.43(e)(3)   yes
dispute.furnisher.extension_days              15          2010-07-01  1022.43(e)(3)   yes
dispute.furnisher.day_one                     receipt     2010-07-01  1022.43(e)(3)   yes
dispute.furnisher.not_about                   employer~identity~inquiry~public_record  2010-07-01  1022.43(b)(1)  yes
report.refusal_days                           60          2011-07-21  1681j(b)        yes
statement.words_where                         bureau_helps  1997-09-30  1681i(b)     yes
complaint.after_days.cfpb                     45          2026-02-11  1681i(a)        yes
right.free_report_after_refusal               60          2011-07-21  1681j(b)        yes
right.billing_error_notice                    60          2011-12-30  1026.13(b)(1)   yes
dispute.reinserted_business_days              5           1997-09-30  1681i(a)(5)(B)  yes
stay.look_days                                60          1997-09-30  -               yes
statement.words                               100         1997-09-30  1681i(b)        yes
remind.late_from.1                            30          1970-01-01  -               yes
remind.late_from.2                            60          1970-01-01  -               yes
remind.late_from.3                            90          1970-01-01  -               yes
remind.late_from.4                            120         1970-01-01  -               yes
remind.late_from.5                            150         1970-01-01  -               yes
remind.late_from.6                            180         1970-01-01  -               yes
cost.fee.at_most                              missed_minimum  2010-08-22  1026.52(b)(2)  no
cost.penalty.after_days                       60          2010-02-22  1026.55(b)(4)   yes
negotiate.grace_days yes 2020-01-01 - no
negotiate.grace_days.record yes 2020-01-01 - no
negotiate.waiver yes 2020-01-01 - no
negotiate.waiver.record yes 2020-01-01 - no
negotiate.lower_instalment yes 2020-01-01 - no
negotiate.lower_instalment.record yes 2020-01-01 - no
negotiate.settlement yes 2020-01-01 - no
negotiate.settlement.fee yes 2010-10-27 16~CFR~310.4(a)(5) no
negotiate.settlement.tax 600 1994-01-01 26~USC~6050P no
negotiate.settlement.record yes 1997-09-30 15~USC~1681c(a)(5) no
negotiate.debt_management_plan 60 2020-01-01 - no
negotiate.debt_management_plan.helpline yes 2020-01-01 - yes
"""
CN = """
report.free_count               2           2013-03-15  第十七条            yes
report.free_window              calendar_year  2013-03-15  第十七条          yes
report.online                   free        2013-03-15  -                   no
report.look_every_days          180         2013-03-15  -                   yes
late.from.1                     1           2013-03-15  -                   yes
late.from.2                     31          2013-03-15  -                   yes
late.from.3                     61          2013-03-15  -                   yes
late.from.4                     91          2013-03-15  -                   yes
late.from.5                     121         2013-03-15  -                   yes
late.from.6                     151         2013-03-15  -                   yes
late.from.7                     181         2013-03-15  -                   yes
late.visible_days               35          2013-03-15  -                   no
change.visible_days             35          2013-03-15  -                   no
keep.late.months                60          2013-03-15  第十六条            yes
keep.late.from                  cure        2013-03-15  第十六条            yes
keep.charged_off.months         60          2013-03-15  第十六条            yes
keep.charged_off.from           cure        2013-03-15  第十六条            yes
keep.charged_off.start_days     0           2013-03-15  第十六条            yes
keep.settled.months             60          2013-03-15  第十六条            yes
keep.settled.from               settlement  2013-03-15  第十六条            no
keep.inquiry.months             24          2013-03-15  -                   yes
keep.bankruptcy.months          60          2013-03-15  第十六条            no
apply.look_before_days          60          2013-03-15  -                   yes
dispute.bureau.answer_days      20          2013-03-15  第二十五条          yes
dispute.bureau.day_one          day_after   2013-03-15  第二百零一条        yes
dispute.bureau.mail_days        5           2013-03-15  -                   yes
dispute.furnisher.answer_days   20          2013-03-15  第二十五条          yes
dispute.furnisher.day_one       day_after   2013-03-15  第二百零一条        yes
dispute.last_day                after_public_holiday  2021-01-01  第二百零三条  yes
complaint.answer_days.pboc_12363  30        2013-03-15  第二十六条          no
right.no_collection_from_hour   22          2026-01-30  催收工作指引        yes
right.no_collection_until_hour  8           2026-01-30  催收工作指引        yes
right.unanswered_calls          6           2026-01-30  催收工作指引        yes
right.cost_disclosure           yes         2026-08-01  明示综合融资成本    yes
right.assisted_lending_cost     24          2025-10-01  金规〔2025〕9号     yes
stay.look_days                  60          2013-03-15  -                   yes
repair.amount                   1000000     2020-01-01  一次性信用修复      yes
repair.paid_by                  2026-03-31  2020-01-01  一次性信用修复      yes
repair.hidden_from              2026-01-01  2020-01-01  一次性信用修复      yes
repair.currency                 CNY         2020-01-01  一次性信用修复      yes
remind.late_from.1              30          1970-01-01  -                   no
remind.late_from.2              60          1970-01-01  -                   no
remind.late_from.3              90          1970-01-01  -                   no
cost.fee.customary_bp           500         2017-01-01  -                   no
cost.interest.customary_ppm     500         2021-01-01  -                   no
negotiate.instalment_plan 60 2011-01-13 《商业银行信用卡业务监督管理办法》第七十条 no
negotiate.instalment_plan.content_balance yes 2011-01-13 《商业银行信用卡业务监督管理办法》第七十条 no
negotiate.instalment_plan.content_schedule yes 2011-01-13 《商业银行信用卡业务监督管理办法》第七十条 no
negotiate.instalment_plan.content_fees yes 2011-01-13 《商业银行信用卡业务监督管理办法》第七十条 no
negotiate.instalment_plan.content_no_new_cards yes 2011-01-13 《商业银行信用卡业务监督管理办法》第七十条 no
negotiate.instalment_plan.content_liability yes 2011-01-13 《商业银行信用卡业务监督管理办法》第七十条 no
negotiate.instalment_plan.content_other yes 2011-01-13 《商业银行信用卡业务监督管理办法》第七十条 no
negotiate.instalment_plan.effect yes 2011-01-13 《商业银行信用卡业务监督管理办法》第七十条 no
negotiate.instalment_plan.recording yes 2011-01-13 《商业银行信用卡业务监督管理办法》第七十条 no
negotiate.grace_days yes 2025-04-02 - no
negotiate.waiver yes 2025-04-02 - no
negotiate.longer_term yes 2025-04-02 - no
"""
GB = """
report.free_count                  1           2018-05-25  GDPR        no
report.free_days                   30          2018-05-25  GDPR        no
report.look_every_days             120         2001-01-30  -           yes
late.from.1                        1           2001-01-30  -           no
late.from.2                        31          2001-01-30  -           no
late.from.3                        61          2001-01-30  -           no
late.from.4                        91          2001-01-30  -           no
late.from.5                        121         2001-01-30  -           no
late.from.6                        151         2001-01-30  -           no
late.visible_days                  42          2001-01-30  -           no
change.visible_days                42          2001-01-30  -           no
keep.late.months                   72          2001-01-30  -           yes
keep.late.from                     first_late  2001-01-30  -           yes
keep.charged_off.months            72          2001-01-30  -           yes
keep.charged_off.from              charge_off  2001-01-30  -           yes
keep.charged_off.start_days        0           2001-01-30  -           yes
keep.settled.months                72          2001-01-30  -           yes
keep.settled.from                  settlement  2001-01-30  -           yes
keep.inquiry.months                12          2001-01-30  -           yes
keep.inquiry.months.transunion_uk  24          2001-01-30  -           yes
keep.bankruptcy.months             72          2001-01-30  -           yes
apply.look_before_days             90          2001-01-30  -           yes
dispute.bureau.answer_days         28          2001-01-30  s.~159      yes
dispute.bureau.day_one             day_after   2001-01-30  s.~159      no
dispute.bureau.mail_days           5           2001-01-30  -           yes
dispute.furnisher.answer_days      31          2018-05-25  Art.~12(3)  yes
dispute.furnisher.extension_days   61          2018-05-25  Art.~12(3)  yes
dispute.furnisher.day_one          day_after   2018-05-25  Art.~12(3)  no
dispute.furnisher.answer_days      31          2026-02-05  Art.~12A    yes
dispute.furnisher.extension_days   61          2026-02-05  Art.~12A    yes
dispute.furnisher.day_one          day_after   2026-02-05  Art.~12A    no
dispute.acknowledge_days           30          2026-06-19  s.~164A     yes
complaint.after_days.fos           56          2016-04-01  2.8.1       yes
complaint.within_months.fos        6           2016-04-01  2.8.2       yes
statement.within_days              28          2001-01-30  s.~159(3)   yes
right.default_notice               14          2015-10-01  s.~88(2)    yes
right.data_complaint_acknowledged  30          2026-06-19  s.~164A     yes
right.breathing_space              60          2021-05-04  2020/1311   yes
stay.look_days                     60          2001-01-30  -           yes
statement.words                    200         2001-01-30  s.~159      yes
negotiate.grace_days yes 2014-04-01 CONC~7.3.4-7.3.5 no
negotiate.waiver yes 2014-04-01 CONC~7.3.4-7.3.5 no
negotiate.lower_instalment yes 2014-04-01 CONC~7.3.4-7.3.5 no
negotiate.longer_term yes 2014-04-01 CONC~7.3.4-7.3.5 no
negotiate.lower_instalment.pressure yes 2014-04-01 CONC~7.3.10 no
"""


def numbers() -> list[tuple[str, str, int | str, str, str, bool]]:
    """Country, key, value, first day, part of the article ("" for none), confirmed."""
    found = []
    for country, table in (("US", US), ("CN", CN), ("GB", GB)):
        for line in table.strip().splitlines():
            key, value, first, law, confirmed = line.split()
            article = "" if law == "-" else law.replace("~", " ")
            number = int(value) if value.isdigit() else value.replace("~", " ")
            found.append((country, key, number, first, article, confirmed == "yes"))
    return found
