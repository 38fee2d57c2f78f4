"""Every rule of conduct checked a second time from the data files alone: day by day, slowly, with nothing shared.

A contact and a notice are plain dicts, a rule is a table of the TOML file. Each question has a set of possible
answers: {True} surely, {False} surely not, both where a fact is missing. Nothing here comes from the code it checks.
"""

import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import backend.countries

Facts = dict[str, Any]
SURE, NEVER, PERHAPS = frozenset({True}), frozenset({False}), frozenset({True, False})
NOBODY = ("unanswered", "not_connected")
DATA = Path(backend.countries.__file__).parent / "data"


def tables(country: str) -> list[Facts]:
    return list(tomllib.loads((DATA / f"{country.lower()}.conduct.toml").read_text("utf-8"))["rule"])


def answers(rules: list[Facts], log: list[Facts], place: int, notices: list[Facts]) -> dict[str, str]:
    """What each rule that is asked of the contact at a place of the log (oldest first) answers, by its id."""
    mine, found = log[place], {}
    for rule in rules:
        if _is_asked(rule, mine):
            sure = _holds_here(rule, mine) and ("kinds" not in rule or bool(mine["debt"]))
            truths = _broken(rule, log, place, notices) if sure else PERHAPS
            found[rule["id"]] = {SURE: "broken", NEVER: "kept", PERHAPS: "not_enough_facts"}[truths]
    return found


def wall(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))


def same(one: str, other: str) -> frozenset[bool]:
    """Whether two names are one; an empty one is not known."""
    if not one or not other:
        return PERHAPS
    return frozenset({one.lower().replace(" ", "") == other.lower().replace(" ", "")})


def both(*parts: frozenset[bool]) -> frozenset[bool]:
    if NEVER in parts:
        return NEVER
    return SURE if all(part == SURE for part in parts) else PERHAPS


def any_of(parts: list[frozenset[bool]]) -> frozenset[bool]:
    if SURE in parts:
        return SURE
    return PERHAPS if PERHAPS in parts else NEVER


def known(fact: bool | None) -> frozenset[bool]:
    return PERHAPS if fact is None else frozenset({fact})


def _is_asked(rule: Facts, mine: Facts) -> bool:
    day = wall(mine["at"], mine["zone"]).date()
    if mine["direction"] == "by_me" or mine["about"] == "service" or mine["channel"] not in rule["channels"]:
        return False
    if not rule.get("from_on", date.min) <= day <= rule.get("until_on", date.max):
        return False
    region, own = rule.get("region", ""), mine["region"]
    if region and not (own + "-").startswith(region + "-") and own and not region.startswith(own + "-"):
        return False
    who = "lender" if mine["party"] == "issuer" else "collector"
    return rule["binds"] in (who, "both")


def _holds_here(rule: Facts, mine: Facts) -> bool:
    inside = (mine["region"] + "-").startswith(rule["region"] + "-") if "region" in rule else True
    return inside and wall(mine["at"], mine["zone"]).date() >= rule.get("in_force_by", date.min)


def _broken(rule: Facts, log: list[Facts], place: int, notices: list[Facts]) -> frozenset[bool]:
    mine, kind = log[place], rule["kind"]
    said = mine["said"]
    if kind == "hours":
        return frozenset({not mine["agreed"] and not _within(rule, mine)})
    if kind == "count":
        return _counted(rule, log, place)
    if kind == "after_talk":
        return _after_talk(rule, log, place)
    if kind == "identify":
        return NEVER if mine["outcome"] in NOBODY else frozenset(not it for it in known(said["identified"]))
    if kind in ("threat", "false_authority"):
        return _said_ill(rule, log, place)
    if kind.startswith("third_party"):
        return _third_party(rule, log, place)
    if kind == "opt_in":
        return NEVER if mine["agreed"] else frozenset(not it for it in known(mine["opted_in"]))
    if kind == "visitors":
        return known(None if mine["people"] is None else mine["people"] < rule["least"])
    if kind == "entry":
        return known(mine["against_will"])
    if kind == "announced":
        return NEVER if mine["agreed"] else frozenset(not it for it in known(mine["announced"]))
    return _told(rule, mine, notices)


def _within(rule: Facts, mine: Facts) -> bool:
    clock = wall(mine["at"], mine["zone"]).strftime("%H:%M")
    return bool(
        rule["opens"] <= clock < rule["closes"]
        or (rule.get("closes_included", False) and clock == rule["closes"])
    )


