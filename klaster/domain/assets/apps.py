from django.apps import AppConfig


class AssetsConfig(AppConfig):
    name = "klaster.domain.assets"
    label = "assets"
