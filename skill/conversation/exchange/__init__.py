"""One exchange: the Turn that a request becomes, and the Reply that answers it. Besides build.py only these modules know the SDK."""
