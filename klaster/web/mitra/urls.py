"""Addresses of the mitra."""

from django.urls import path

from klaster.web.mitra import duplicates, enterprises, views

urlpatterns = [
    path("", views.mitra, name="mitra"),
    path("ganda/", duplicates.duplicates, name="duplicates"),
    path("usaha/<uuid:id>/", enterprises.enterprise, name="enterprise"),
    path("<uuid:id>/", views.mitra_file, name="mitra_file"),
]