def _talk(each: Facts) -> frozenset[bool]:
    return PERHAPS if each["outcome"] in (None, "answered") else frozenset({each["outcome"] == "talked"})


def _days(mine: Facts, many: int) -> set[date]:
    """So many local days, the contact's own the last."""
    last = wall(mine["at"], mine["zone"]).date()
    return {last - timedelta(days=back) for back in range(many)}


def _near(rule: Facts, log: list[Facts], place: int) -> list[Facts]:
    mine = log[place]
    days = _days(mine, rule["days"])
    return [
        each
        for each in log[:place]
        if wall(each["at"], mine["zone"]).date() in days
        and each["channel"] in rule["channels"]
        and each["about"] == "collection"
    ]


def _left_out(rule: Facts, each: Facts) -> bool:
    out = rule.get("left_out", [])
    return ("agreed" in out and each["agreed"]) or (
        "not_connected" in out and each["outcome"] == "not_connected"
    )


def _together(rule: Facts, one: Facts, other: Facts) -> frozenset[bool]:
    if rule["together"] == "lender":
        who = same(one["lender"], other["lender"])
    else:
        who = both(frozenset({one["party"] == other["party"]}), same(one["firm"], other["firm"]))
    field = {"debt": "debt", "number": "my_number", "debtor": None}[rule["per"]]
    return both(who, SURE if field is None else same(one[field], other[field]))


def _counts(rule: Facts, each: Facts) -> frozenset[bool]:
    if _left_out(rule, each):
        return NEVER
    if rule["counts"] == "tries":
        return SURE
    if rule["counts"] == "talks":
        return _talk(each)
    return PERHAPS if each["outcome"] in (None, "message") else frozenset({each["outcome"] == "unanswered"})


def _counted(rule: Facts, log: list[Facts], place: int) -> frozenset[bool]:
    """Each thing that the contact's own unknown firm, lender, debt or number may turn out to be is tried."""
    mine = log[place]
    near = [each for each in _near(rule, log, place) if each["direction"] == "to_me"]
    fields = [field for field in ("firm", "lender", "debt", "my_number") if not mine[field]]
    lives = [dict(mine)]
    for field in fields:
        names = {each[field] for each in near if each[field]} | {"somebody else's"}
        lives = [{**life, field: name} for life in lives for name in sorted(names)]
    truths: set[bool] = set()
    for life in lives:
        belongs = [both(_counts(rule, each), _together(rule, life, each)) for each in near]
        own = _counts(rule, life)
        least, most = belongs.count(SURE) + 1, len(belongs) - belongs.count(NEVER) + 1
        if own != SURE or least <= rule["most"]:
            truths.add(False)
        if own != NEVER and most > rule["most"]:
            truths.add(True)
    return frozenset(truths)


def _after_talk(rule: Facts, log: list[Facts], place: int) -> frozenset[bool]:
    mine = log[place]
    if _left_out(rule, mine):
        return NEVER
    return any_of([both(_talk(each), _together(rule, mine, each)) for each in _near(rule, log, place)])


def _said_ill(rule: Facts, log: list[Facts], place: int) -> frozenset[bool]:
    mine = log[place]
    word = mine["said"][rule["kind"]]
    if word is None:
        return NEVER if mine["outcome"] in NOBODY else PERHAPS
    if not word or not rule.get("repeated", False):
        return known(word)
    again = any(each["said"]["threat"] and same(each["firm"], mine["firm"]) == SURE for each in log[:place])
    return SURE if again else PERHAPS


def _third_party(rule: Facts, log: list[Facts], place: int) -> frozenset[bool]:
    mine = log[place]
    said, who = mine["said"], mine["said"]["who"]
    turned = known(None if said["third_party"] is None else said["third_party"] != "no")
    if said["third_party"] is None and mine["outcome"] in NOBODY:
        turned = NEVER
    if rule["kind"] == "third_party" and said["third_party"] == "asked":
        turned = NEVER
    party, perhaps = rule.get("party", []), rule.get("perhaps", [])
    if who is None:
        stranger = PERHAPS if party or perhaps else SURE
    else:
        stranger = PERHAPS if who in perhaps else frozenset({who not in party})
    if rule["kind"] == "third_party":
        return both(turned, stranger)
    if rule["kind"] == "third_party_again":
        return both(turned, stranger, known(said["refused_before"]))
    reachable = said["could_reach_me"]
    if reachable is None and _lost(rule, log, place):
        reachable = False
    return both(turned, stranger, known(reachable))


