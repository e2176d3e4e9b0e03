"""Addresses of the herd."""

from django.urls import path

from klaster.web.herd import views

urlpatterns = [
    path("", views.herd, name="herd"),
    path("silsilah/", views.lineage, name="lineage"),
    path("silsilah/<uuid:id>/", views.line, name="line"),
    path("antrean/", views.queue, name="queue"),
]
