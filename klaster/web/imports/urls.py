"""Addresses of the import."""

from django.urls import path

from klaster.web.imports import views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("templat.xlsx", views.import_template, name="import_template"),
    path("<uuid:id>/", views.import_task, name="import_task"),
    path("<uuid:id>/keadaan/", views.import_state, name="import_state"),
]
