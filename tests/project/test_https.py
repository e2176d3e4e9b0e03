"""Behind a proxy that ends TLS: people can sign in, and cookies never travel in clear."""

import os
import subprocess
import sys

import pytest

ASK = """
import django
django.setup()
from django.conf import settings
from django.middleware.csrf import CsrfViewMiddleware
from django.test import RequestFactory
settings.ALLOWED_HOSTS = ["buku.example"]
request = RequestFactory().post(
    "/masuk/",
    HTTP_HOST="buku.example",
    HTTP_ORIGIN="https://buku.example",
    HTTP_X_FORWARDED_PROTO="https",
)
print(
    CsrfViewMiddleware(lambda request: None)._origin_verified(request),
    settings.SESSION_COOKIE_SECURE,
    settings.CSRF_COOKIE_SECURE,
)
"""


@pytest.mark.parametrize(("https", "answer"), [("1", "True True True"), ("", "False False False")])
def test_only_an_installation_that_says_so_trusts_the_header_of_a_proxy(https, answer):
    asked = subprocess.run(
        [sys.executable, "-c", ASK],
        env=os.environ
        | {"KLASTER_HTTPS": https, "DJANGO_SETTINGS_MODULE": "klaster.project.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert asked.stdout.strip() == answer
