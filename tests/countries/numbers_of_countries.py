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
right.limitation_ca  4  1970-01-01  Code~Civ.~Proc.~337,~360  no
right.limitation_tx  4  2019-09-01  Civ.~Prac.~&~Rem.~Code~16.004(a)(3),~16.065;~Fin.~Code~392.307  yes
right.limitation_fl  5  1970-01-01  Fla.~Stat.~95.11(2)(b)  no
right.limitation_ny  3  2022-04-07  CPLR~214-i  yes
right.limitation_il  5  1970-01-01  735~ILCS~5/13-205,~13-206  no
right.limitation_pa  4  1970-01-01  42~Pa.C.S.~5525  no
right.limitation_nc  3  1970-01-01  G.S.~1-52  no
right.limitation_mi  6  1970-01-01  MCL~600.5807  no
right.limitation_nj  6  1970-01-01  N.J.S.A.~2A:14-1  no
right.limitation_az  6  1970-01-01  A.R.S.~12-548  no
right.limitation_ma  6  1970-01-01  M.G.L.~c.~260~s.~2  no
right.limitation_tn  6  1970-01-01  Tenn.~Code~28-3-109  no
right.limitation_in  6  1970-01-01  IC~34-11-2-9  no
right.limitation_oh  6  2021-06-16  R.C.~2305.06  no
right.limitation_ga  4  1970-01-01  O.C.G.A.~9-3-24,~9-3-25  no
right.limitation_va  3  1970-01-01  Va.~Code~8.01-246  no
right.limitation_wa  3  1970-01-01  RCW~4.16.040,~4.16.080  no
right.no_prison_for_debt  yes  1978-03-20  15~USC~1692e(4)  no
right.wages  25  1970-07-01  15~USC~1673(a)  yes
right.wages_tx  yes  1970-01-01  Tex.~Const.~XVI~28;~Civ.~Prac.~&~Rem.~Code~63.004  no
right.wages_pa  yes  1970-01-01  -  no
right.wages_nc  yes  1970-01-01  -  no
right.wages_sc  yes  1970-01-01  -  no
right.wages_ca  20  2023-09-01  Code~Civ.~Proc.~706.050  no
right.collectors_only  yes  2021-11-30  12~CFR~1006;~15~USC~1692a(6)  no
right.lenders_too_ca  yes  1970-01-01  Civ.~Code~1788.2(c),~1788.17  no
right.lenders_too_fl  yes  1970-01-01  Fla.~Stat.~559.55,~559.72  no
right.lenders_too_ma  yes  1970-01-01  940~CMR~7.04  no
right.lenders_too_nyc  yes  2026-09-01  6~RCNY~5-77  no
right.debt_buyers  yes  1978-03-20  15~USC~1692a(6)  no
right.complain_to_regulator  yes  2011-07-21  12~USC~5534  no
right.forgiven_debt_form  600  1993-12-31  26~USC~6050P  no
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
cost.fee.usual_first_low                      3000        2022-01-01  1026.52(b)(1)(ii)(A)  no
cost.fee.usual_first_high                     3200        2022-01-01  1026.52(b)(1)(ii)(A)  no
cost.fee.usual_again_low                      4100        2022-01-01  1026.52(b)(1)(ii)(B)  no
cost.fee.usual_again_high                     4300        2022-01-01  1026.52(b)(1)(ii)(B)  no
cost.fee.usual_currency                       USD         2022-01-01  1026.52(b)(1)(ii)  no
cost.interest.on                              unpaid      2010-02-22  1026.54         no
cost.charge_off.card_days                     180         2000-06-12  Uniform~Retail  yes
cost.charge_off.loan_days                     120         2000-06-12  Uniform~Retail  yes
cost.minimum_only.method                      monthly     2010-02-22  appendix~M1     yes
cost.cap.card.service_member                  36          2017-10-03  232.4(b)        no
cost.cap.loan.service_member                  36          2016-10-03  232.4(b)        no
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
right.limitation  3  2021-01-01  《民法典》第一百八十八条、第一百九十二条、第一百九十五条  yes
right.no_prison_for_debt  yes  2018-12-01  《刑法》第一百九十六条；法释〔2018〕19号  no
right.card_crime_from  50000  2018-12-01  法释〔2018〕19号~第六条、第七条、第八条  no
right.wages  yes  2021-01-01  《民事诉讼法》  no
right.complain_to_lender  15  2020-03-01  《银行业保险业消费投诉处理管理办法》  no
right.complain_to_regulator  yes  2020-03-01  《银行业保险业消费投诉处理管理办法》  no
right.harassment_police  yes  2026-01-01  《治安管理处罚法》第五十条  yes
right.lender_answers  yes  2026-01-30  中国银行业协会《金融机构个人消费类贷款催收工作指引（试行）》  no
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
cost.fee.usual_first_low        0           2017-01-01  -                   no
cost.fee.usual_first_high       1000        2017-01-01  -                   no
cost.fee.usual_again_low        0           2017-01-01  -                   no
cost.fee.usual_again_high       1000        2017-01-01  -                   no
cost.fee.usual_currency         CNY         2017-01-01  -                   no
cost.fee.interest               none        2017-01-01  〔2016〕111号       no
cost.interest.on                whole       2017-01-01  -                   no
cost.minimum_only.method        daily       2017-01-01  -                   no
cost.cap.loan.assisted          24          2025-10-01  金规〔2025〕9号     yes
cost.cap.loan.microloan         24          2025-12-31  小额贷款公司        no
cost.cap.loan.consumer_finance  20          2026-01-01  -                   no
cost.cap.loan.private           12          2020-08-20  民间借贷            no
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
right.limitation_eaw  6  1980-11-13  Limitation~Act~1980~s.~5  yes
right.limitation_nir  6  1989-01-01  Limitation~(Northern~Ireland)~Order~1989  no
right.limitation_sct  5  1976-07-25  Prescription~and~Limitation~(Scotland)~Act~1973~s.~6  yes
right.no_prison_for_debt  yes  1980-01-01  -  no
right.wages  yes  1971-01-01  -  no
right.complain_to_firm  56  2001-12-01  -  no
right.harassment_route  yes  2025-04-06  CONC~7;~Digital~Markets,~Competition~and~Consumers~Act~2024~Part~4~ch.~1  no
right.default_notice               14          2015-10-01  s.~88(2)    yes
right.data_complaint_acknowledged  30          2026-06-19  s.~164A     yes
right.breathing_space              60          2021-05-04  2020/1311   yes
stay.look_days                     60          2001-01-30  -           yes
statement.words                    200         2001-01-30  s.~159      yes
cost.fee.usual_first_low           1200        2006-04-05  -           no
cost.fee.usual_first_high          1200        2006-04-05  -           no
cost.fee.usual_again_low           1200        2006-04-05  -           no
cost.fee.usual_again_high          1200        2006-04-05  -           no
cost.fee.usual_currency            GBP         2006-04-05  -           no
cost.cap.loan.high_cost_short_term 292         2015-01-02  5A.2        no
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
