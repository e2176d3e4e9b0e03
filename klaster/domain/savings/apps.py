from django.apps import AppConfig


class SavingsConfig(AppConfig):
    name = "klaster.domain.savings"
    label = "savings"
