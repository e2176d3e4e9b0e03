"""Addresses of signing in and out."""

from django.urls import path

from klaster.web.sign_in import account, second_factor, views

urlpatterns = [
    path("masuk/", views.sign_in, name="sign_in"),
    path("masuk/kode/", second_factor.second_factor, name="second_factor"),
    path("akun/", account.account, name="own_account"),
    path("akun/kode/", second_factor.set_up_second_factor, name="set_up_second_factor"),
    path("keluar/", views.sign_out, name="sign_out"),
    path("lembaga/", views.choose_organisation, name="choose_organisation"),
    path("tanggal/", views.as_of, name="as_of"),
]
