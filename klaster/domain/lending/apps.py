from django.apps import AppConfig


class LendingConfig(AppConfig):
    name = "klaster.domain.lending"
    label = "lending"
