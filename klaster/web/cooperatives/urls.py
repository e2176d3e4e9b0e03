"""Addresses of the cooperatives."""

from django.urls import path

from klaster.web.cooperatives import (
    cash,
    inventory,
    lending,
    meetings,
    members,
    organisation,
    overview,
    records,
    surplus,
    trade,
)

urlpatterns = [
    path("", overview.cooperative, name="cooperative"),
    path("anggota/", members.members, name="members"),
    path("anggota/<uuid:id>/", members.member, name="member"),
    path("anggota/<uuid:id>/buku-simpanan.pdf", members.passbook_pdf, name="passbook_pdf"),
    path("anggota/<uuid:id>/bukti/<uuid:entry>/", members.receipt, name="receipt"),
    path("kas/", cash.cash, name="cash"),
    path("kas/bukti/<uuid:id>/", cash.voucher, name="voucher"),
    path("usaha/", trade.trade, name="trade"),
    path("usaha/transaksi/", trade.deals, name="deals"),
    path("usaha/transaksi/<uuid:id>/", trade.deal, name="deal"),
    path("usaha/utang-piutang/", trade.debts, name="trade_debts"),
    path("usaha/<uuid:id>/", trade.item, name="stock_card"),
    path("inventaris/", inventory.inventory, name="inventory"),
    path("inventaris/<uuid:id>/", inventory.asset, name="asset"),
    path("pembiayaan/", lending.applications, name="applications"),
    path("pembiayaan/<uuid:id>/", lending.application, name="application"),
    path("bulan/", cash.months, name="months"),
    path("shu/", surplus.surplus, name="surplus"),
    path("shu/<uuid:id>/", surplus.distribution, name="distribution"),
    path("rapat/", meetings.meetings, name="meetings"),
    path("rapat/<uuid:id>/", meetings.meeting, name="meeting"),
    path("rapat/berkas/<slug:year>/<slug:form>/", meetings.pack, name="rat_pack"),
    path("organisasi/", organisation.organisation, name="organisation"),
    path("catatan/", organisation.notes, name="notes"),
    path("buku/", records.books, name="record_books"),
    path("kesehatan/", records.health, name="health"),
]
