from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "klaster.domain.programme"
    label = "programme"
