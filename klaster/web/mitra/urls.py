"""Addresses of the mitra."""

from django.urls import path

from klaster.web.mitra import views

urlpatterns = [
    path("", views.mitra, name="mitra"),
    path("<uuid:id>/", views.mitra_file, name="mitra_file"),
]
