from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "klaster.domain.places"
    label = "places"
