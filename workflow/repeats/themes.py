"""Words that people use for one and the same trouble, so that «темно» is found beside «не горят фонари»."""

import re
from functools import lru_cache

_THEMES = {
    "свет": r"фонар|освещ|освет|светильник|лампоч|темно$|темнот|тьма$|темень|впотьм|потемк|неосвещ|свет$",
    "яма": r"яма$|ям$|выбоин|ухаб|кол(?:ея|добин)|рытвин|асфальт|бездорож|провал$",
    "снег": r"снег|снеж|сугроб|занос|замест|замело|расчищ|расчист|непроезж|грейдер",
    "лед": r"лед$|гололед|наледь|обледен|скольз|посып|каток$",
    "мусор": r"мусор|свалк|контейнер|помойк|отход|бак$|хлам",
    "вода": r"вода$|водопровод|водоснабж|водоканал|колонка$|напор",
    "потоп": r"потоп|затоп|затапл|подтоп|залив|лужа|канализ|нечистот|прорв|прорыв|протеч",
    "тепло": r"отоплен|батарея|тепло$|теплый$|теплоснабж|радиатор|мерзн|замерз|котельн",
    "собака": r"собак|пес$|псин|стая$|безнадзорн",
    "автобус": r"автобус|маршрутк|рейс$|остановк",
    "дерево": r"дерево|ветка$|ветвь|тополь|спил|береза",
    "крыша": r"крыша|кровл|чердак|сосульк",
    "ток": r"электрич|электроэнерг|обесточ|напряжен",
    "игра": r"площадк|качель|качели|горка$|песочниц",
}
"""By the beginnings of lemmas («$» ends one). Only what is of help to a small town's desk; a trouble that is
not here is still found by its own words."""

_PATTERNS = {theme: re.compile(pattern) for theme, pattern in _THEMES.items()}


@lru_cache(maxsize=20_000)
def theme_of(lemma: str) -> str:
    """The trouble that a lemma speaks of; empty where it speaks of none that we know."""
    return next((theme for theme, pattern in _PATTERNS.items() if pattern.match(lemma)), "")
