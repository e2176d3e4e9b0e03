from django.apps import AppConfig


class CooperativeConfig(AppConfig):
    name = "klaster.domain.cooperative"
    label = "cooperative"
