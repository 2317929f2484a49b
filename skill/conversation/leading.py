"""Leading a routine: its parts, one after the other."""

from dataclasses import replace
from datetime import timedelta

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response
from ask_sdk_model.interfaces.audioplayer import PlayDirective

from skill.audio.playback.manifest import Playlist
from skill.audio.playback.recordings import Position
from skill.coach.coach import FAREWELLS
from skill.coach.place import OPENING, Place
from skill.coach.plan import Detail, Plan
from skill.conversation.clock import place_to_resume, timeline_of, unfinished_in
from skill.conversation.coaching import Coaching
from skill.conversation.handler import Handler
from skill.conversation.person import drop_place, recall, remember
from skill.conversation.player import has_player, play_after, play_now
from skill.conversation.reply import Card
from skill.conversation.subjects import group_of
from skill.conversation.turn import day_of, request_of, session_of
from skill.knowledge.phrases import Phrase, Question
from skill.knowledge.routines import Mood
from skill.voice.speech import Piece

NAME = "Leg Cramp Coach"
STANDING = "standing-break"
_INSTEAD_OF_STANDING = {"older": "seated", "pregnant": "pregnancy"}
"""Group to routine."""
AFTER_FAILURE = timedelta(days=1)
"""For so long nothing is played to somebody whose device could not play it."""


