"""The blocks: each area under its topics, in the column of its strand."""

from itertools import pairwise

import pytest

from components.briefing.address import Address
from components.briefing.filters import Filters
from components.charts.palette import LIGHT

from drawings import an_area, some_blocks

TOPICS = ("Exercises", "Reform")


def texts(figure):
    return [note.text for note in figure.layout.annotations]


def names(figure):
    return [name for trace in figure.data for _, name in trace.customdata]


def starts(figure):
    return sorted(set(figure.data[0].base))


def test_an_area_with_two_topics_stands_under_both_and_leads_to_each():
    for figure in some_blocks(an_area("Sharing", topics=TOPICS), topics=TOPICS):
        assert [tuple(data) for data in figure.data[0].customdata] == [
            ("/areas?topic=Exercises", "Sharing, Agreed, Exercises"),
            ("/areas?topic=Reform", "Sharing, Agreed, Reform"),
        ]


def test_a_block_of_a_chosen_topic_leads_back():
    address = Address("areas", Filters(topics=("Reform",)))
    figure = some_blocks(an_area(), topics=("Reform",), address=address).wide
    assert figure.data[0].customdata[0][0] == "/areas"


def test_the_first_strand_stands_out_and_headings_count():
    figure = some_blocks(an_area(strand="A"), an_area("B1", "B"), an_area("B2", "B"), topics=TOPICS).wide
    assert {"A: 1", "B: 2"} <= set(texts(figure))
    assert sorted(figure.data[0].marker.color) == sorted([LIGHT.mid, LIGHT.soft, LIGHT.soft])


@pytest.mark.parametrize(("strands", "wide", "narrow"), [(1, 1, 1), (2, 2, 2), (3, 3, 1), (4, 1, 1)])
def test_more_strands_than_have_space_share_a_column_and_blocks_name_them(strands, wide, narrow):
    areas = [an_area(f"Area {place}", f"Strand {place}") for place in range(strands)]
    for figure, columns in zip(some_blocks(*areas, topics=TOPICS), (wide, narrow), strict=True):
        assert len(starts(figure)) == columns
        assert texts(figure).count("Strand 0") == (columns < strands)


@pytest.mark.parametrize(("areas", "drawn", "more"), [(6, 6, None), (7, 6, "and 1 more"), (13, 6, "and 7 more")])
def test_at_most_six_blocks_stand_in_a_cell(areas, drawn, more):
    for figure in some_blocks(*(an_area(f"Area {place}") for place in range(areas)), topics=TOPICS):
        assert len(names(figure)) == drawn
        assert [text for text in texts(figure) if "more" in text] == ([more] if more else [])


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (Address("areas"), "no area"),
        (Address("areas", Filters(topics=TOPICS)), "no area"),
        (Address("areas", Filters(text="x")), "no match"),
        (Address("areas", Filters(quarters=("2025-Q1",))), "no match"),
        (Address("areas").choose(strand="Agreed"), "no match"),
    ],
)
def test_a_topic_without_a_block_says_no_more_than_is_known(address, said):
    for figure in some_blocks(an_area(), topics=TOPICS, address=address):
        assert [text for text in texts(figure) if text.startswith("no ")] == [said]


def test_blocks_do_not_overlap():
    areas = [an_area("A long title of an area " * length, strand) for length in (1, 4, 9) for strand in ("A", "B")]
    for figure in some_blocks(*areas, topics=TOPICS):
        bars = figure.data[0]
        spans = sorted(
            (x, y - height / 2, y + height / 2) for x, y, height in zip(bars.base, bars.y, bars.width, strict=True)
        )
        assert all(one[0] < next_[0] or one[2] < next_[1] for one, next_ in pairwise(spans))
