"""Address of the first page."""

from django.urls import path

from klaster.web.home import today, views

urlpatterns = [
    path("", views.home, name="home"),
    path("hari-ini/<slug:kind>/", today.today, name="today"),
]
