"""A journal with two lines, written by plain Django: what a programmer writes first."""

from django.db import models


class Account(models.Model):
    name = models.CharField(max_length=100)

    class Meta:
        app_label = "peers"

    def __str__(self):
        return str(self.name)


class Journal(models.Model):
    on = models.DateField()
    memo = models.CharField(max_length=300)

    class Meta:
        app_label = "peers"

    def __str__(self):
        return str(self.memo)


class Line(models.Model):
    journal = models.ForeignKey(Journal, on_delete=models.PROTECT)
    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    amount = models.BigIntegerField()

    class Meta:
        app_label = "peers"

    def __str__(self):
        return str(self.amount)
