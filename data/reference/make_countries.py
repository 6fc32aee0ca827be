"""Makes ``countries.geojson`` and ``copenhagen.geojson`` beside this file from npm's world-atlas.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python data/reference/make_countries.py package

Countries come from the 1:50 million shapes, thinned arc by arc so that neighbours still share their
border; the land around Copenhagen comes from 1:10 million. Shapes that run over ±180° are cut
there, Antarctica is left out, and disputed shapes without a code stay as plain land.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from heapq import heapify, heappop, heappush
from itertools import pairwise
from pathlib import Path
from typing import Any

from babel.core import get_global

Position = tuple[float, float]
Ring = list[Position]

HERE = Path(__file__).parent

THINNED_AREA, THINNED_AREA_NEAR_BY = 0.04, 0.005
"""Corners that span less than this many square degrees go."""

LEAST_ISLAND, LEAST_ISLAND_NEAR_BY = 0.2, 0.03
"""Islands under this many square degrees go, unless they are a country's largest."""

NEAR_BY = (-11.0, 47.0, 32.0, 66.0)
"""Northern Europe, where most of the checks are: west, south, east, north."""

SMALL_COUNTRY = 1.0
"""Countries under this many square degrees are drawn as a point as well."""

NORTH, SOUTH = 83.7, -56.0

AROUND_COPENHAGEN = (11.6, 55.2, 13.4, 56.2)

WITHOUT_SHAPE: dict[str, Position] = {
    "BQ": (-68.27, 12.18),
    "BV": (3.41, -54.42),
    "CC": (96.87, -12.17),
    "CX": (105.69, -10.49),
    "GF": (-53.1, 3.9),
    "GI": (-5.35, 36.14),
    "GP": (-61.55, 16.25),
    "MQ": (-61.02, 14.64),
    "RE": (55.54, -21.12),
    "SJ": (16.0, 78.6),
    "TK": (-171.85, -9.2),
    "TV": (179.2, -8.52),
    "UM": (-162.07, 5.88),
    "YT": (45.16, -12.83),
}
"""ISO codes that have no shape of their own in the source, and where they lie."""

BY_NAME = {"Kosovo": "XK"}
"""Shapes without a number that people do have a code for."""

LEFT_OUT = "AQ"


def arcs_of(topology: dict[str, Any]) -> list[Ring]:
    """The arcs in degrees: they are stored as whole-number steps from point to point."""
    (kx, ky), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((x * kx + tx, y * ky + ty))
        arcs.append(arc)
    return arcs


def triangle(a: Position, b: Position, c: Position) -> float:
    """The area of a triangle."""
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def thinned(arc: Ring, area: float) -> Ring:
    """The arc without corners that matter little (Visvalingam and Whyatt); its ends stay."""
    last = len(arc) - 1
    before, after = list(range(-1, last)), list(range(1, last + 2))
    gone = [False] * len(arc)
    heap = [(triangle(*arc[i - 1 : i + 2]), i) for i in range(1, last)]
    current = {i: size for size, i in heap}
    heapify(heap)
    while heap and heap[0][0] < area:
        size, i = heappop(heap)
        if gone[i] or current[i] != size:
            continue
        gone[i] = True
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        for j in (left, right):
            if 0 < j < last:
                current[j] = max(size, triangle(arc[before[j]], arc[j], arc[after[j]]))
                heappush(heap, (current[j], j))
    return [point for point, dropped in zip(arc, gone, strict=True) if not dropped]


