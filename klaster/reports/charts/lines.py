"""Charts over time, drawn by Vega-Lite on the server: plain specifications to SVG."""

from collections.abc import Sequence
from typing import Any

import vl_convert

INK, GREEN, WARM = "#56635a", "#2f7d4f", "#b4691f"


def over_time(values: Sequence[dict[str, Any]], title: str, height: int = 220) -> str:
    """Bars by month (`month` ISO, `amount`, `what`), one colour for each `what`; "" for nothing."""
    if not values:
        return ""
    axis = {
        "labelColor": INK,
        "titleColor": INK,
        "domainColor": INK,
        "tickColor": INK,
        "gridOpacity": 0.25,
    }
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": title,
        "background": None,
        "width": 860,
        "height": height,
        "data": {"values": list(values)},
        "mark": {"type": "line", "interpolate": "monotone", "strokeWidth": 2},
        "encoding": {
            "x": {"field": "month", "type": "temporal", "title": None,
                  "axis": {"format": "%m/%Y"}},
            "y": {"field": "amount", "type": "quantitative", "title": None,
                  "axis": {"labelExpr": "replace(format(datum.value, ','), /,/g, '.')"}},
            "color": {"field": "what", "type": "nominal", "title": None,
                      "scale": {"range": [WARM, GREEN, INK]},
                      "legend": {"orient": "top", "labelColor": INK}},
        },
        "config": {"view": {"stroke": None}, "axis": axis},
    }  # fmt: skip
    drawn: str = vl_convert.vegalite_to_svg(spec)
    return drawn
