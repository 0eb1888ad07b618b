"""The towns by name. A new one is a module with TOWN and its words in words/."""

from bench.other_towns import grevenbroich, meerbusch, neuss, rommerskirchen

TOWNS = {
    town.name: town for town in (neuss.TOWN, meerbusch.TOWN, grevenbroich.TOWN, rommerskirchen.TOWN)
}
