from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "klaster.domain.monitoring"
    label = "monitoring"
