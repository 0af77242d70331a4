"""Words of English that are left out of the term index: they say how a sentence is built, not
what it is about. The list of the Snowball project (english/stop.txt, BSD licence), which holds
question words and auxiliaries too, unlike the 33 words that Tantivy brings.
"""

_ENGLISH = """
i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she
her hers herself it its itself they them their theirs themselves what which who whom this that
these those am is are was were be been being have has had having do does did doing would should
could ought a an the and but if or because as until while of at by for with about against between
into through during before after above below to from up down in out on off over under again
further then once here there when where why how all any both each few more most other some such
no nor not only own same so than too very
"""

ENGLISH: tuple[str, ...] = tuple(_ENGLISH.split())
