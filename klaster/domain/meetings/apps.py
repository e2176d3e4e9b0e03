from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "klaster.domain.meetings"
    label = "meetings"
