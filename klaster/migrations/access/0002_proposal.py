import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import klaster.domain.owned


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("act", models.CharField(max_length=60)),
                ("form", models.CharField(max_length=80)),
                ("subject_id", models.UUIDField(null=True)),
                ("said", models.CharField(max_length=300)),
                ("given", models.JSONField()),
                ("on", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Menunggu"),
                            ("approved", "Disetujui"),
                            ("rejected", "Ditolak"),
                            ("withdrawn", "Ditarik"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("decided_on", models.DateField(null=True)),
                ("reason", models.CharField(blank=True, default="", max_length=300)),
                (
                    "checker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "maker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "status", "id"], name="proposal_waiting")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("checker", None), ("decided_on", None), ("status", "waiting")
                            ),
                            models.Q(
                                ("checker__isnull", False),
                                ("decided_on__isnull", False),
                                models.Q(("status", "waiting"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_waits_or_was_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checker", models.F("maker")), ("status", "approved"), _negated=True
                        ),
                        name="proposal_approved_by_another_than_its_maker",
                    ),
                ],
            },
        ),
        klaster.domain.owned.OwnTables("Proposal"),
    ]
