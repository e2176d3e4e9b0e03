from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "klaster.domain.access"
    label = "access"
