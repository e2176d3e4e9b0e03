"""Pages of the import. A workbook is first only checked; the worker does both, in the queue.

Only for who sees the whole organisation: a workbook may hold anything of it.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from klaster.domain.access import commands as access
from klaster.domain.access.acts import new_id
from klaster.domain.access.models import Task
from klaster.web.shared import files
from klaster.web.shared.paging import part
from klaster.web.shared.visits import Visit, page
from klaster.workbook import template

MOST_BYTES = 20 * 2**20
CHECK, IMPORT = "import_check", "import"
ACT = "access.ask_for_task"


class Again(forms.Form):
    """A checked workbook to be recorded; `id` makes asking twice one import."""

    id = forms.UUIDField(widget=forms.HiddenInput)


class Sent(Again):
    """A workbook to be checked."""

    file = forms.FileField(
        label=_("Buku kerja (.xlsx)"),
        help_text=_("Diperiksa dahulu; belum ada yang dicatat."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> Any:
        """Not larger than what a page may take."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                gettext("Paling besar 20 MB. Bagi menjadi beberapa buku kerja.")
            )
        return file


@page("imports", whole=True, act=ACT)
def imports(request: Visit) -> HttpResponse:
    """Send a workbook, and see what was sent before."""
    form = Sent(initial={"id": new_id()})
    if request.method == "POST":
        form = Sent(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            task = access.ask_for_task(
                by=request.actor,
                on=request.today,
                id=form.cleaned_data["id"],
                kind=CHECK,
                given={"language": get_language()},
                file=file.read(),
                file_name=file.name,
            )
            return redirect("import_task", task.id)
    sent = _own(request).defer("file").select_related("asked_by")
    context = {"form": form, "part": part(sent, {"id": True}, request.GET)}
    return render(request, "imports/imports.html", context, status=422 if form.errors else 200)


@page("imports", whole=True, act=ACT)
def import_task(request: Visit, id: UUID) -> HttpResponse:
    """How far a check or an import is, and what came of it; what is right may be recorded."""
    task = get_object_or_404(_own(request), id=id)
    if request.method == "POST":
        form = Again(request.POST)
        is_right = task.kind == CHECK and task.status == Task.Status.DONE and task.file is not None
        if not is_right or not form.is_valid():
            return redirect("import_task", task.id)
        recorded = access.ask_for_task(
            by=request.actor,
            on=request.today,
            id=form.cleaned_data["id"],
            kind=IMPORT,
            given={"language": get_language(), "checked": str(task.id)},
            file=bytes(task.file),
            file_name=task.file_name,
        )
        return redirect("import_task", recorded.id)
    return render(request, "imports/task.html", _told(task))


@page("imports", whole=True)
def import_state(request: Visit, id: UUID) -> HttpResponse:
    """The part of a task's page that changes while the work goes on."""
    task = get_object_or_404(_own(request).defer("file"), id=id)
    return render(request, "imports/state.html", _told(task))


@page("imports", whole=True)
def import_template(request: Visit) -> HttpResponse:
    """The empty workbook, made fresh, so that its choices are those of today."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "templat.xlsx"
        template.write(path)
        content = path.read_bytes()
    return files.sent(content, "xlsx", "templat-klaster.xlsx")


def _own(request: Visit) -> Any:
    return Task.objects.filter(organisation_id=request.organisation.id, kind__in=(CHECK, IMPORT))


def _told(task: Task) -> dict[str, Any]:
    return {
        "task": task,
        "is_check": task.kind == CHECK,
        "may_record": task.kind == CHECK and task.status == Task.Status.DONE,
        "new": sum(each["new"] for each in task.outcome.get("counts", ())),
        "id": new_id(),
    }
