"""Pairs of invented posts that are near to one another and yet no repeats."""

from dataclasses import replace

from tests.workflow.repeats.posts import DOGS, LIGHTS, OLGA, PETR, PIT, POLITE, RUBBISH, Row, post

NOT_REPEATS: tuple[Row, ...] = (
    ("another street, word for word", post(LIGHTS.replace("Лесной", "Мира")), post(LIGHTS)),
    (
        "another street, word for word, the same author",
        post(LIGHTS.replace("Лесной", "Мира"), author=OLGA),
        post(LIGHTS, author=OLGA),
    ),
    (
        "another street, the same author",
        post("Нет света на Садовой", author=OLGA),
        post("Нет света на Лесной", author=OLGA),
    ),
    ("another street, in the field", post("Не горят фонари", place="Садовая, 3"), post(LIGHTS)),
    ("another street, an abbreviation", post("ул. Садовая, яма у аптеки, машины объезжают"), post(PIT)),
    ("a lane is no street", post("На Лесном переулке не горят фонари, дети идут в темноте"), post(LIGHTS)),
    ("another house, another author", post("Нет воды, ул. Лесная, 5"), post("Нет воды, ул. Лесная, 40")),
    (
        "another house, another letter",
        post("Течёт крыша, Мира 5а", place="Мира, 5а"),
        post("Течёт крыша", place="Мира, 5б"),
    ),
    ("another trouble in the street", post("На улице Лесной яма у магазина"), post(LIGHTS)),
    ("another trouble in the house", post("Лесная, 5: не вывозят мусор"), post("Лесная, 5: нет горячей воды")),
    ("another trouble, the same author", post("Когда починят мост через ручей?", author=OLGA), post(DOGS, author=OLGA)),
    ("the author and the street", post("На Лесной не вывезли мусор", author=OLGA), post(LIGHTS, author=OLGA)),
    ("an author, nothing said", post("Спасибо большое!", author=OLGA), post(DOGS, author=OLGA)),
    ("a nameless author", post("Нет воды", author="Аноним"), post("Вода ржавая", author="Аноним")),
    (
        "one first name in two networks",
        post("Нет воды", author="Елена"),
        replace(post("Нет воды", author="Елена"), network="ok"),
    ),
    ("greetings alone", post(POLITE), post(POLITE)),
    ("greetings before different things", post(POLITE + PIT), post(POLITE + DOGS)),
    ("greetings, and rubbish and lights", post(POLITE + RUBBISH), post(POLITE + LIGHTS)),
    ("very short", post("Нет воды"), post("Нет воды")),
    ("one word", post("Фонари"), post("Фонари")),
    ("short and long", post("Собаки"), post(DOGS)),
    ("short and long, two words", post("Яма, машины"), post(PIT)),
    ("photos alone", post(), post()),
    ("photos of one author", post(author=OLGA), post(author=OLGA)),
    ("photos from one place", post(place="ул. Лесная, 5"), post(place="ул. Лесная, 5")),
    (
        "photos of one author, place and topic",
        post(place="ул. Лесная, 5", author=OLGA, topic="дороги"),
        post(place="ул. Лесная, 5", author=OLGA, topic="дороги"),
    ),
    (
        "one street, words that any post has",
        post("На Лесной дети ходят к реке мимо дома, где открыт люк"),
        post("Машины на Лесной гоняют, дети по дороге к дому ходят"),
    ),
    ("photos against a text", post(place="ул. Лесная"), post(LIGHTS)),
    (
        "the group's front page",
        post("Нет воды", link="https://vk.com/sobolevo"),
        post(DOGS, link="https://vk.com/sobolevo"),
    ),
    (
        "another comment of one post",
        post(link="https://vk.com/wall-1_2?reply=3"),
        post(link="https://vk.com/wall-1_2?reply=4"),
    ),
    (
        "another school",
        post("Сломаны качели на площадке у школы № 2"),
        post("На площадке в парке нужна новая песочница"),
    ),
    ("another bus", post("Автобус № 3 не пришёл в 7:40"), post("Сделайте тёплую остановку у больницы")),
    ("the topic alone", post("Яма на Лесной", topic="дороги"), post("Посыпьте песком Садовую улицу", topic="дороги")),
    ("unlike throughout", post(LIGHTS), post(DOGS)),
    ("unlike, no street in one", post("Когда откроют бассейн после ремонта?"), post(PIT)),
    (
        "unlike, no street in either",
        post("Нужен педиатр в поликлинику"),
        post("В библиотеке нет новых книг для подростков"),
    ),
    (
        "links of sites that differ in a number",
        post(link="https://example.org/n/1"),
        post(link="https://example.org/n/2"),
    ),
    (
        "another matter of the clinic",
        post("В поликлинике нет талонов к терапевту"),
        post("В поликлинике не работает лифт"),
    ),
    ("another dump", post("Свалка за гаражами на Заречной"), post("Свалка в лесу у старой дороги")),
    (
        "rusty water and no water",
        post("Из крана течёт ржавая вода, улица Южная"),
        post("Нет холодной воды третий день, ул. Северная"),
    ),
    ("lights anywhere", post("Почему не горят фонари в центре?"), post("Не горят фонари у моста через реку")),
    ("dogs elsewhere", post("Стая собак на рынке, кусают людей"), post("У школы бегают собаки, страшно за детей")),
    ("snow anywhere", post("Когда почистят дороги от снега?"), post("Снег не чистят во дворе на Новой, 4")),
    (
        "two things of a street",
        post("На Советской ставят новый киоск, зачем?"),
        post("На Советской лают собаки всю ночь"),
    ),
    (
        "two things of a house",
        post("Советская, 10: сломан домофон"),
        post("Советская, 10: нет отопления в третьем подъезде"),
    ),
    ("thanks and a complaint", post("Спасибо за новую площадку на Садовой!"), post("На Садовой не вывозят мусор")),
    ("two things of a bus", post("Отменили рейс автобуса до посёлка"), post("Водитель автобуса нахамил пенсионерке")),
    (
        "two questions of an author",
        post("Когда включат отопление?", author=OLGA),
        post("Почему закрыли библиотеку в субботу?", author=OLGA),
    ),
    (
        "two things of a street, one author",
        post("На Полевой нужен светофор", author=PETR),
        post("На Полевой вырубили берёзы", author=PETR),
    ),
    ("how to enrol", post("Как записать ребёнка в кружок?"), post("Как записать ребёнка к зубному?")),
    ("cold in two places", post("В детском саду холодно"), post("В школе холодно, дети сидят в куртках")),
    (
        "another house, word for word",
        post("Прорвало трубу у дома 5 на Лесной, вода заливает двор"),
        post("Прорвало трубу у дома 50 на Лесной, вода заливает двор"),
    ),
    (
        "another event of the same day",
        post("Когда будет салют на день посёлка?"),
        post("Когда будет ярмарка на день посёлка?"),
    ),
    (
        "one official phrase",
        post("Прошу провести проверку управляющей компании по факту отсутствия уборки подъездов"),
        post("Прошу провести проверку управляющей компании по факту завышения платы за отопление"),
    ),
)
