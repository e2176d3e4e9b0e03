-- What moved on one account: two rows per transfer, one for each side.
-- grain: transfer × side; unit: smallest step of unit_id, debits less credits; source: the ledger.
-- `is_inward` says whether the event as such raised the account: a reversal is a negative inflow,
-- not an outflow, so that what was taken back disappears from both.
-- Each side has joins of its own, by all columns of its references: then the planner knows how many
-- rows a book has, and takes seconds less for a large one.
create view report.movement as
select transfer.organisation_id, pool.book_id, pool.fund_id, pool.unit_id,
       transfer.entry_id, transfer.n, entry.kind, entry.memo, entry.event_date,
       transfer.posting_date, account.id as account_id, account.line_id, line.code, line.role,
       line.category, account.party_id, account.contract_id,
       other_line.role as other_role, other.contract_id as other_contract_id,
       transfer.amount as amount, entry.reverses_id is null as is_inward
  from ledger_transfer transfer
  join ledger_entry entry
    on entry.id = transfer.entry_id and entry.organisation_id = transfer.organisation_id
  join ledger_account account
    on account.id = transfer.debit_id and account.pool_id = transfer.pool_id
   and account.organisation_id = transfer.organisation_id
  join ledger_account other
    on other.id = transfer.credit_id and other.pool_id = transfer.pool_id
   and other.organisation_id = transfer.organisation_id
  join ledger_pool pool
    on pool.id = account.pool_id and pool.organisation_id = account.organisation_id
  join ledger_chartline line on line.id = account.line_id
  join ledger_chartline other_line on other_line.id = other.line_id
union all
select transfer.organisation_id, pool.book_id, pool.fund_id, pool.unit_id,
       transfer.entry_id, transfer.n, entry.kind, entry.memo, entry.event_date,
       transfer.posting_date, account.id as account_id, account.line_id, line.code, line.role,
       line.category, account.party_id, account.contract_id,
       other_line.role as other_role, other.contract_id as other_contract_id,
       -transfer.amount as amount, entry.reverses_id is not null as is_inward
  from ledger_transfer transfer
  join ledger_entry entry
    on entry.id = transfer.entry_id and entry.organisation_id = transfer.organisation_id
  join ledger_account account
    on account.id = transfer.credit_id and account.pool_id = transfer.pool_id
   and account.organisation_id = transfer.organisation_id
  join ledger_account other
    on other.id = transfer.debit_id and other.pool_id = transfer.pool_id
   and other.organisation_id = transfer.organisation_id
  join ledger_pool pool
    on pool.id = account.pool_id and pool.organisation_id = account.organisation_id
  join ledger_chartline line on line.id = account.line_id
  join ledger_chartline other_line on other_line.id = other.line_id;
