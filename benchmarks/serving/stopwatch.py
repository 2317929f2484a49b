"""A stopwatch for the stages of an answer, put round functions from outside."""

import functools
import importlib
import inspect
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from threading import get_ident
from time import thread_time_ns
from types import FunctionType
from typing import Any


class NoSuchFunction(Exception):
    """A name that stands for no function."""


class Stopwatch:
    """The CPU time of each stage in one thread. The time of a stage leaves out the stages within it."""

    def __init__(self) -> None:
        self.nanoseconds: Counter[str] = Counter()
        """The time of each stage."""
        self.calls: Counter[str] = Counter()
        """The number of calls of each function that is watched."""
        self._thread = get_ident()
        self._stages: list[str] = []
        self._since = 0

    def watch(self, stage: str, names: Iterable[str]) -> None:
        """Count the time of functions to a stage. Raises NoSuchFunction.

        A name is that of a module and of what it has: `skill.web.door:Door.answer`. A function is replaced
        in every module that imported it.
        """
        for name in names:
            module_name, _, path = name.partition(":")
            *holders, attribute = path.split(".")
            try:
                holder: Any = importlib.import_module(module_name)
                for each in holders:
                    holder = getattr(holder, each)
                function = getattr(holder, attribute)
            except (ImportError, AttributeError) as error:
                raise NoSuchFunction(f"{name} is not there: {error}. Has it moved?") from None
            if not isinstance(function, FunctionType):
                raise NoSuchFunction(f"{name} is no plain function or method")
            watched = self._watched(stage, name, function)
            if inspect.isclass(holder):
                setattr(holder, attribute, watched)
                continue
            for module in list(sys.modules.values()):
                if getattr(module, "__dict__", {}).get(attribute) is function:
                    setattr(module, attribute, watched)

    def _watched(self, stage: str, name: str, function: FunctionType) -> Callable[..., Any]:
        @functools.wraps(function)
        def watched(*arguments: Any, **named: Any) -> Any:
            if get_ident() != self._thread:
                return function(*arguments, **named)
            self.calls[name] += 1
            self._turn(push=stage)
            try:
                return function(*arguments, **named)
            finally:
                self._turn(push=None)

        return watched

    def _turn(self, *, push: str | None) -> None:
        now = thread_time_ns()
        if self._stages:
            self.nanoseconds[self._stages[-1]] += now - self._since
        if push is None:
            self._stages.pop()
        else:
            self._stages.append(push)
        self._since = now
