"""Pairs of invented posts about one and the same: worth showing as repeats."""

from dataclasses import replace

from tests.workflow.repeats.posts import DOGS, LIGHTS, OLGA, PETR, PIT, POLITE, RUBBISH, Row, post

REPEATS: tuple[Row, ...] = (
    ("word for word", post(LIGHTS), post(LIGHTS)),
    ("other forms of the words", post("Фонари на Лесной не горят три дня, детям темно идти в школу"), post(LIGHTS)),
    ("the same trouble in other words", post("Лесная улица без освещения, ходим впотьмах"), post(LIGHTS)),
    ("shorter the second time", post("На Лесной так и не горят фонари"), post(LIGHTS)),
    ("longer the second time", post(LIGHTS + ". Звонили в управляющую компанию, сказали ждать"), post(LIGHTS)),
    ("in capitals", post("НА УЛИЦЕ ЛЕСНОЙ НЕ ГОРЯТ ФОНАРИ!!! ДЕТИ ИДУТ В ТЕМНОТЕ"), post(LIGHTS)),
    (
        "with a typing error",
        post("На улицe Лесной третий день не горят фанари, дети идут из школы в темноте"),
        post(LIGHTS),
    ),
    ("with a greeting in front", post(POLITE + LIGHTS), post(LIGHTS)),
    ("the street as an abbreviation", post("ул. Гагарина, яма у аптеки так и осталась"), post(PIT)),
    ("the street in the accusative", post("Приезжайте на Гагарина, у аптеки яма на полдороги"), post(PIT)),
    ("a pit is a pothole", post("На Гагарина выбоина такая, что колёса пробивает"), post(PIT)),
    ("the place in its own field", post("Не горят фонари", place="ул. Лесная"), post(LIGHTS)),
    ("both places in their fields", post("Темно", place="Лесная 5"), post("Нет освещения", place="ул. Лесная, д. 5")),
    ("the same house, the trouble in two words", post("ул. Лесная, 5 — нет воды"), post("Нет воды на Лесной, дом 5")),
    (
        "house before the street",
        post("В доме 5 по улице Лесной нет воды"),
        post("Лесная улица 5, третий день без воды"),
    ),
    ("a house and none", post("Мусор не вывозят на Школьной, 12"), post(RUBBISH)),
    ("no street, a landmark", post("Возле детсада Ромашка опять бездомные собаки стаей"), post(DOGS)),
    ("no street, the same words", post("Стая собак у садика Ромашка, страшно водить детей"), post(DOGS)),
    (
        "the author asks again",
        post("Второй раз пишу про собак у сада, когда отловят?", author=OLGA),
        post(DOGS, author=OLGA),
    ),
    ("the author, few words", post("Собаки так и бегают у садика", author=OLGA), post(DOGS, author=OLGA)),
    (
        "the author in two networks",
        post("Собак у садика не отловили", author=OLGA),
        replace(post(DOGS, author=OLGA), network="ok"),
    ),
    ("the author, very short", post("Нет воды", author=PETR), post("Воды нет", author=PETR)),
    (
        "the author, the same street, other words",
        post("И снова на Лесной тьма", author=PETR),
        post(LIGHTS, author=PETR),
    ),
    ("the same link, nothing else", post(link="https://vk.com/wall-1_2"), post(link="https://m.vk.com/wall-1_2")),
    (
        "the same link, other texts",
        post("Текст скопирован куратором", link="https://vk.com/sobolevo?w=wall-1_2"),
        post(LIGHTS, link="https://vk.com/wall-1_2?utm_source=tg"),
    ),
    (
        "the topic and the street",
        post("Гололёд на Лесной", topic="дороги"),
        post("Лесная улица как каток", topic="дороги"),
    ),
    (
        "the topic and the street, other words",
        post("Лавочка на Садовой без спинки", topic="благоустройство"),
        post("Садовая улица: сломали лавочку, сидеть негде", topic="благоустройство"),
    ),
    (
        "snow",
        post("Не чистят снег на Садовой, машину не вытащить"),
        post("Садовая улица завалена снегом, трактора нет"),
    ),
    ("a bus", post("Автобус № 3 опять не пришёл в 7:40"), post("Автобус номер 3 утром в 7:40 не приходит, опаздываем")),
    (
        "a lane by its name",
        post("Затопило Тихий переулок"),
        post("В Тихом переулке прорвало трубу, вода стоит по колено"),
    ),
    (
        "a street of two words",
        post("Ул. Степана Разина: нет отопления"),
        post("На Разина холодные батареи, дома мёрзнем"),
    ),
    ("a numbered street", post("ул. 8 Марта, 3, течёт крыша"), post("Крыша протекает в доме 3 по улице 8 Марта")),
    (
        "playground",
        post("Сломаны качели на площадке у школы № 2"),
        post("На детской площадке возле школы № 2 сломаны качели"),
    ),
    (
        "letters with and without dots",
        post("Ёлку на площади Победы не убрали"),
        post("елка до сих пор стоит на площади Победы"),
    ),
    (
        "sidewalk",
        post("Тротуар вдоль Советской разбит, коляску не провезти"),
        post("Когда отремонтируют тротуар на Советской? Мамы с колясками ходят по проезжей части"),
    ),
    (
        "bridge",
        post("Мостик через ручей совсем сгнил, доски провалились"),
        post("Провалились доски на мостике через ручей, скоро кто-нибудь упадёт"),
    ),
    (
        "dump",
        post("За гаражами на Заречной опять свалка, горит и воняет"),
        post("Добрый день. На Заречной за гаражами свалка. Кто уберёт?"),
    ),
    (
        "heating",
        post("дом 14 по ул. Комсомольской, батареи чуть тёплые, дети болеют"),
        post("Комсомольская, 14, холодно в квартирах, отопление еле греет"),
    ),
    (
        "sewage",
        post("Канализация течёт прямо во двор Октябрьской 7"),
        post("Октябрьская, д. 7: нечистоты во дворе, вонь"),
    ),
    (
        "clinic",
        post("В поликлинике к терапевту не записаться, талонов нет неделями"),
        post("Талонов к терапевту нет уже месяц, в поликлинику не попасть"),
    ),
    (
        "internet",
        post("В посёлке Дальний нет связи и интернета третий день"),
        post("Дальний сидит без интернета и связи, позвонить невозможно"),
    ),
    (
        "queue",
        post("В детском саду нет мест, очередь не двигается"),
        post("Очередь в детский сад не движется, мест нет второй год"),
    ),
    (
        "noise",
        post("По ночам в кафе «Берег» грохочет музыка, спать нельзя"),
        post("Кафе Берег шумит до трёх ночи, музыка орёт, спать невозможно"),
    ),
    (
        "tree",
        post("У дома 3 на Полевой вот-вот упадёт тополь на провода"),
        post("Полевая 3, сухой тополь наклонился над проводами"),
    ),
    (
        "crossing",
        post("Сделайте пешеходный переход у школы на Северной"),
        post("Около школы на ул. Северной нужен переход, машины летят"),
    ),
    (
        "bus stop",
        post("Автобусная остановка у рынка без крыши"),
        post("На остановке возле рынка снесло крышу, мокнем под дождём"),
    ),
)

MISSED: tuple[Row, ...] = (
    ("few words, a landmark", post(POLITE + PIT), post("Добрый день! Подскажите, когда заделают яму у аптеки?")),
    ("few words", post("Трава на кладбище по пояс"), post("На кладбище трава в человеческий рост, не косят")),
)
"""Repeats that nobody is shown: they are too short, and name no street, to be told from posts of other places."""
