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

-- "Nobody" and "no contract" are values in the index, so that finding an account is one probe
-- however many parties a line keeps apart: nothing can look for a null by index equality.
create function ledger_nobody() returns uuid
language sql immutable parallel safe
return '00000000-0000-0000-0000-000000000000'::uuid;

create unique index account_once on ledger_account (
    organisation_id, pool_id, line_id,
    coalesce(party_id, ledger_nobody()), coalesce(contract_id, ledger_nobody())
);
-- Room on each page for a new headroom beside the old one, so that no index needs to know.
alter table ledger_account
    set (fillfactor = 80),
    add constraint ledger_account_in_pool unique (id, pool_id, organisation_id);

alter table ledger_entry
    add constraint month_is_that_of_the_posting_date
        check (month = date_trunc('month', posting_date::timestamp)::date),
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
