"""The words of `shared.words` as filters of templates, the menu, and icons."""

from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from klaster.rules import nik
from klaster.web.shared import acting, navigation, words

register = template.Library()
for say in (
    words.number,
    words.rupiah,
    words.quantity,
    words.unit_name,
    words.account_name,
    words.stage_name,
    words.day,
    words.short_day,
    words.full_day,
    words.month,
):
    register.filter(say.__name__, say)


@register.filter
def number_warning(code: str) -> str:
    """What looks wrong about a NIK or KK number."""
    return gettext(nik.WARNINGS[code])


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of the sprite; it only decorates, so it is hidden from screen readers."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("icons.svg"),
        name,
    )


@register.inclusion_tag("shared/navigation.html", takes_context=True)
def menu(context: template.Context) -> dict[str, object]:
    """The areas that the visitor's roles may see."""
    return {"areas": navigation.areas(context["request"])}


@register.inclusion_tag("shared/offered.html", takes_context=True)
def acts(
    context: template.Context, subject: Any = None, area: str = "", is_small: bool = False
) -> dict[str, object]:
    """What the visitor may do with a row, or on the page of an area, as links to the forms.

    `is_small` for a row of a table: plain links, each naming its row to who cannot see the table.
    """
    visit = context["request"]
    offered = acting.offered(visit, subject, area)
    back = visit.get_full_path()
    return {"offered": offered, "back": back, "is_small": is_small, "subject": subject}
