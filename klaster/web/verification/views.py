"""The public page that says whether a receipt or passbook is genuine and still stands.

It shows what the signed code itself says, and nothing more. Codes on receipts hold the address of
this page, so that a phone's camera opens it; a bare code is taken as well.
"""

import base64
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from klaster.domain.access import signing
from klaster.domain.savings import receipts
from klaster.domain.savings.models import Kind
from klaster.web.shared import slots

PER_ADDRESS = 40  # codes from one address that were not genuine
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


@require_safe
def verification(request: HttpRequest) -> HttpResponse:
    """Ask for a code, or say what the one given is: 400 when it is not genuine."""
    given = request.GET.get("t", "").strip()
    if not given:
        return _page(request, {}, 200)
    tries = slots.of("verification", request.META.get("REMOTE_ADDR", ""), PER_ADDRESS)
    if slots.are_full(tries):
        error = _("Terlalu banyak kode yang tidak asli. Tunggu 15 menit, lalu coba lagi.")
        return _page(request, {"error": error}, 429)
    try:
        found = receipts.verify(_token(given))
    except signing.NotGenuine as refused:
        slots.take(tries)
        return _page(request, {"error": refused.said(_), "is_false": True}, 400)
    return _page(request, {"found": found, **_said(found)}, 200)


@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """The public key, for who checks codes without us."""
    text = base64.b64encode(signing.public_key()).decode()
    return HttpResponse(f"Ed25519 {text}\n", content_type="text/plain; charset=utf-8")


def _token(given: str) -> str:
    """The code within what was scanned or typed: the code itself, or the address that holds it."""
    if "?" not in given:
        return given
    return parse_qs(urlsplit(given).query).get("t", [""])[0]


def _said(found: receipts.Verified) -> dict[str, Any]:
    """What a genuine code says, in the words of the page."""
    says = found.says
    amounts = says.get("jumlah", says.get("saldo", {}))
    return {
        "is_receipt": says["jenis"] == receipts.RECEIPT,
        "stands": found.state == receipts.STANDS,
        "is_back": found.state == receipts.TAKEN_BACK,
        "cooperative": says["koperasi"],
        "number": says["anggota"],
        "on": date.fromisoformat(says["tanggal"]),
        "amounts": [(Kind(kind).label, amount) for kind, amount in amounts.items()],
    }


def _page(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    """The page under its own, stricter policy; not to be kept, nor found by search engines."""
    response = render(request, "verification/verification.html", context, status=status)
    response["Content-Security-Policy"] = POLICY
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    return response
