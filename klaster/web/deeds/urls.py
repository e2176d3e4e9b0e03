"""Addresses of the deeds."""

from django.urls import path

from klaster.web.deeds import views

urlpatterns = [
    path("", views.deeds, name="deeds"),
    path("<uuid:id>/", views.deed, name="deed"),
    path("<uuid:id>/bast.pdf", views.deed_pdf, name="deed_pdf"),
]
