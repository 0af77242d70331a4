"""Ranking passages of an archive and composing cited answers from them."""
