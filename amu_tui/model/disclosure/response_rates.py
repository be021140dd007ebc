"""Which response rates of groups may be shown: women and men, kinds of position, leaders.

Colleagues know how many a group has, so a rate tells how many of it answered and how many did
not. Neither may be a group of 1 … min_n − 1, and a small group of which everybody or nobody
answered tells of each one in it. What is hidden must stay so by subtraction: the groups that
make up the whole (all women and all men) are hidden such that those hidden together are a
group that may be shown; where one alone was hidden, the smallest of the others goes with it.
"""

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from amu_tui.errors import AmuError
from amu_tui.messages import Message
from amu_tui.model.disclosure.limits import MIN_N, TINY, UNIFORM_BELOW
from amu_tui.model.survey.nearly_alike import half_decimal

DIGITS = 3
"""Decimals of a share that is kept: with more, the share alone tells how many people there are."""

RATE_DIGITS = 2
"""Decimals of a rate that is kept: whole per cents."""

HALF_PER_CENT = 0.005
MOST_COUNTED = 3000
"""People of a unit up to whom the ways in which two groups make it up are counted."""

MOST_FAMILIES = 3000
"""Sets of up to four groups, in any order, that may be a whole that nobody said they make up."""


class Counted(msgspec.Struct, frozen=True):
    """The people of a group: asked, answered, and the share 0–1 that answered, as far as known.

    `by` is what the groups are divided by (gender, position), empty where that is not said.
    """

    invited: int | None = None
    responses: int | None = None
    rate: float | None = None
    hidden: bool = False
    by: str = ""

    @property
    def share(self) -> float | None:
        """The response rate 0–1: answers ÷ invited where both are known, else as given."""
        if self.invited and self.responses is not None:
            return self.responses / self.invited
        return self.rate

    @property
    def people(self) -> "Counted":
        """The same with the number that the two others make."""
        invited, responses = self.invited, self.responses
        if invited is not None and responses is None and self.rate is not None:
            responses = round(invited * self.rate)
        if invited is None and responses and self.rate:
            invited = max(responses, round(responses / self.rate))
        return Counted(invited, responses, self.rate, self.hidden, self.by)

    @property
    def nobody(self) -> bool:
        """Whether there is nobody in the group."""
        return self.invited == 0 and not self.responses


def hidden_rates(groups: Mapping[str, Counted], whole: Counted, min_n: int = MIN_N) -> set[str]:
    """The groups whose rate must not be shown beside the rate of the whole.

    Args:
        groups: what is known of each group, by any key, in the table's order.
        whole: all people of the unit; its rate is shown.
        min_n: smallest number of people that a rate may tell of.

    A group of which only the rate is known cannot be checked beyond what the size of the whole
    says of it, and of two groups that make it up. Raises `AmuError` where too many make it up.
    """
    known = {key: group.people for key, group in groups.items() if not group.nobody}
    whole = whole.people
    found = {
        key for key, group in known.items() if group.hidden or not _may_show(group, whole, min_n)
    }
    found |= _implied(known, whole, min_n)
    families = list(_families(known, whole))
    changed = True
    while changed:
        changed = False
        for family in families:
            more = _to_hide(family, known, whole, found, min_n)
            changed |= bool(more)
            found.update(more)
        for key in _parts(known, families, found, min_n):
            found.add(key)
            changed = True
    return found


def _implied(known: Mapping[str, Counted], whole: Counted, min_n: int) -> set[str]:
    """Groups of which only rates are known, and whose people follow from those of the whole.

    Two groups that make up the whole have few ways of being so many as their rates say. They are
    hidden where half of those ways or more tell of few people.
    """
    found: set[str] = set()
    for by in {group.by for group in known.values() if group.by}:
        keys = [key for key, group in known.items() if group.by == by]
        if len(keys) != 2 or any(known[key].invited is not None for key in keys):
            continue
        ways = list(_ways(known[keys[0]].rate, known[keys[1]].rate, whole))
        few = [way for way in ways if not all(_may_show(one, whole, min_n) for one in way)]
        if 2 * len(few) >= max(1, len(ways)):
            found.update(keys)
    return found if whole.invited and whole.responses is not None else set()


