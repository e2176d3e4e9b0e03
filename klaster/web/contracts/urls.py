"""Addresses of the contracts."""

from django.urls import path

from klaster.web.contracts import views

urlpatterns = [
    path("", views.contracts, name="contracts"),
    path("<uuid:id>/", views.contract, name="contract"),
]
