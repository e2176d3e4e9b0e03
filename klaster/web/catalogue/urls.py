"""Addresses of the reports."""

from django.urls import path

from klaster.web.catalogue import views

urlpatterns = [
    path("", views.reports, name="reports"),
    path("<slug:code>/", views.report, name="report"),
    path("<slug:code>/<slug:form>/", views.download, name="report_download"),
]
