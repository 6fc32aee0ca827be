import pytest

from clausewatch.access import is_local, viewer_at
from clausewatch.model.viewer import Language, Role


@pytest.mark.parametrize("address", ["localhost", "127.0.0.1", "127.0.0.53", "::1", "[::1]"])
def test_this_machine_only(address):
    assert is_local(address)


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "::", "192.168.1.4", "localhost.example"])  # noqa: S104
def test_an_address_others_reach(address):
    assert not is_local(address)


def test_at_this_machine_the_viewer_publishes():
    assert viewer_at("localhost", ["Host"], Language.DANISH).role is Role.PUBLISHER


def test_at_any_other_address_the_viewer_sees_least():
    assert viewer_at(None, ["Host"], Language.DANISH).role is Role.COUNCIL


def test_behind_a_proxy_the_viewer_sees_least():
    assert viewer_at("127.0.0.1", ["X-Forwarded-For"], Language.DANISH).role is Role.COUNCIL
