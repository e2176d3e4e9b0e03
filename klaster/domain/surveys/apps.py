from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "klaster.domain.surveys"
    label = "surveys"
