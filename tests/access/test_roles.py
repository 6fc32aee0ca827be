import pytest

from clausewatch.access import Action, can, require
from clausewatch.access.roles import MAY
from clausewatch.model.errors import Refused
from clausewatch.model.viewer import Role, Viewer


def test_every_role_has_a_line_in_the_table():
    assert set(MAY) == set(Role)


@pytest.mark.parametrize("role", Role)
def test_everyone_may_read_and_download(role):
    assert can(Viewer(role), Action.READ_FIGURES)
    assert can(Viewer(role), Action.DOWNLOAD)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PUBLISHER])
@pytest.mark.parametrize("action", [Action.PUBLISH, Action.CHOOSE_SNAPSHOT])
def test_only_publishers_change_what_others_read(role, action):
    with pytest.raises(Refused):
        require(Viewer(role), action)


def test_the_council_does_not_see_cells_of_the_register():
    assert not can(Viewer(Role.COUNCIL), Action.READ_FINDINGS)


def test_a_publisher_is_not_refused():
    require(Viewer(Role.PUBLISHER), Action.PUBLISH)
