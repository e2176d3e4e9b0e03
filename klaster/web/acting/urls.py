"""Addresses of the acts, and of what waits to be approved."""

from django.urls import path

from klaster.web.acting import views, waiting

urlpatterns = [
    path("persetujuan/", waiting.proposals, name="proposals"),
    path("persetujuan/<uuid:id>/", waiting.proposal, name="proposal"),
    path("tindakan/<str:code>/", views.act, name="act"),
    path("tindakan/<str:code>/<uuid:subject>/", views.act, name="act_on"),
]
