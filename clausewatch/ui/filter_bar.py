"""The filters: what the page is narrowed to in words, and widgets that change it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import streamlit as st

from clausewatch import measures
from clausewatch.language import describe, term, text
from clausewatch.language.describe import period_of as period_term
from clausewatch.language.describe import value_term
from clausewatch.model.codes import MethodGroup, methods_of
from clausewatch.model.filters import FIELDS, Filters, codes_of
from clausewatch.model.message import Value
from clausewatch.model.viewer import Language
from clausewatch.ui import address, periods
from clausewatch.ui.page import Page
from clausewatch.ui.words import html, plain

_QUICK = ("method", "trigger", "sector", "country")
_OPEN = "clausewatch.all_filters"
#: Fields whose values are names out of the register: chosen from a list or typed.
_NAMES = frozenset({"tier", "buyer", "supplier", "partner", "team", "joint"})
_FREE = _NAMES | {"country"}


def show(page: Page) -> None:
    """Draw the bar. Its words are always there; on a phone its widgets fold behind one button."""
    st.session_state.setdefault(_OPEN, False)
    with st.container(key="filters", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            words = html(describe(page.filters, page.language))
            label = html(page.text("ui.filters.label"))
            st.html(f'<p class="cw-filters"><strong>{label}</strong> {words}</p>', width="stretch")
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            with st.container(key="quick-filters", horizontal=True, gap="xsmall", width="content"):
                _quick(page)
            _all_button(page)
            if page.filters.narrows:
                st.button(
                    page.text("ui.filters.clear"),
                    key="filters.clear",
                    type="tertiary",
                    on_click=_clear,
                )
        if page.filters.narrows:
            _chips(page)
    if st.session_state[_OPEN]:
        with st.container(key="all-filters", border=True):
            _all(page)


def _quick(page: Page) -> None:
    with st.popover(_counted(page, "period", int(_has_period(page.filters)))):
        _period(page, "quick")
    for name in _QUICK:
        with st.popover(_counted(page, name, len(getattr(page.filters, name)))):
            _values(page, name, "quick")


def _counted(page: Page, name: str, n: int) -> str:
    label = page.text(f"ui.filter.{name}")
    return f"{label} · {n}" if n else label


def _all_button(page: Page) -> None:
    n = sum(bool(getattr(page.filters, name)) for name in FIELDS)
    n += _has_period(page.filters)
    label = page.text("ui.filters.hide" if st.session_state[_OPEN] else "ui.filters.show")
    st.button(f"{label} · {n}" if n else label, key="filters.all", on_click=_toggle_all)


def _all(page: Page) -> None:
    _period(page, "all")
    with st.grid(min_column_width=280) if hasattr(st, "grid") else st.container():
        for name in FIELDS:
            if name not in _NAMES or page.may_run("filter_values"):
                _values(page, name, "all")
    st.caption(page.text("ui.filters.violations"))


def _period(page: Page, place: str) -> None:
    filters, today = page.filters, page.snapshot.register_date
    named, start, end = (f"{place}.{part}" for part in ("preset", "from", "to"))
    st.session_state[named] = periods.preset_of(filters.from_date, filters.to_date, today)
    st.session_state[start], st.session_state[end] = filters.from_date, filters.to_date
    chosen = [day for day in (filters.from_date, filters.to_date) if day]
    st.pills(
        page.text("ui.filter.period"),
        list(periods.presets(today)),
        format_func=lambda name: page.text(f"ui.period.{name}"),
        key=named,
        on_change=_preset_chosen,
        args=(named, today),
    )
    for column, key, word in zip(st.columns(2), (start, end), ("from", "to"), strict=True):
        column.date_input(
            page.text(f"ui.filter.{word}"),
            min_value=min([date(1990, 1, 1), *chosen]),
            max_value=max([date(2100, 1, 1), *chosen]),
            format=periods.shown_as(page.language),
            key=key,
            on_change=_day_chosen,
            args=(f"{word}_date", key),
        )


def _values(page: Page, name: str, place: str) -> None:
    key = f"{place}.{name}"
    chosen = list(getattr(page.filters, name))
    st.session_state[key] = chosen
    label = page.text(f"ui.filter.{name}")
    names = _names(page, name)
    options = [*names, *(value for value in chosen if value not in names)]

    def shown(value: Any) -> str:
        return names.get(value) or term(value_term(name, value), page.language)

    common: dict[str, Any] = {
        "format_func": shown,
        "key": key,
        "on_change": _values_chosen,
        "args": (name, key),
    }
    if name in _FREE or place == "all":
        st.multiselect(
            label,
            options,
            placeholder=page.text("ui.filter.any"),
            accept_new_options=name == "supplier",
            **common,
        )
    else:
        if name == "method":
            _groups(page, key)
        st.pills(label, options, selection_mode="multi", **common)


def _groups(page: Page, key: str) -> None:
    """A way of looking as a whole: one press instead of four."""
    with st.container(horizontal=True, gap="small"):
        for group in MethodGroup:
            if len(methods_of(group)) > 1:
                st.button(
                    page.text("ui.filter.group", group=term_of_group(group, page.language)),
                    key=f"{key}.{group}",
                    type="tertiary",
                    on_click=_group_chosen,
                    args=(group,),
                )


def term_of_group(group: MethodGroup, language: Language) -> str:
    """A method group as people read it."""
    return text(f"code.method_group.{group}", language)


def _names(page: Page, name: str) -> Mapping[Any, str]:
    """The values a field may take, in the order they are offered, with what is shown for each."""
    codes = codes_of(name)
    if codes is not None:
        return {code.value: "" for code in codes}
    if not page.may_run("filter_values"):
        if name != "country":
            return {}
        known = measures.run("rate_by_country", Filters(), page.viewer, page.snapshot).frame
        return dict.fromkeys(sorted(known["country"].drop_nulls()), "")
    known = measures.run("filter_values", Filters(), page.viewer, page.snapshot).frame
    rows = known.filter(known["field"] == name)
    labels = rows["label"] if "label" in rows.columns else rows["value"]
    found = {
        int(value) if name == "tier" else value: (shown or "") if name == "supplier" else ""
        for value, shown in zip(rows["value"], labels, strict=True)
    }
    if name in ("supplier", "tier"):
        return found
    return dict(
        sorted(found.items(), key=lambda item: term(value_term(name, item[0]), page.language))
    )


def _has_period(filters: Filters) -> bool:
    return bool(filters.from_date or filters.to_date)


def _chips(page: Page) -> None:
    """Each value narrowed to, to be taken away one by one."""
    with st.container(key="chips", horizontal=True, gap="xsmall"):
        if _has_period(page.filters):
            _chip(page, "period", period_term(page.filters), _any_period)
        for name in FIELDS:
            for value in getattr(page.filters, name):
                _chip(page, name, value_term(name, value), _removed, name, value)


def _chip(page: Page, name: str, shown: Value, remove: Callable[..., None], *args: object) -> None:
    st.button(
        plain(term(shown, page.language)),
        key=f"chip.{name}.{args[-1] if args else ''}",
        icon=":material/close:",
        icon_position="right",
        help=page.text("ui.filters.remove", what=page.text(f"ui.filter.{name}")),
        on_click=remove,
        args=args,
    )


def _values_chosen(name: str, key: str) -> None:
    address.narrow(**{name: tuple(st.session_state[key])})


def _group_chosen(group: MethodGroup) -> None:
    chosen = set(address.read().filters.method)
    members = set(methods_of(group))
    address.narrow(method=tuple(chosen - members if members <= chosen else chosen | members))


def _day_chosen(field: str, key: str) -> None:
    address.narrow(**{field: st.session_state[key]})


def _preset_chosen(key: str, today: date) -> None:
    start, end = periods.presets(today)[st.session_state[key] or "all"]
    address.narrow(from_date=start, to_date=end)


def _removed(name: str, value: object) -> None:
    left = tuple(kept for kept in getattr(address.read().filters, name) if kept != value)
    address.narrow(**{name: left})


def _any_period() -> None:
    address.narrow(from_date=None, to_date=None)


def _clear() -> None:
    address.narrow(**dict.fromkeys(FIELDS, ()), from_date=None, to_date=None)


def _toggle_all() -> None:
    st.session_state[_OPEN] = not st.session_state[_OPEN]
