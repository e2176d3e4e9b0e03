from django.apps import AppConfig


class MentoringConfig(AppConfig):
    name = "klaster.domain.mentoring"
    label = "mentoring"
