"""Every rule of conduct of every place, written down a second time from the design notes, not from the files.

A line: id, kind, whom it binds, how strong, its numbers (or "-"), first day in force (~: a day on which it surely was,
where the first was not found), a part of its article, confirmed.
"""

RULES = """
us.hours             hours            collector  regulation   08:00-21:00+     2021-11-30  1006.6(b)(1)(i)          yes
us.wishes            wishes           collector  regulation   time,place       2021-11-30  1006.6(b)(1)             yes
us.channel           wishes           collector  regulation   channel          2021-11-30  1006.14(h)(1)            yes
us.calls.7in7        count            collector  regulation   7/7              2021-11-30  1006.14(b)(2)(i)(A)      yes
us.calls.after_talk  after_talk       collector  regulation   0/7              2021-11-30  1006.14(b)(2)(i)(B)      yes
us.identity          identify         collector  regulation   -                2021-11-30  1006.14(d)               yes
us.third             third_party      collector  regulation   spouse           2021-11-30  1006.6(d)(1)             no
us.work              workplace        collector  regulation   -                2021-11-30  1006.6(b)(3)             no
us.attorney          representation   collector  regulation   -                2021-11-30  1006.6(b)(2)             yes
us.cease             after_stop       collector  law          written,remedy   2021-11-30  1692c(c)                 no
us.threat            threat           collector  law          -                2021-11-30  1692e(4)                 no
us.false             false_authority  collector  law          -                2021-11-30  1692e(1)                 no
us-ca.hours          hours            lender     law          08:00-21:00+     ~2015-11-15 1788.17                  yes
us-ca.third          third_party      lender     law          spouse           ~2015-11-15 1788.17                  no
us-ca.threat         threat           lender     law          -                ~2015-11-15 1788.17                  no
us-fl.hours          hours            both       law          08:00-21:00+     ~2025-01-14 559.72(17)               yes
us-fl.threat         threat           both       law          -                ~2026-11-27 559.72(7)                no
us-ma.calls          count            both       regulation   2/7              2012-03-01  7.04(1)(f)               no
us-ny.email          opt_in           collector  regulation   -                2015-03-03  23~NYCRR~1.6             no
us-nyc.contacts      count            both       regulation   3/7              2026-09-01  5-77                     no
us-nyc.opt_in        opt_in           both       regulation   -                2026-09-01  5-77                     no
us-tx.identity       identify         collector  law          -                ~2003-10-13 392.304(a)(5)            yes
cn.hours.g           hours            both       self_rule    08:00-22:00      2026-01-30  催收工作指引             no
cn.hours.n           hours            both       recommended  08:00-22:00      2025-02-28  45251-2025               no
cn.talks.n           count            both       recommended  3/1              2025-02-28  45251-2025               no
cn.unanswered.g      count            both       self_rule    6/1              2026-01-30  催收工作指引             no
cn.third.m           third_party      lender     regulation   guarantor        2011-01-13  第六十八条               no
cn.third.g           third_party      both       self_rule    guarantor        2026-01-30  催收工作指引             no
cn.third.n           third_party      both       recommended  guarantor        2025-02-28  45251-2025               no
cn.third.asked.g     third_party_asked both      self_rule    3                2026-01-30  催收工作指引             no
cn.third.asked.n     third_party_asked both      recommended  -                2025-02-28  45251-2025               no
cn.third.again.g     third_party_again both      self_rule    -                2026-01-30  催收工作指引             no
cn.third.again.n     third_party_again both      recommended  -                2025-02-28  45251-2025               no
cn.visitors.g        visitors         both       self_rule    2                2026-01-30  催收工作指引             no
cn.entry.g           entry            both       self_rule    -                2026-01-30  催收工作指引             no
cn.identify.g        identify         both       self_rule    -                2026-01-30  催收工作指引             no
cn.identify.n        identify         both       recommended  -                2025-02-28  45251-2025               no
cn.means.m           threat           lender     regulation   -                2011-01-13  第六十八条               no
cn.means.g           threat           both       self_rule    -                2026-01-30  催收工作指引             no
cn.authority.g       false_authority  both       self_rule    -                2026-01-30  催收工作指引             no
cn.police            threat           both       law          repeated         2026-01-01  第五十条                 yes
gb.wishes            wishes           both       regulation   time,place,channel,workplace  2014-04-01  7.9.4       yes
gb.third             third_party      both       regulation   -                2014-04-01  7.9.7~R(2)               yes
gb.false             false_authority  both       regulation   -                2014-04-01  7.11.1                   yes
gb.aggressive        threat           both       law          -                2025-04-06  Part~4                   no
gb.visit.announced   announced        both       regulation   -                2014-04-01  7.9.12                   yes
gb.visit.entry       entry            both       regulation   -                ~2014-12-22 7.9.14                   no
gb.moratorium        moratorium       both       regulation   60               2021-05-04  11(1)                    yes
gb.moratorium.crisis moratorium       both       regulation   -                2021-05-04  Part~3                   yes
"""
