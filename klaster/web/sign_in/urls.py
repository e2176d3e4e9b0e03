"""Addresses of signing in and out."""

from django.urls import path

from klaster.web.sign_in import views

urlpatterns = [
    path("masuk/", views.sign_in, name="sign_in"),
    path("keluar/", views.sign_out, name="sign_out"),
    path("lembaga/", views.choose_organisation, name="choose_organisation"),
    path("tanggal/", views.as_of, name="as_of"),
]
