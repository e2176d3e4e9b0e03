"""Addresses of the surveys."""

from django.urls import path

from klaster.web.surveys import views

urlpatterns = [
    path("", views.surveys, name="surveys"),
    path("<uuid:id>/", views.survey, name="survey"),
    path("<uuid:id>/isi/", views.survey_form, name="survey_form"),
    path("jawaban/<uuid:id>/", views.survey_response, name="survey_response"),
]
