"""Addresses of the programmes."""

from django.urls import path

from klaster.web.programme import views

urlpatterns = [
    path("", views.programmes, name="programmes"),
    path("<uuid:id>/", views.programme, name="programme"),
    path("<uuid:id>/aliran/", views.flow, name="flow"),
]
