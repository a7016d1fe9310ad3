"""Keys for what people name in their own words: Latin letters, as the office file wants them."""

import re
from collections.abc import Collection

_LETTERS = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a,b,v,g,d,e,e,zh,z,i,y,k,l,m,n,o,p,r,s,t,u,f,kh,ts,ch,sh,sch,,y,,e,yu,ya".split(","),  # noqa: SIM905 - a table
        strict=True,
    )
)
_LONGEST = 30
_OTHER = re.compile(r"[^a-z0-9]+")


def key_of(name: str, otherwise: str, taken: Collection[str] = ()) -> str:
    """A key made of the name's letters, with a number where it is taken; `otherwise` where no letter is left."""
    spelled = "".join(_LETTERS.get(letter, letter) for letter in name.lower())
    key = _OTHER.sub("-", spelled).strip("-")[:_LONGEST].strip("-") or otherwise
    names = (key, *(f"{key}-{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in names if one not in taken)
