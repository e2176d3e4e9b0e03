"""Addresses of the books."""

from django.urls import path

from klaster.web.books import views

urlpatterns = [
    path("", views.books, name="books"),
    path("jurnal/<uuid:id>/", views.entry, name="entry"),
    path("<slug:code>/", views.trial_balance, name="trial_balance"),
    path("<slug:code>/jurnal/", views.journal, name="journal"),
    path("<slug:code>/segel/", views.seals, name="seals"),
    path("<slug:code>/<slug:fund>/<str:line>/<str:unit>/", views.account, name="account"),
]
