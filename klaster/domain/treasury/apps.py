from django.apps import AppConfig


class TreasuryConfig(AppConfig):
    name = "klaster.domain.treasury"
    label = "treasury"
