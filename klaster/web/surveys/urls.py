"""Addresses of the surveys."""

from django.urls import path

from klaster.web.surveys import instruments, views

urlpatterns = [
    path("", views.surveys, name="surveys"),
    path("<uuid:id>/", views.survey, name="survey"),
    path("garis/", instruments.yardsticks, name="yardsticks"),
    path("bawaan/<slug:named>/", instruments.instrument, name="instrument"),
    path("<uuid:id>/xlsform/", instruments.xlsform, name="instrument_xlsx"),
    path("<uuid:id>/isi/", views.survey_form, name="survey_form"),
    path("jawaban/<uuid:id>/", views.survey_response, name="survey_response"),
]
