"""Addresses of checking receipts; they are printed in codes, so they never change."""

from django.urls import path

from klaster.web.verification import views

urlpatterns = [
    path("", views.verification, name="verification"),
    path("kunci.txt", views.key, name="verification_key"),
]
