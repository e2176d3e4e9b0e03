"""Addresses of the herd."""

from django.urls import path

from klaster.web.herd import holding, views

urlpatterns = [
    path("", views.herd, name="herd"),
    path("silsilah/", views.lineage, name="lineage"),
    path("silsilah/<uuid:id>/", views.line, name="line"),
    path("stok/", holding.stock, name="stock"),
    path("bertanda/", holding.animals, name="animals"),
    path("antrean/", views.queue, name="queue"),
]
