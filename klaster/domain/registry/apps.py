from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "klaster.domain.registry"
    label = "registry"
