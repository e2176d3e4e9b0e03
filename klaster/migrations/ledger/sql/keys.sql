-- What cannot be stored: a fund of another book, an entry in a month that its book does not have,
-- a transfer between accounts of different books, funds or units.
alter table ledger_entry drop constraint ledger_entry_pkey,
    add constraint ledger_entry_key primary key (id, organisation_id);

alter table ledger_fund
    add constraint ledger_fund_in_book unique (id, book_id, organisation_id);
alter table ledger_pool
    add constraint ledger_pool_fund_of_the_book
        foreign key (fund_id, book_id, organisation_id)
        references ledger_fund (id, book_id, organisation_id);

alter table ledger_account
    add constraint ledger_account_in_pool unique (id, pool_id, organisation_id);

alter table ledger_entry
    add constraint ledger_entry_in_a_month_of_the_book
        foreign key (organisation_id, book_id, month)
        references ledger_period (organisation_id, book_id, month),
    add constraint ledger_entry_reverses_within
        foreign key (reverses_id, organisation_id) references ledger_entry (id, organisation_id);

alter table ledger_transfer
    add constraint ledger_transfer_entry_within
        foreign key (entry_id, organisation_id) references ledger_entry (id, organisation_id),
    add constraint ledger_transfer_debit_in_pool
        foreign key (debit_id, pool_id, organisation_id)
        references ledger_account (id, pool_id, organisation_id),
    add constraint ledger_transfer_credit_in_pool
        foreign key (credit_id, pool_id, organisation_id)
        references ledger_account (id, pool_id, organisation_id);
