from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "klaster.domain.contracts"
    label = "contracts"
