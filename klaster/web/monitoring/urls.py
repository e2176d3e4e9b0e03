"""Addresses of monitoring."""

from django.urls import path

from klaster.web.monitoring import views

urlpatterns = [
    path("", views.calendar, name="monitoring"),
    path("kunjungan/", views.follow_up_form, name="follow_up_form"),
    path("bertahan/", views.survival, name="survival"),
    path("peringatan/", views.warnings, name="early_warning"),
]
