"""Areas with their official (Kemendagri) codes, and the other spellings old texts use."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func


def _folded() -> models.GeneratedField:
    """The name without capitals and accents, kept by the database for typo-tolerant search."""
    return models.GeneratedField(
        expression=Func(F("name"), function="places_fold"),
        output_field=models.TextField(),
        db_persist=True,
    )


class Area(models.Model):
    """One area of one edition of the official code list; its code is its key ("36.02.06.2002")."""

    class Level(models.TextChoices):
        PROVINCE = "provinsi", "Provinsi"
        DISTRICT = "kabupaten", "Kabupaten/Kota"
        SUBDISTRICT = "kecamatan", "Kecamatan"
        VILLAGE = "desa", "Desa/Kelurahan"

    code = models.CharField(max_length=13, primary_key=True)
    name = models.CharField(max_length=100)
    level = models.CharField(max_length=10, choices=Level.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    edition = models.CharField(max_length=40)
    folded = _folded()

    class Meta:
        indexes = [
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="area_by_part_of_name"),
        ]

    def __str__(self) -> str:
        return self.name


class AreaAlias(models.Model):
    """Another spelling of an area's name ("Cisemeut" for Cisimeut), with where it was read."""

    id = models.UUIDField(primary_key=True, editable=False)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=100)
    source = models.CharField(max_length=200)
    folded = _folded()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "name"], name="alias_once_per_area"),
        ]
        indexes = [
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="alias_by_part_of_name"),
        ]

    def __str__(self) -> str:
        return self.name
