"""Survival curves as steps with their 95 % band, drawn by Vega-Lite on the server."""

from collections.abc import Sequence
from typing import Any

import vl_convert

from klaster.reports.charts.lines import GREEN, INK, WARM


def steps(rows: Sequence[dict[str, Any]], title: str, axes: tuple[str, str]) -> str:
    """One stepped curve per `sector_name` (`month`, `survival`, `low`, `high` in percent) as SVG.

    `axes` name months after the exit and the share in percent; "" for nothing to draw.
    """
    if not rows:
        return ""
    values = [
        {
            "month": row["month"],
            "share": float(row["survival"]),
            "low": None if row["low"] is None else float(row["low"]),
            "high": None if row["high"] is None else float(row["high"]),
            "what": row["sector_name"],
        }
        for row in rows
    ]
    months = {"field": "month", "type": "quantitative", "title": axes[0]}
    colour = {"field": "what", "type": "nominal", "title": None,
              "scale": {"range": [GREEN, WARM, INK]},
              "legend": {"orient": "top", "labelColor": INK}}  # fmt: skip
    share = {"type": "quantitative", "title": axes[1], "scale": {"domain": [0, 100]}}
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": title,
        "background": None,
        "width": 860,
        "height": 260,
        "data": {"values": values},
        "encoding": {"x": months},
        "layer": [
            {"mark": {"type": "area", "interpolate": "step-after", "opacity": 0.12},
             "encoding": {"y": {"field": "low", **share}, "y2": {"field": "high"},
                          "color": colour}},
            {"mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2},
             "encoding": {"y": {"field": "share", **share}, "color": colour}},
        ],
        "config": {"view": {"stroke": None},
                   "axis": {"labelColor": INK, "titleColor": INK, "domainColor": INK,
                            "tickColor": INK, "gridOpacity": 0.25}},
    }  # fmt: skip
    drawn: str = vl_convert.vegalite_to_svg(spec)
    return drawn
