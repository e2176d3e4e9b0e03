"""Takes down, at the end of each request, the wall that `visits.enter` raised around it.

Used as middleware, around everything that asks the database.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from klaster.domain.access import wall


class Walls:
    """Nothing of one request's reach is left for the next on the same connection."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        finally:
            wall.lower()
