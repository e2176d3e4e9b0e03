"""Addresses of the donors' pages."""

from django.urls import path

from klaster.web.donors import views

urlpatterns = [
    path("", views.funds, name="donors"),
    path("<uuid:id>/", views.fund, name="donor_fund"),
    path("<uuid:id>/<slug:form>/", views.download, name="donor_fund_file"),
]
