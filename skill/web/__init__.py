"""The web service: it takes Alexa's requests over HTTP, checks them, and answers them."""
