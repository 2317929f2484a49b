"""What people say for every topic and every warning sign, and whether it was answered."""

from pathlib import Path
from typing import Any

import yaml

from skill.knowledge.library import Library
from skill.knowledge.signs import Sign
from skill.knowledge.tips import Tip
from skill.knowledge.topics import Topic
from skill.simulator.device import Answer

NUMBER = "911"

# A topic whose advice a warning sign gives as well: "cramps since the new statin" is a question and a report.
SAME_ADVICE = {
    "cause_alcohol": {"rf_alcohol"},
    "cause_dialysis": {"rf_dialysis"},
    "cause_fluid_loss_illness": {"rf_fluid_loss"},
    "cause_heat": {"rf_heat_cramps"},
    "cause_pregnancy": {"rf_pregnant_frequent"},
    "cause_toxins_infection": {"rf_toxin", "rf_poison"},
    "diff_compartment": {"rf_compartment"},
    "diff_dvt": {"rf_dvt"},
    "diff_neuropathy": {"rf_numb_swell"},
    "diff_strain": {"rf_injury"},
    "diff_tetany": {"rf_tetany"},
    "group_children": {"rf_child_soon"},
    "group_diuretics": {"rf_fluid_loss"},
    "group_growing_pains": {"rf_child_soon"},
    "group_pregnant": {"rf_pregnant_frequent"},
    "group_pregnant_belly": {"rf_pregnancy_belly"},
    "med_diuretics": {"rf_fluid_loss"},
    "med_overview": {"rf_new_medicine"},
    "med_statins": {"rf_statin"},
    "now_ten_minutes": {"rf_ten_minutes"},
    "prev_alcohol_caffeine": {"rf_alcohol"},
    "prev_med_review": {"rf_new_medicine", "rf_statin"},
    "stretch_doubt": {"rf_frequent"},
}


def read(name: str, folder: Path = Path(__file__).parent) -> Any:
    """The wordings of a file, by topic or sign: a text each, or what it says and what answers it also."""
    return yaml.safe_load((folder / name).read_text(encoding="utf-8"))


def words_in(wording: Any) -> str:
    return str(wording if isinstance(wording, str) else wording["says"])


def topics_for(topic: str, wording: Any) -> set[str]:
    """The topics that answer a wording of a topic."""
    return {topic, *([] if isinstance(wording, str) else wording["also"])}


def answer_of(answer: Answer, library: Library) -> str | None:
    """The id of the topic, tip or sign that was answered; None for any other reply."""
    answers: list[Sign | Topic | Tip] = [
        *library.signs.by_id.values(),
        *library.topics.by_id.values(),
        *library.tips.values(),
    ]
    return next((a.id for a in answers if answer.text.startswith(a.say.replace("{emergency}", NUMBER))), None)


def is_reached(topic: str, wording: Any, answer: Answer, library: Library) -> bool:
    """Whether a wording got its topic, another that answers it as well, or the same words."""
    right = topics_for(topic, wording)
    answered = answer_of(answer, library)
    if answered in right or any(answered in SAME_ADVICE.get(each, ()) for each in right):
        return True
    spoken = library.answer(answered or "")
    return spoken is not None and any(spoken.say == library.topics.by_id[each].say for each in right)
