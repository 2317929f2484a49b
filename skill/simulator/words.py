"""The kinds of words in an utterance (content words, function words, fillers), and words of one meaning."""

from collections.abc import Iterable
from functools import lru_cache

from skill.voice.words import CACHED_WORDS, stem

_HESITATION = "alexa please um uh erm er hmm hey hi oh ah well okay ok so like thanks"
_FILLERS = frozenset(_HESITATION.split())

_GRAMMAR = """
a an the my your our his her their its this that these those it i you we me us he she they
to of in on at for with and or but is am are was were be been do does did have has had having got
not all about up can could would will should may some any so just please there from by as if then too like
"""
_COMMON = """
what how why when where which who whose whether get gets getting give gives make makes take takes
go goes going come comes let tell know want need say says said thing things something anything
way lot lots bit much many more most
"""
_COLOUR = """
such very really quite pretty bad badly awful awfully terrible terribly horrible horribly nasty
"""
FUNCTION_WORDS = frozenset((_GRAMMAR + _COMMON + _COLOUR).split())
"""Words that hold a sentence together or colour it. All other words are content words."""

_SAME = """
cramp cramps cramping cramped crampy spasm spasms charley charlie
doctor doctors physician gp doc nurse
somebody someone husband wife mother mom mum mama father dad grandmother grandma gran sister brother
somebody aunt uncle
somebody friend neighbor neighbour
call ring phone
cause causes causing trigger triggers triggering reason reasons behind
help helps helping ease eases easing relieve relief soothe loosen loosens
serious dangerous danger worry worried worrying concerned harmful harmless scary
pill pills tablet tablets capsule capsules
eat eating food foods snack diet meal
drink drinks drinking sip
shoe shoes footwear socks sock slippers
long longer minutes hours duration length
people folks persons everybody everyone others
test tests tested scan scans check checked checking blood
explain describe understand meaning means
pain pains hurt hurts hurting sore ache aches aching achy tender
lock locked locks seize seizes seized seizing knot knots knotted tighten tightens tightened tight solid rigid
lock grab grabs
normal usual common typical ordinary often unusual rare
evidence source sources study studies research proof prove proven science scientific facts
prevent prevents preventing prevention avoid avoids avoiding
different difference distinguish apart versus
advice tip tips suggestion suggestions suggest recommend trick tricks
fail fails useless pointless failed
"""
# Each line of _SAME holds words that mean much the same; the first stands for the others.
_CANONICAL = {
    stem(word): stem(line.split()[0]) for line in _SAME.strip().splitlines() for word in line.split()
}


@lru_cache(CACHED_WORDS)
def meaning(word: str) -> str:
    """Return the stem that stands for the word's meaning, the same for "doctor" and "physician".

    Alexa knows such synonyms without having them in a sample.
    """
    return _CANONICAL.get(stem(word), stem(word))


def without_fillers(words: list[str]) -> list[str]:
    """Return the words without the fillers ("please", "um") at both ends, or all if all are fillers."""
    start, end = 0, len(words)
    while start < end and words[start] in _FILLERS:
        start += 1
    while end > start and words[end - 1] in _FILLERS:
        end -= 1
    return words[start:end] or words


def content_words(words: Iterable[str]) -> frozenset[str]:
    """Return the stems of the content words."""
    return frozenset(stem(word) for word in words if word not in FUNCTION_WORDS)


def is_slot(word: str) -> bool:
    """True if the word is a slot of a sample, which is written as `{Type}`."""
    return word[0] == "{"
