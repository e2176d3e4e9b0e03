from django.apps import AppConfig


class GraduationConfig(AppConfig):
    name = "klaster.domain.graduation"
    label = "graduation"
