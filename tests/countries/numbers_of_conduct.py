"""Every rule of conduct of every place, written down a second time from the design notes, not from the files.

A line: id, kind, whom it binds, how strong, its numbers (or "-"), first day in force, a part of its article, confirmed.
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
us-ca.hours          hours            lender     law          08:00-21:00+     2014-01-01  1788.17                  no
us-ca.third          third_party      lender     law          spouse           2014-01-01  1788.17                  no
us-ca.threat         threat           lender     law          -                2014-01-01  1788.17                  no
us-fl.hours          hours            both       law          08:00-21:00+     2014-01-01  559.72(17)               no
us-fl.threat         threat           both       law          -                2014-01-01  559.72(7)                no
us-ma.calls          count            both       regulation   2/7              2014-01-01  7.04(1)(f)               no
us-ny.talks          count            collector  regulation   1/7              2023-06-26  23~NYCRR~1               no
us-ny.tries          count            collector  regulation   3/7              2023-06-26  23~NYCRR~1               no
us-nyc.contacts      count            both       regulation   3/7              2026-09-01  5-77                     no
us-tx.identity       identify         both       law          -                2014-01-01  392.304(a)(5)            no
cn.hours.g           hours            both       self_rule    08:00-22:00      2026-01-30  催收工作指引             no
cn.hours.n           hours            both       recommended  08:00-22:00      2025-02-28  45251-2025               no
cn.talks.n           count            both       recommended  3/1              2025-02-28  45251-2025               no
cn.unanswered.g      count            both       self_rule    6/1              2026-01-30  催收工作指引             no
cn.third.m           third_party      lender     regulation   guarantor        2011-01-13  第六十八条               no
cn.third.g           third_party      both       self_rule    guarantor        2026-01-30  催收工作指引             no
cn.third.n           third_party      both       recommended  guarantor        2025-02-28  45251-2025               no
cn.identify.g        identify         both       self_rule    -                2026-01-30  催收工作指引             no
cn.identify.n        identify         both       recommended  -                2025-02-28  45251-2025               no
cn.means.m           threat           lender     regulation   -                2011-01-13  第六十八条               no
cn.means.g           threat           both       self_rule    -                2026-01-30  催收工作指引             no
cn.authority.g       false_authority  both       self_rule    -                2026-01-30  催收工作指引             no
cn.police            threat           both       law          repeated         2026-01-01  第五十条                 yes
gb.wishes            wishes           both       regulation   time,place,channel,workplace  2014-04-01  7.9.4       yes
gb.third             third_party      both       regulation   -                2014-04-01  7.9.6                    yes
gb.false             false_authority  both       regulation   -                2014-04-01  7.11                     no
gb.aggressive        threat           both       law          -                2025-04-06  Part~4                   no
"""
