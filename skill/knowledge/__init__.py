"""The knowledge: the content files read, checked and looked up. This room does not know of Alexa."""
