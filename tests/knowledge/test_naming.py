"""Names held against what they name."""

from skill.knowledge.library import Library
from skill.knowledge.names import Names
from skill.knowledge.naming import pointless_names


def test_a_name_that_leads_nowhere(library: Library) -> None:
    led_to = {thing for things in library.names.by_type.values() for thing in things}
    remedies = {**library.names.by_type["Remedy"], "moonlight": ("moonlight",)}
    names = Names({**library.names.by_type, "Remedy": remedies})
    [misfit] = pointless_names(names, led_to)
    assert misfit.path == ("Remedy", "moonlight")
