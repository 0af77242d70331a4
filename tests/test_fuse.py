"""Fusion by hand."""

import pytest

from search.fuse import convex, rrf


def test_rrf_by_hand():
    found = rrf([[(7, 9.0), (8, 5.0), (9, 1.0)], [(9, 0.5), (5, 0.1)]])
    assert [row for row, _ in found] == [9, 7, 5, 8]
    assert found[0][1] == pytest.approx((1 / (60 + 3)) + (1 / (60 + 1)))
    # Second places tie: the lower row stands first.
    assert found[2][1] == found[3][1] == pytest.approx(1 / (60 + 2))


def test_convex_by_hand():
    # Cosines run from -1: 0.6 is the most, so 1 is 0.6's share and (0.2 + 1) / 1.6 is 0.2's.
    found = dict(convex({1: 0.6, 2: 0.2}, {2: 8.0, 3: 4.0}, 0.8))
    assert found == {
        1: pytest.approx(0.8 * 1.0),
        2: pytest.approx(0.8 * 1.2 / 1.6 + 0.2 * 1.0),
        3: pytest.approx(0.2 * 0.5),
    }


def test_nothing_and_no_difference():
    assert convex({}, {}, 0.5) == []
    assert convex({4: -1.0, 2: -1.0}, {}, 0.5) == [(2, 0.0), (4, 0.0)]
