"""Words in the languages of the product, as data files give them."""

from workflow.model import Model


class Words(Model):
    """The same words in the languages of the product; those who read no Russian get English."""

    ru: str
    en: str

    def into(self, locale: str) -> str:
        """The words for a person of this locale."""
        return self.ru if locale.startswith("ru") else self.en
