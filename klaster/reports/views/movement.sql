-- What moved on one account: two rows per transfer, one for each side.
-- grain: transfer × side; unit: smallest step of unit_id, debits less credits; source: the ledger.
-- `is_inward` says whether the event as such raised the account: a reversal is a negative inflow,
-- not an outflow, so that what was taken back disappears from both.
create view report.movement as
with side as (
    select organisation_id, entry_id, n, pool_id, posting_date,
           debit_id as account_id, credit_id as other_id, amount
      from ledger_transfer
    union all
    select organisation_id, entry_id, n, pool_id, posting_date,
           credit_id, debit_id, -amount
      from ledger_transfer
)
select side.organisation_id, pool.book_id, pool.fund_id, pool.unit_id,
       side.entry_id, side.n, entry.kind, entry.memo, entry.event_date, side.posting_date,
       side.account_id, account.line_id, line.code, line.role, line.category,
       account.party_id, account.contract_id,
       other_line.role as other_role, other.contract_id as other_contract_id,
       side.amount, (side.amount > 0) <> (entry.reverses_id is not null) as is_inward
  from side
  join ledger_entry entry
    on entry.id = side.entry_id and entry.organisation_id = side.organisation_id
  join ledger_pool pool
    on pool.id = side.pool_id and pool.organisation_id = side.organisation_id
  join ledger_account account
    on account.id = side.account_id and account.organisation_id = side.organisation_id
  join ledger_chartline line on line.id = account.line_id
  join ledger_account other
    on other.id = side.other_id and other.organisation_id = side.organisation_id
  join ledger_chartline other_line on other_line.id = other.line_id;
