from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "klaster.domain.ledger"
    label = "ledger"
