from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    name = "klaster.domain.enterprises"
    label = "enterprises"
