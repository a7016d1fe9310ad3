"""Departments that many administrations have, with the topics people write about; each office keeps what it needs."""

from handlers.setup.plan import Unit

COMMON = (
    Unit(key="utilities", name="ЖКХ", topics=("вода", "отопление", "канализация", "электричество", "лифты")),
    Unit(key="roads", name="Дорожное хозяйство", topics=("дороги", "снег", "гололёд", "тротуары", "освещение")),
    Unit(key="amenities", name="Благоустройство", topics=("мусор", "дворы", "парки", "детские площадки", "озеленение")),
    Unit(key="education", name="Образование", topics=("школы", "детские сады", "кружки", "питание в школах")),
    Unit(key="transport", name="Транспорт", topics=("автобусы", "остановки", "расписание", "парковки")),
    Unit(key="culture", name="Культура и спорт", topics=("праздники", "клубы", "библиотеки", "стадионы")),
    Unit(key="social", name="Социальная защита", topics=("льготы", "пособия", "субсидии", "помощь пожилым")),
    Unit(key="land", name="Земля и имущество", topics=("земля", "аренда", "межевание", "самострой")),
    Unit(key="ecology", name="Экология", topics=("свалки", "воздух", "вырубка", "бездомные животные")),
    Unit(key="trade", name="Торговля", topics=("магазины", "рынки", "ярмарки", "цены")),
    Unit(key="safety", name="Безопасность и ЧС", topics=("пожары", "паводок", "аварии", "оповещение")),
    Unit(key="general", name="Общий отдел", topics=("приём граждан", "справки", "документы")),
)  # fmt: skip


def common(key: str) -> Unit | None:
    """The common department with this key, or None."""
    return next((one for one in COMMON if one.key == key), None)
