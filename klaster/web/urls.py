"""Addresses of the web pages, one list per area."""

from django.urls import include, path

from klaster.web import offers

offers.make_known()

urlpatterns = [
    path("", include("klaster.web.sign_in.urls")),
    path("", include("klaster.web.home.urls")),
    path("", include("klaster.web.acting.urls")),
    path("klaster/", include("klaster.web.programme.urls")),
    path("mitra/", include("klaster.web.mitra.urls")),
    path("kelompok/", include("klaster.web.groups.urls")),
    path("survei/", include("klaster.web.surveys.urls")),
    path("kontrak/", include("klaster.web.contracts.urls")),
    path("ternak/", include("klaster.web.herd.urls")),
    path("buku/", include("klaster.web.books.urls")),
    path("koperasi/", include("klaster.web.cooperatives.urls")),
    path("kesiapan/", include("klaster.web.readiness.urls")),
    path("serah-terima/", include("klaster.web.deeds.urls")),
    path("pemantauan/", include("klaster.web.monitoring.urls")),
    path("klaim/", include("klaster.web.claims.urls")),
    path("laporan/", include("klaster.web.catalogue.urls")),
    path("impor/", include("klaster.web.imports.urls")),
    path("publik/", include("klaster.web.public.urls")),
    path("donasi/", include("klaster.web.donors.urls")),
    path("verifikasi/", include("klaster.web.verification.urls")),
    path("pengaturan/", include("klaster.web.settings.urls")),
    path("bahasa/", include("django.conf.urls.i18n")),
]
