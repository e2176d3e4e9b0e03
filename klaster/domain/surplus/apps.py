from django.apps import AppConfig


class SurplusConfig(AppConfig):
    name = "klaster.domain.surplus"
    label = "surplus"
