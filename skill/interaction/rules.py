"""Amazon's rules for an interaction model, checked before its builder refuses the model."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from skill.interaction.builtin import BUILTIN, PHRASES
from skill.interaction.model import DeclaredIntent, InteractionModel, models_folder, parse_model

MAX_INTENTS = 250
"""The most intents of a model, built-in ones among them."""

MAX_MODEL_BYTES = 1_500_000
"""The largest size of a model in bytes, as JSON in UTF-8."""

MAX_VALUE_CHARACTERS = 140
"""The most characters of a value's name, or of one synonym."""

REQUIRED_INTENTS = (
    "AMAZON.StopIntent",
    "AMAZON.CancelIntent",
    "AMAZON.HelpIntent",
    "AMAZON.FallbackIntent",
    "AMAZON.NavigateHomeIntent",
)

_WAKE_WORDS = {"alexa", "amazon", "echo", "computer"}
_LAUNCH_WORDS = {"app", "ask", "begin", "enable", "launch", "load", "open", "skill", "start", "tell"}
_CONNECTORS = {"about", "and", "by", "for", "from", "if", "in", "that", "to", "using", "whether", "with"}
# A name of two words may not have these either.
_NOT_IN_TWO_WORDS = {"a", "an", "at", "of", "off", "the", "up"}

_SHAPE: dict[str, Any] = {
    "interactionModel": {
        "languageModel": {
            "invocationName": str,
            "intents": [
                {
                    "name": str,
                    "slots?": [{"name": str, "type": str, "samples?": [str], "multipleValues?": object}],
                    "samples?": [str],
                }
            ],
            "types?": [{"name": str, "values": [{"id": str, "name": {"value": str, "synonyms?": [str]}}]}],
            "modelConfiguration": {"fallbackIntentSensitivity": {"level": str}},
        },
        "dialog?": object,
        "prompts?": object,
    }
}
"""The shape of a document. `[x]` is a list of x, `str` is text, "?" marks a key that may be left out, and
`object` stands for a part that Amazon knows and this skill does not use."""

# A letter of any language. To Python the vowel signs of Hindi are no letters, so they are added.
_LETTER = r"(?:[^\W\d_]|[\u0900-\u0963])"
_NAME = re.compile(r"[A-Za-z][A-Za-z_]*")
_SLOT = re.compile(r"\{([^{}]*)\}")
_ABBREVIATION = rf"(?:{_LETTER}\.)+"
_SAMPLE_WORD = re.compile(rf"\{{[^{{}}]+\}}(?:'s)?|{_ABBREVIATION}|'?{_LETTER}+(?:['-]{_LETTER}+)*'?")
_INVOCATION_WORD = re.compile(rf"{_ABBREVIATION}|{_LETTER}+(?:'{_LETTER}+)*'?")
_VALUE_CHARACTER = re.compile(rf"{_LETTER}|[0-9 ,'.&@-]")  # as in the developer console


def check_models() -> list[str]:
    """Return the faults of all interaction models, a line each that begins with the file."""
    paths = sorted(models_folder().glob("*.json"))
    if not paths:
        return ["interaction_models: there is no model here"]
    found = []
    for path in paths:
        try:
            lines = faults(path.stem, json.loads(path.read_text(encoding="utf-8")))
        except json.JSONDecodeError as error:
            lines = [f"line {error.lineno}: not JSON: {error.msg}"]
        except UnicodeDecodeError:
            lines = ["not UTF-8"]
        found += [f"interaction_models/{path.name}: {line}" for line in lines]
    return found


def faults(locale: str, document: object) -> list[str]:
    """Return the faults for which Amazon's builder would refuse a document, a line each.

    If the shape of the document is wrong, only that is reported, because the other rules need its parts.
    Rules about English words are for the English locales only.
    """
    misshapen = list(_misshapen(document, _SHAPE, ""))
    if misshapen or not isinstance(document, dict):
        return misshapen
    language = document["interactionModel"]["languageModel"]
    model = parse_model(locale, document)
    return [
        *_size_faults(document, language["intents"]),
        *_invocation_faults(model.invocation_name, english=locale.startswith("en-")),
        *_name_faults(language),
        *_intent_faults(model),
        *_clashes(model),
        *_type_faults(model),
        *_sensitivity_faults(language["modelConfiguration"]["fallbackIntentSensitivity"]["level"]),
    ]