def _ways(
    one: float | None, other: float | None, whole: Counted
) -> Iterator[tuple[Counted, Counted]]:
    """How many people two groups with these rates can be that make up the whole."""
    every, answered = whole.invited or 0, whole.responses or 0
    if one is None or other is None or every > MOST_COUNTED:
        return
    off, off_other = (min(half_decimal(rate), HALF_PER_CENT) + TINY for rate in (one, other))
    for invited in range(1, every):
        rest = every - invited
        first, last = invited * (one - off), invited * (one + off)
        for responses in range(max(0, -int(-first // 1)), min(int(last // 1), answered) + 1):
            left = answered - responses
            if left <= rest and abs(left / rest - other) <= off_other:
                yield Counted(invited, responses), Counted(rest, left)


def leaves_few(larger: Counted, part: Counted, min_n: int = MIN_N) -> bool:
    """Whether those of `larger` who are not in `part` are a group that may not be shown.

    Not where the numbers say that `part` is no part of it, or do not tell.
    """
    rest = _without(larger.people, [part.people])
    return rest is not None and bool(rest.invited) and not _may_show(rest, larger, min_n)


def _may_show(group: Counted, whole: Counted, min_n: int) -> bool:
    """Whether the rate of these people tells of no group under `min_n`, nor of everybody."""
    most = group.invited if group.invited is not None else whole.invited
    if most is not None and most < min_n:
        return False
    share = group.share
    if share is not None and most is not None and most < UNIFORM_BELOW and not 0 < share < 1:
        return False
    answered = group.responses
    if answered is None:
        return True
    rest = 0 if group.invited is None else max(0, group.invited - answered)
    return not (0 < answered < min_n or 0 < rest < min_n)


def _families(known: Mapping[str, Counted], whole: Counted) -> Iterator[tuple[str, ...]]:
    """Sets of groups without a person in common, none of them a part of another set.

    Those of one division, where they are not more people than the whole; else those that make
    up the whole exactly; each of the others alone, since the rest of the whole is a group too.
    """
    for by in dict.fromkeys(group.by for group in known.values()):
        keys = [key for key, group in known.items() if group.by == by]
        sizes = [known[key].invited for key in keys]
        known_sizes = [size for size in sizes if size is not None]
        most = whole.invited
        fits = most is not None and len(known_sizes) == len(sizes) and sum(known_sizes) <= most
        if by and (fits or most is None or len(known_sizes) < len(sizes)):
            yield tuple(keys)
            continue
        found = [] if most is None else list(_making_up(keys, known, most))
        yield from found
        placed = {key for family in found for key in family}
        yield from ((key,) for key in keys if key not in placed)


def _making_up(
    keys: Sequence[str], known: Mapping[str, Counted], most: int
) -> Iterator[tuple[str, ...]]:
    """Runs of groups in the table's order, then up to four of them, that are `most` together.

    Raises `AmuError` where there are so many that they say nothing of how the whole is divided.
    """
    sizes = [known[key].invited for key in keys]
    sets = list(itertools.islice(_sets(sizes, most), MOST_FAMILIES + 1))
    if len(sets) > MOST_FAMILIES:
        raise AmuError(
            Message("{n} groups of people make up the unit in too many ways", n=len(keys)),
            hint=Message("Say what they are divided by in a column “dimension”."),
        )
    sets.sort(key=lambda some: (len(some), some))
    for some in dict.fromkeys((*_runs(sizes, most), *sets)):
        yield tuple(keys[place] for place in some)


def _runs(sizes: Sequence[int | None], most: int) -> Iterator[tuple[int, ...]]:
    """The places of those that stand beside each other and are `most` together."""
    for first in range(len(sizes)):
        together = 0
        for last, size in enumerate(sizes[first:], first):
            if size is None or together > most:
                break
            together += size
            if last > first and together == most:
                yield tuple(range(first, last + 1))


def _sets(sizes: Sequence[int | None], most: int) -> Iterator[tuple[int, ...]]:
    """The places of two, three or four that are `most` together.

    Of three the third is looked up, of four the second two: trying all takes far longer.
    """
    known = [(place, size) for place, size in enumerate(sizes) if size is not None]
    of_size: dict[int, list[int]] = {}
    for place, size in known:
        of_size.setdefault(size, []).append(place)
    pairs: dict[int, list[tuple[int, int]]] = {}
    for (first, one), (second, other) in itertools.combinations(known, 2):
        together = one + other
        if together == most:
            yield first, second
        thirds = of_size.get(most - together, ())
        yield from ((first, second, third) for third in thirds if third > second)
        pairs.setdefault(together, []).append((first, second))
    for together, lower in pairs.items():
        upper = pairs.get(most - together, ())
        yield from ((*one, *two) for one in lower for two in upper if one[1] < two[0])


def _to_hide(
    family: Sequence[str],
    known: Mapping[str, Counted],
    whole: Counted,
    found: Collection[str],
    min_n: int,
) -> list[str]:
    """What of `family` must be hidden too, smallest first, so that the hidden are no small group.

    Who belongs to none of its groups is hidden from the start.
    """
    hidden = [known[key] for key in family if key in found]
    shown = sorted(
        (key for key in family if key not in found),
        key=lambda key: (known[key].invited is None, known[key].invited or 0),
    )
    rest = _without(whole, [known[key] for key in family])
    others = [rest] if rest is not None and rest.invited else []
    more: list[str] = []
    while shown and not _together_safe(hidden, others, whole, min_n):
        key = shown.pop(0)
        hidden.append(known[key])
        more.append(key)
    return more


def _together_safe(
    hidden: Sequence[Counted], others: Sequence[Counted], whole: Counted, min_n: int
) -> bool:
    """Whether what subtraction gives for those hidden, and those in no group, may be shown.

    Where their numbers are not known, two that are hidden protect each other.
    """
    every = [*hidden, *others]
    if hidden and len(every) == 1:
        return False
    if any(group.invited is None or group.responses is None for group in every):
        return True
    return not every or _may_show(_sum(every), whole, min_n)


def _sum(groups: Iterable[Counted]) -> Counted:
    known = list(groups)
    return Counted(
        sum(group.invited or 0 for group in known), sum(group.responses or 0 for group in known)
    )


def _without(whole: Counted, groups: Sequence[Counted]) -> Counted | None:
    """Those of `whole` that belong to none of `groups`; None where the numbers do not tell."""
    if any(group.invited is None or group.responses is None for group in (whole, *groups)):
        return None
    parts = _sum(groups)
    invited = (whole.invited or 0) - (parts.invited or 0)
    responses = (whole.responses or 0) - (parts.responses or 0)
    return Counted(invited, responses) if 0 <= responses <= invited else None


def _parts(
    known: Mapping[str, Counted],
    families: Sequence[Sequence[str]],
    found: Collection[str],
    min_n: int,
) -> list[str]:
    """Groups that stand outside the families of their division and may be a part of one there.

    The PhD candidates are among the scientific staff: the two rates tell that of the others.
    """
    alone = [family[0] for family in families if len(family) == 1]
    hide = []
    for key in alone:
        for other, larger in known.items():
            if key in found or other in found or other == key or larger.by != known[key].by:
                continue
            if leaves_few(larger, known[key], min_n):
                hide.append(key)
                break
    return hide
