from django.apps import AppConfig


class ClosingConfig(AppConfig):
    name = "klaster.domain.closing"
    label = "closing"
