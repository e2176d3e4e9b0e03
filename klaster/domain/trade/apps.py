from django.apps import AppConfig


class TradeConfig(AppConfig):
    name = "klaster.domain.trade"
    label = "trade"
