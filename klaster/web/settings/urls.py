"""Addresses of the settings."""

from django.urls import path

from klaster.web.settings import audit, rules, users

urlpatterns = [
    path("", users.users, name="users"),
    path("pengguna/<uuid:id>/", users.user, name="user"),
    path("lembaga/", users.organisations, name="own_organisations"),
    path("aturan/", rules.rules, name="rules"),
    path("audit/", audit.audit, name="audit"),
]
