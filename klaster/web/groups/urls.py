"""Addresses of the groups."""

from django.urls import path

from klaster.web.groups import views

urlpatterns = [
    path("", views.groups, name="groups"),
    path("<uuid:id>/", views.group, name="group"),
]
