"""The addresses of every face."""

from django.urls import include, path

urlpatterns = [
    path("", include("klaster.web.urls")),
]
