"""Address of the readiness board."""

from django.urls import path

from klaster.web.readiness import views

urlpatterns = [path("", views.board, name="readiness")]
