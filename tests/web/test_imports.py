"""Importing on the web: sent, checked by the worker, mended or recorded; watched meanwhile."""

from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from klaster.domain.access.models import Task
from klaster.domain.registry.models import Party
from klaster.project import jobs
from tests.conftest import id_of
from tests.web.conftest import sign_in, user_with

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


@pytest.fixture
def client(institution):
    client = Client()
    sign_in(client, user_with(institution.id, "admin"), date(2014, 3, 6))
    return client


def workbook(tmp_path, *rows):
    path = tmp_path / "orang.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Pendamping")
        header = ("kode", "nama", "jenis_kelamin", "telepon", "mulai", "contoh")
        for n, row in enumerate((header, *((*row, "", "01-03-2014", "ya") for row in rows))):
            sheet.write_row(n, 0, row)
    return path.read_bytes()


def send(client, content, key="sent"):
    file = SimpleUploadedFile("orang.xlsx", content)
    return client.post("/impor/", {"id": str(id_of(key)), "file": file})


def work_all():
    for job in ProcrastinateJob.objects.filter(task_name="klaster.project.jobs.work"):
        jobs.work(**job.args)


def test_what_was_checked_is_recorded_on_demand_and_once(client, tmp_path):
    content = workbook(tmp_path, ("M1", "Sarip", "L"), ("M2", "Amah", "P"))
    for _ in range(2):
        assert send(client, content).url == f"/impor/{id_of('sent')}/"
    page = client.get(f"/impor/{id_of('sent')}/").content.decode()
    assert "Menunggu giliran" in page
    assert "hx-trigger" in page
    work_all()
    page = client.get(f"/impor/{id_of('sent')}/").content.decode()
    assert "2 baris baru akan dicatat" in page
    assert not Party.objects.exists()
    for _ in range(2):
        again = client.post(f"/impor/{id_of('sent')}/", {"id": str(id_of("record"))})
        assert again.url == f"/impor/{id_of('record')}/"
    work_all()
    assert set(Party.objects.values_list("name", flat=True)) == {"Sarip", "Amah"}
    page = client.get(again.url).content.decode()
    assert "2 baris baru dicatat" in page
    assert Task.objects.get(id=id_of("record")).file is None


def test_faults_are_shown_with_their_row_and_nothing_is_recorded(client, tmp_path):
    send(client, workbook(tmp_path, ("M1", "Sarip", "L"), ("M2", "", "X")))
    work_all()
    page = client.get(f"/impor/{id_of('sent')}/").content.decode()
    assert "Tidak ada yang dicatat" in page
    assert ">3<" in page
    assert "Catat sekarang" not in page
    client.post(f"/impor/{id_of('sent')}/", {"id": str(id_of("record"))})
    assert not Task.objects.filter(kind="import").exists()


def test_what_is_no_workbook_is_refused_in_words(client):
    send(client, b"PK nothing")
    work_all()
    page = client.get(f"/impor/{id_of('sent')}/keadaan/").content.decode()
    assert 'role="alert"' in page
    assert Task.objects.get().status == "refused"


def test_nothing_sent_is_said_beside_the_field(client):
    answer = client.post("/impor/", {"id": str(id_of("sent"))})
    assert answer.status_code == 422
    assert 'class="fault"' in answer.content.decode()


def test_only_who_sees_the_whole_organisation_imports(institution, client, tmp_path):
    send(client, workbook(tmp_path, ("M1", "Sarip", "L")))
    part = Client()
    sign_in(part, user_with(institution.id, "coordinator", scope=id_of("sector")))
    assert part.get("/impor/").status_code == 403
    other = Client()
    sign_in(other, user_with(institution.id, "mentor"))
    assert other.get(f"/impor/{id_of('sent')}/").status_code == 403


def test_a_task_of_others_is_not_found(stranger, client, tmp_path):
    send(client, workbook(tmp_path, ("M1", "Sarip", "L")))
    other = Client()
    sign_in(other, stranger)
    assert other.get(f"/impor/{id_of('sent')}/").status_code == 404
    assert "orang.xlsx" not in other.get("/impor/").content.decode()
