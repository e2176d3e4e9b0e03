-- Receivables of programmes as the ledger's accounts hold them, with what was handed over put back.
select '' as key, coalesce(sum(side.amount), 0)::bigint as figure
  from ledger_account account
  join ledger_chartline line on line.id = account.line_id
  join ledger_pool pool
    on pool.id = account.pool_id and pool.organisation_id = account.organisation_id
  join contracts_contract contract
    on contract.id = account.contract_id and contract.organisation_id = account.organisation_id
  join programme_programme programme
    on programme.id = contract.programme_id
   and programme.organisation_id = contract.organisation_id
 cross join lateral (
    select sum(case when transfer.debit_id = account.id then transfer.amount
                    else -transfer.amount end) as amount
      from ledger_transfer transfer
      join ledger_entry entry
        on entry.id = transfer.entry_id and entry.organisation_id = transfer.organisation_id
     where transfer.organisation_id = account.organisation_id
       and (transfer.debit_id = account.id or transfer.credit_id = account.id)
       and transfer.posting_date <= %(until)s and entry.kind <> 'handed_over'
 ) side
 where account.organisation_id = %(organisation)s and pool.unit_id = 'IDR'
   and line.role in ('receivable', 'rent_receivable', 'salam_receivable')
   and (%(programme)s::text is null or programme.code = %(programme)s)
