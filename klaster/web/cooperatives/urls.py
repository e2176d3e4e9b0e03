"""Address of the cooperatives."""

from django.urls import path

from klaster.web.cooperatives import views

urlpatterns = [path("", views.cooperative, name="cooperative")]