def _lost(rule: Facts, log: list[Facts], place: int) -> bool:
    """Whether the last calls with the firm, so many in a row, were all theirs and all failed."""
    tries, firm = rule.get("tries", 0), log[place]["firm"]
    calls = [e for e in log[:place] if e["channel"] == "call" and same(e["firm"], firm) == SURE][-tries:]
    failed = [each for each in calls if each["direction"] == "to_me" and each["outcome"] in NOBODY]
    return tries > 0 and len(failed) == tries


def _told(rule: Facts, mine: Facts, notices: list[Facts]) -> frozenset[bool]:
    """What hangs on notices: stops, wishes, the workplace, representation, a moratorium."""
    kind, said = rule["kind"], mine["said"]
    asked = {
        "after_stop": ["stop"],
        "workplace": ["workplace"],
        "representation": ["representation"],
        "moratorium": [rule.get("notice")],
        "wishes": rule.get("wishes"),
    }[kind]
    given = [(each, _binds(rule, mine, each)) for each in notices if each["kind"] in asked]
    given = [(each, binds) for each, binds in given if binds != NEVER]
    if kind == "after_stop":
        spared = known(said["only_end_or_remedy"]) if rule.get("spares_remedy") else NEVER
        return both(any_of([binds for _, binds in given]), frozenset(not it for it in spared))
    if kind == "workplace":
        # Where nothing is said of the place nor of the employer, nothing is held against the caller.
        forbidden = any_of([binds for _, binds in given])
        if not given:
            return PERHAPS if mine["place"] == "work" else NEVER
        return both(forbidden, _at(mine, "work"))
    if kind == "wishes" and not given and rule.get("asks_for_wish"):
        return PERHAPS
    if mine["agreed"]:
        return NEVER
    if kind == "representation":
        return any_of([binds for _, binds in given])
    if kind == "moratorium":
        lasting = [both(binds, _lasts(rule, mine, each)) for each, binds in given]
        return both(any_of(lasting), known(said["demanded"]))
    return any_of([both(binds, _against(mine, each)) for each, binds in given])


def _binds(rule: Facts, mine: Facts, notice: Facts) -> frozenset[bool]:
    """Each way in which it may have been given is tried: spoken, written and come, written and not come."""
    if notice["given_at"] >= mine["at"]:
        return NEVER
    truths = set()
    for written in (True, False) if notice["written"] is None else (notice["written"],):
        if rule.get("written", False) and not written:
            truths.add(False)
        elif notice["received_at"] is not None:
            truths.add(notice["received_at"] < mine["at"])
        else:
            truths |= {True, False} if written else {True}
    return both(frozenset(truths), same(notice["firm"], mine["firm"]))


def _at(mine: Facts, place: str) -> frozenset[bool]:
    return PERHAPS if mine["place"] is None else frozenset({mine["place"] == place})


def _against(mine: Facts, notice: Facts) -> frozenset[bool]:
    if notice["kind"] == "channel":
        return frozenset({mine["channel"] == notice["channel"]})
    if notice["kind"] != "time":
        return _at(mine, "work" if notice["kind"] == "workplace" else notice["place"])
    moment = wall(mine["at"], mine["zone"])
    minute, spared = time(moment.hour, moment.minute), set()
    clock = datetime.combine(date(2000, 1, 1), notice["from_time"])
    while clock.time() != notice["until_time"]:  # minute by minute, past midnight too
        spared.add(clock.time())
        clock += timedelta(minutes=1)
    return frozenset({minute in spared})


def _lasts(rule: Facts, mine: Facts, notice: Facts) -> frozenset[bool]:
    day, begun = wall(mine["at"], mine["zone"]).date(), wall(notice["given_at"], mine["zone"]).date()
    if notice["until_on"] is not None:
        return frozenset({begun < day <= notice["until_on"]})
    if not rule.get("days"):
        return PERHAPS if begun < day else NEVER
    return frozenset({day in {begun + timedelta(days=count) for count in range(1, rule["days"] + 1)}})
