"""What is known: the content files, loaded, checked and looked up. Nothing in here knows of Alexa."""