def _misshapen(value: object, shape: object, place: str) -> Iterator[str]:
    """Yield the places where a value departs from its shape, as intents[HelpIntent].samples[0]."""
    if shape is str:
        if not isinstance(value, str):
            yield f"{place}: must be text"
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{place}: must be a list"
            return
        for index, item in enumerate(value):
            called = item.get("name") if isinstance(item, dict) else None
            label = called if isinstance(called, str) else index
            yield from _misshapen(item, shape[0], f"{place}[{label}]")
    elif isinstance(shape, dict):
        if not isinstance(value, dict):
            yield f"{place or 'the document'}: must be an object"
            return
        below = f"{place}." if place else ""
        known = {key.removesuffix("?") for key in shape}
        yield from (f"{below}{key}: is not a key that belongs here" for key in value if key not in known)
        for key, inner in shape.items():
            name = key.removesuffix("?")
            if name in value:
                yield from _misshapen(value[name], inner, below + name)
            elif name == key:
                yield f"{below}{name}: is missing"


def _size_faults(document: dict[str, Any], intents: list[Any]) -> Iterator[str]:
    if len(intents) > MAX_INTENTS:
        yield f"has {len(intents)} intents; {MAX_INTENTS} are allowed"
    size = len(json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    if size > MAX_MODEL_BYTES:
        yield f"is {size} bytes; {MAX_MODEL_BYTES} are allowed"


def _invocation_faults(name: str, *, english: bool) -> Iterator[str]:
    words = name.split(" ")
    said = f'invocation name "{name}"'
    if len(words) < 2:
        yield f"{said}: needs at least two words"
    if name != name.lower() or not all(_INVOCATION_WORD.fullmatch(word) for word in words):
        yield f"{said}: only lower-case letters, single spaces, apostrophes and the periods of abbreviations"
    forbidden = {"a wake word": _WAKE_WORDS}
    if english:
        forbidden |= {"a launch word": _LAUNCH_WORDS, "a connecting word": _CONNECTORS}
    if english and len(words) == 2:
        forbidden["an article or preposition in a name of two words"] = _NOT_IN_TWO_WORDS
    for kind, listed in forbidden.items():
        yield from (f'{said}: "{word}" is {kind}' for word in words if word.removesuffix("'s") in listed)


def _name_faults(language: dict[str, Any]) -> Iterator[str]:
    """Yield the names that are malformed, missing, or given twice.

    This reads the raw document, because a parsed model has lost the second of two equal names.
    """
    intents = [intent["name"] for intent in language["intents"]]
    types = [slot_type["name"] for slot_type in language.get("types", ())]
    for kind, names in (("intent", intents), ("type", types)):
        yield from (f"{kind} {name}: there are two of this name" for name in _repeated(names))
        for name in names:
            if kind == "intent" and name.startswith("AMAZON.") and name not in BUILTIN:
                yield f"intent {name}: Amazon has no intent of this name"
            elif not _NAME.fullmatch(name.removeprefix("AMAZON.")):
                yield f'{kind} "{name}": a name has letters and underscores only'
    taken = {name.lower() for name in intents}
    for intent in language["intents"]:
        place = f"intent {intent['name']}"
        slots = [slot["name"] for slot in intent.get("slots", ())]
        yield from (f"{place}: two slots are named {name}" for name in _repeated(slots))
        for name in slots:
            if not _NAME.fullmatch(name):
                yield f'{place}: slot "{name}": a name has letters and underscores only'
            if name.lower() in taken:
                yield f"{place}: slot {name} has the name of an intent"
    yield from (f"intent {name} is missing" for name in REQUIRED_INTENTS if name not in intents)


def _intent_faults(model: InteractionModel) -> Iterator[str]:
    for intent in model.intents.values():
        place = f"intent {intent.name}"
        if intent.name == "AMAZON.FallbackIntent" and intent.samples:
            yield f"{place}: takes no samples of its own"
        if not intent.name.startswith("AMAZON.") and not intent.samples:
            yield f"{place}: has no samples"
        for slot, slot_type in intent.slots.items():
            if not slot_type.startswith("AMAZON.") and slot_type not in model.types:
                yield f"{place}: slot {slot}: there is no type {slot_type}"
            if not any(slot in _SLOT.findall(sample) for sample in intent.samples):
                yield f"{place}: slot {slot} is in no sample"
        for sample in intent.samples:
            yield from (f'{place}: "{sample}": {fault}' for fault in _sample_faults(sample, intent))
    used = {slot_type for intent in model.intents.values() for slot_type in intent.slots.values()}
    yield from (f"type {name}: no slot uses it" for name in model.types if name not in used)


def _sample_faults(sample: str, intent: DeclaredIntent) -> Iterator[str]:
    words = sample.split(" ")
    if "" in words:
        yield "a space too many" if sample else "is empty"
    strange = [word for word in words if word and not _SAMPLE_WORD.fullmatch(word)]
    if strange:
        yield f'"{strange[0]}": only letters, apostrophes, hyphens, periods of abbreviations and {{slots}}'
    slots = _SLOT.findall(sample)
    yield from (f"there is no slot {slot}" for slot in slots if slot not in intent.slots)
    if any(intent.slots.get(slot) == "AMAZON.SearchQuery" for slot in slots):
        if len(slots) > 1:
            yield "an AMAZON.SearchQuery slot allows no other slot beside it"
        elif not _SLOT.sub("", sample).strip():
            yield "an AMAZON.SearchQuery slot needs words around it"


def _clashes(model: InteractionModel) -> Iterator[str]:
    """Yield the samples that Alexa could not tell apart."""
    meaning: dict[str, str] = {}  # the words to the intent that they mean
    if model.locale.startswith("en-"):
        for name in PHRASES.keys() & model.intents.keys():
            meaning |= dict.fromkeys(PHRASES[name], name)
    for intent in model.intents.values():
        own: set[str] = set()
        for sample in intent.samples:
            heard = _heard(sample, intent)
            holder = meaning.setdefault(heard, intent.name)
            if holder != intent.name:
                yield f'intent {intent.name}: "{sample}": means {holder} already'
            elif heard in own:
                yield f'intent {intent.name}: "{sample}": is there twice'
            own.add(heard)


def _heard(sample: str, intent: DeclaredIntent) -> str:
    """Return a sample in lower case with each slot as its type: one value sounds the same in any slot."""
    return _SLOT.sub(lambda slot: "{" + intent.slots.get(slot[1], slot[1]) + "}", sample).lower()


def _type_faults(model: InteractionModel) -> Iterator[str]:
    for name, values in model.types.items():
        if not values:
            yield f"type {name}: has no values"
        yield from (f"type {name}: two values have the id {id_}" for id_ in _repeated(v.id for v in values))
        names = [text for value in values for text in (value.name, *value.synonyms)]
        yield from (f'type {name}: "{text}" is there twice' for text in _repeated(names))
        for value in values:
            place = f'type {name}: value "{value.name}"'
            if not value.id:
                yield f"{place}: has no id"
            if not value.synonyms:
                yield f"{place}: has no synonyms"
        for text in names:
            if len(text) > MAX_VALUE_CHARACTERS:
                yield f'type {name}: "{text}": is longer than {MAX_VALUE_CHARACTERS} characters'
            if "" in text.split(" "):
                yield f'type {name}: "{text}": ' + ("a space too many" if text else "is empty")
            if strange := _VALUE_CHARACTER.sub("", text):
                yield f'type {name}: "{text}": "{strange[0]}" is not allowed'


def _sensitivity_faults(level: str) -> Iterator[str]:
    if level not in ("LOW", "MEDIUM", "HIGH"):
        yield f'fallbackIntentSensitivity: "{level}" is not LOW, MEDIUM or HIGH'


def _repeated(names: Iterable[str]) -> Iterator[str]:
    """Yield each name that was there before, in upper or lower case."""
    seen: set[str] = set()
    for name in names:
        if name.lower() in seen:
            yield name
        seen.add(name.lower())