def near_by(arc: Ring) -> bool:
    """Whether the middle of an arc lies in northern Europe."""
    west, south, east, north = NEAR_BY
    x, y = arc[len(arc) // 2]
    return west <= x <= east and south <= y <= north


def stitched(indices: list[int], arcs: list[Ring]) -> Ring:
    """A ring from its arcs; a negative index means the arc runs backwards."""
    ring: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring


def polygons_of(geometry: dict[str, Any], arcs: list[Ring]) -> list[list[Ring]]:
    """The polygons of a shape: outline first, then holes."""
    several = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [[stitched(indices, arcs) for indices in polygon] for polygon in several]


def area_of(ring: Ring) -> float:
    """The area inside a ring, in square degrees."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))) / 2


def unwrapped(ring: Ring) -> Ring:
    """The ring without jumps: past ±180° longitudes simply go on."""
    result = [ring[0]]
    for x, y in ring[1:]:
        turns = round((result[-1][0] - x) / 360)
        result.append((x + 360 * turns, y))
    return result


def clipped(ring: Ring, axis: int, limit: float, keep_below: bool) -> Ring:
    """The part of a ring on one side of a meridian (axis 0) or a parallel (axis 1)."""

    def inside(point: Position) -> bool:
        return point[axis] <= limit if keep_below else point[axis] >= limit

    result: Ring = []
    for a, b in pairwise(ring):
        if inside(a):
            result.append(a)
        if inside(a) != inside(b):
            t = (limit - a[axis]) / (b[axis] - a[axis])
            result.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
    return [*result, result[0]] if len(result) > 2 else []


def within(polygon: list[Ring], box: tuple[float, float, float, float]) -> list[Ring]:
    """The part of a polygon inside a box; empty where there is none."""
    west, south, east, north = box
    rings = []
    for ring in polygon:
        part = ring
        for axis, limit, keep_below in (
            (0, east, True),
            (0, west, False),
            (1, north, True),
            (1, south, False),
        ):
            part = clipped(part, axis, limit, keep_below) if part else part
        rings.append(part)
    return [ring for ring in rings if ring] if rings and rings[0] else []


def on_the_map(polygon: list[Ring]) -> list[list[Ring]]:
    """A polygon cut at ±180°: the part on the map, and the parts beyond it moved back."""
    plain = [unwrapped(ring) for ring in polygon]
    # A hole that was unwrapped from its own first point may lie a turn away from its polygon.
    centre = sum(x for x, _ in plain[0]) / len(plain[0])
    aligned = []
    for ring in plain:
        turns = round((centre - sum(x for x, _ in ring) / len(ring)) / 360)
        aligned.append([(x + 360 * turns, y) for x, y in ring])
    parts = []
    for turn in (-1, 0, 1):
        moved = [[(x + 360 * turn, y) for x, y in ring] for ring in aligned]
        if part := within(moved, (-180, SOUTH, 180, NORTH)):
            parts.append(part)
    return parts


def rounded(ring: Ring, decimals: int) -> list[list[float]]:
    """A ring with fewer decimals, and no point twice in a row."""
    result: list[list[float]] = []
    for x, y in ring:
        point = [round(x, decimals), round(y, decimals)]
        if not result or result[-1] != point:
            result.append(point)
    return result


def middle(ring: Ring) -> list[float]:
    """The centre of gravity of a ring."""
    pairs = list(pairwise(ring))
    crosses = [x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs]
    total = sum(crosses) * 3
    if not total:
        return [round(value, 2) for value in ring[0]]
    x = sum((a[0] + b[0]) * c for (a, b), c in zip(pairs, crosses, strict=True)) / total
    y = sum((a[1] + b[1]) * c for (a, b), c in zip(pairs, crosses, strict=True)) / total
    return [round(x, 2), round(y, 2)]


def feature(
    code: str | None, polygons: list[list[Ring]], decimals: int, properties: dict[str, Any]
) -> dict[str, Any]:
    """A GeoJSON feature."""
    coordinates = [
        rings
        for polygon in polygons
        if (rings := [r for ring in polygon if len(r := rounded(ring, decimals)) > 3])
    ]
    return {
        "type": "Feature",
        "properties": {"iso": code, **properties},
        "geometry": {"type": "MultiPolygon", "coordinates": coordinates},
    }


def alpha_2(geometry: dict[str, Any]) -> str | None:
    """The ISO letters of a shape's ISO number, by CLDR."""
    number = geometry.get("id")
    if number is None:
        return BY_NAME.get(geometry["properties"]["name"])
    return str(get_global("territory_aliases")[number][0])


def countries(topology: dict[str, Any]) -> list[dict[str, Any]]:
    """Every country as a GeoJSON feature, by code."""
    exact = arcs_of(topology)
    thin = [thinned(arc, THINNED_AREA_NEAR_BY if near_by(arc) else THINNED_AREA) for arc in exact]
    shapes: dict[str | None, list[dict[str, Any]]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        # Some lands are in several shapes; disputed ones share nothing but having no code.
        code = alpha_2(geometry)
        shapes.setdefault(code or geometry["properties"]["name"], []).append(geometry)
    features = []
    for geometries in shapes.values():
        code = alpha_2(geometries[0])
        if code == LEFT_OUT:
            continue
        full = [polygon for geometry in geometries for polygon in polygons_of(geometry, exact)]
        largest = max(full, key=lambda polygon: area_of(unwrapped(polygon[0])))
        size = area_of(unwrapped(largest[0]))
        # A country too small for thinning keeps its exact outline.
        source = (
            full
            if size < 0.3
            else [polygon for geometry in geometries for polygon in polygons_of(geometry, thin)]
        )
        least = min(LEAST_ISLAND_NEAR_BY if near_by(largest[0]) else LEAST_ISLAND, size)
        kept = [
            part
            for polygon in source
            if area_of(unwrapped(polygon[0])) >= least
            for part in on_the_map(polygon)
        ]
        properties = {"at": middle(unwrapped(largest[0])), "small": size < SMALL_COUNTRY}
        features.append(feature(code, kept, 2, properties))
    features += [
        feature(code, [], 2, {"at": list(at), "small": True}) for code, at in WITHOUT_SHAPE.items()
    ]
    return sorted(features, key=lambda item: item["properties"]["iso"] or "")


def around_copenhagen(topology: dict[str, Any]) -> list[dict[str, Any]]:
    """The land of Denmark and Sweden near the city, exact."""
    arcs = arcs_of(topology)
    features = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        if (code := alpha_2(geometry)) not in ("DK", "SE"):
            continue
        parts = [
            part
            for polygon in polygons_of(geometry, arcs)
            if (part := within(polygon, AROUND_COPENHAGEN))
        ]
        features.append(feature(code, parts, 4, {}))
    return features


def main(source: Path) -> None:
    """Write both files from the unpacked package."""
    makers: dict[str, tuple[str, Callable[[dict[str, Any]], list[dict[str, Any]]]]] = {
        "countries.geojson": ("countries-50m.json", countries),
        "copenhagen.geojson": ("countries-10m.json", around_copenhagen),
    }
    for name, (origin, make) in makers.items():
        topology = json.loads((source / origin).read_text("utf-8"))
        collection = {"type": "FeatureCollection", "features": make(topology)}
        (HERE / name).write_text(json.dumps(collection, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