class Leading(Handler):
    """A handler that leads a routine."""

    def begin(self, handler_input: HandlerInput, routine: str, straight: bool | None = None) -> Response:
        """A routine, or one stretch, from its beginning, as this person is used to it.

        straight: whether to play it straight through; None to do as they like, and to ask who never said so.
        """
        session = session_of(handler_input)
        # Whoever told of themselves is not asked to stand.
        if routine == STANDING and session.group in _INSTEAD_OF_STANDING:
            routine = _INSTEAD_OF_STANDING[session.group]
        known = self.library.routines.get(routine)
        # Whoever asks for it says who they are: what they report is heard with that in mind.
        session.group = session.group or (group_of(known) if known else None)
        plan = self.usual_plan(handler_input, routine)
        if not self.coach.steps(plan):
            not_for = self.wording(handler_input, Phrase.NOT_FOR_YOU)
            return self.say(handler_input, not_for, question=Question.MENU, needs_answer=True)
        person = recall(handler_input)
        never_said = straight is None and person.straight is None and person.reachable
        if never_said and self.may_play(handler_input, plan):
            session.offered = routine
            return self.say(handler_input, (), question=Question.PLAY_THROUGH, needs_answer=True)
        return self.go_on_from(handler_input, plan, OPENING, straight=straight)

    def may_play(self, handler_input: HandlerInput, plan: Plan) -> Playlist | None:
        """What plays the plan here and now, if anything does. A cramp is always led by voice."""
        acute = self.coach.routine(plan).mood is Mood.ACUTE
        if acute or session_of(handler_input).resting or not has_player(handler_input):
            return None
        failed = recall(handler_input).failed
        if failed and day_of(handler_input) - failed <= AFTER_FAILURE:
            return None
        return self.recordings.playlist(plan)

    def go_on_from(
        self,
        handler_input: HandlerInput,
        plan: Plan,
        place: Place,
        before: str = "",
        straight: bool | None = None,
    ) -> Response:
        """Go on from a place, straight through or step by step; None for what the person likes."""
        wanted = recall(handler_input).straight if straight is None else straight
        playlist = self.may_play(handler_input, plan) if wanted else None
        if playlist is None:
            return self.lead_from(handler_input, plan, place, before)
        card = self._card(plan) if place == OPENING else None
        return self.play(handler_input, self.recordings.find(playlist, place), before, card)

    def play(
        self, handler_input: HandlerInput, position: Position, before: str = "", card: Card | None = None
    ) -> Response:
        """Play from this moment on. The session is over: the player is listened to for a few words only."""
        session_of(handler_input).coaching = None
        return self.say(handler_input, before, card=card, directives=(self.played(position),))

    def played(self, position: Position) -> PlayDirective:
        """What plays from this moment on."""
        return play_now(position, self.recordings.url(position), *self._titles(position))

    def queued(self, position: Position, last: Position) -> PlayDirective:
        """What plays a track after the one that is last now."""
        return play_after(last.token, position, self.recordings.url(position), *self._titles(position))

    def _titles(self, position: Position) -> tuple[str, str]:
        """What a screen shows: the stretch, and its routine, if that tells nothing of somebody's health."""
        routine = self.library.routines[position.playlist.routine]
        place = position.recording.places[0][1]
        title = routine.title if routine.remembered else NAME
        if not 0 <= place.step < len(routine.steps):
            return title, NAME
        stretch = routine.steps[place.step].stretch.title
        return stretch[0].upper() + stretch[1:], title

    def usual_plan(self, handler_input: HandlerInput, routine: str) -> Plan:
        """The routine at the person's pace, in brief where they have done it before."""
        session = session_of(handler_input)
        person = recall(handler_input)
        known = person.finished.get(routine, 0) > 0
        plan = Plan(routine, person.pace, Detail.BRIEF if known else Detail.FULL, group=session.group)
        return self.coach.shortened(plan, session.minutes) if session.minutes else plan

    def lead(
        self,
        handler_input: HandlerInput,
        coaching: Coaching,
        before: str = "",
        card: Card | None = None,
    ) -> Response:
        """Speak a part. It ends with a question, so that "pause" and "that hurts" reach the skill.

        before: what is said first, in the routine's voice; card: in place of the routine's own.
        """
        session = session_of(handler_input)
        session.offered = session.minutes = None
        before_it = session.coaching
        if before_it:
            coaching.tempo = before_it.tempo
            coaching.finished = before_it.finished and before_it.plan.routine == coaching.plan.routine
        session.coaching = coaching
        part = timeline_of(coaching, self.coach).parts[coaching.part]
        routine = self.coach.routine(coaching.plan)
        # Whoever asked for a routine stays for it; in a cramp somebody may want nothing else.
        session.staying = session.staying or routine.mood is not Mood.ACUTE
        cues = part.cues[coaching.skipped : -1]
        first: list[Piece] = [replace(part.cues[0], text=before).spoken] if before else []
        moment = request_of(handler_input).timestamp
        coaching.spoken_at = moment.timestamp() if moment else None
        coaching.before = sum(self.coach.seconds_of(piece) for piece in first)
        if routine.remembered and not coaching.finished:
            person = recall(handler_input)
            place = part.cues[coaching.skipped].place
            person.unfinished = unfinished_in(coaching, place, handler_input)
            remember(handler_input, person)
        begins = coaching.start == OPENING and coaching.part == 0 and coaching.skipped == 0
        return self.say(
            handler_input,
            (*first, *(cue.spoken for cue in cues)),
            card=card or (self._card(coaching.plan) if begins else None),
            question=part.question,
            needs_answer=True,
            asked_as=part.cues[-1].spoken,
        )

    def go_on(self, handler_input: HandlerInput, coaching: Coaching, before: str = "") -> Response:
        """Carry on where it was interrupted; after the last word, the end."""
        place = place_to_resume(coaching, self.coach)
        return self.lead_from(handler_input, coaching.plan, place, before)

    def lead_from(self, handler_input: HandlerInput, plan: Plan, place: Place, before: str = "") -> Response:
        """Lead what is left of a plan from a place on; where nothing is left, the end."""
        if all(index < place.step for index in self.coach.steps(plan)):
            return self.end(handler_input, plan, before)
        return self.lead(handler_input, Coaching(plan, place), before)

    def next_part(self, handler_input: HandlerInput, coaching: Coaching) -> Response:
        """The part after this one; after the last, the end."""
        if coaching.part + 1 >= len(timeline_of(coaching, self.coach).parts):
            return self.end(handler_input, coaching.plan)
        return self.lead(handler_input, Coaching(coaching.plan, coaching.start, coaching.part + 1))

    def end(self, handler_input: HandlerInput, plan: Plan, before: str = "") -> Response:
        """The routine is over, and is not offered again as an unfinished one."""
        routine = self.coach.routine(plan)
        if routine.remembered:
            drop_place(handler_input, routine.id)
        session_of(handler_input).coaching = None
        farewell = self.wording(handler_input, FAREWELLS[routine.mood])
        return self.say(handler_input, f"{before} {farewell}".strip())

    def caution(self, plan: Plan) -> str:
        """What is said before the first stretch, to whoever this person is."""
        routine = self.coach.routine(plan)
        return f"{routine.caution} {routine.cautions.get(plan.group or '', '')}".strip()

    def _card(self, plan: Plan) -> Card:
        routine = self.coach.routine(plan)
        steps = self.coach.steps(plan).values()
        text = "\n".join(["\n".join(f"- {step.stretch.title}" for step in steps), "", routine.caution])
        return Card(routine.title, text=text, sources=routine.sources, reviewed=routine.reviewed)
