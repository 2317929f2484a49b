"""One exchange: the Turn that a request becomes, and the Reply that answers it.

Besides build.py, only the modules in here use the SDK.
"""
