"""The parts of ask-sdk-webservice-support that are used here, imported in spite of a broken dependency.

Version 1.3.3 imports certvalidator for its own signature check. certvalidator imports oscrypto 1.3.0, whose
pattern for OpenSSL's version does not match two-digit patch levels (3.0.10 and newer), so the import fails
on most machines (wbond/oscrypto#75; the fix was never released). `signature.py` checks signatures instead,
so the broken library is not needed. While the package is imported, empty modules stand in for
certvalidator; they are removed at once.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def _certvalidator_stand_ins() -> Iterator[None]:
    class CertificateValidator:
        def __init__(self, *_: object) -> None:
            raise NotImplementedError("skill.web.signature checks signatures, not the SDK")

    package = ModuleType("certvalidator")
    errors = ModuleType("certvalidator.errors")
    package.__dict__["CertificateValidator"] = CertificateValidator
    errors.__dict__.update(ValidationError=ValueError, PathError=ValueError)
    stand_ins = {"certvalidator": package, "certvalidator.errors": errors}
    before = {name: sys.modules[name] for name in stand_ins if name in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]
        sys.modules.update(before)


with _certvalidator_stand_ins():
    from ask_sdk_webservice_support.verifier import AbstractVerifier, VerificationException
    from ask_sdk_webservice_support.webservice_handler import WebserviceSkillHandler

__all__ = ["AbstractVerifier", "VerificationException", "WebserviceSkillHandler"]
