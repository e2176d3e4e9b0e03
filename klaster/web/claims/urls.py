"""Addresses of the claims register."""

from django.urls import path

from klaster.web.claims import views

urlpatterns = [
    path("", views.claims, name="claims"),
    path("ringkas/", views.summary, name="claims_summary"),
]
