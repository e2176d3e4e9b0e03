"""Addresses of the public pages."""

from django.urls import path

from klaster.web.public import views

urlpatterns = [
    path("", views.programmes, name="public"),
    path("<slug:organisation>/<slug:programme>/", views.programme, name="public_programme"),
]
