import pytest
from spacy.language import Language

from extract.find import make_nlp


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The pipeline of the rules: the same for all tests, since nothing in it changes."""
    return make_nlp()
