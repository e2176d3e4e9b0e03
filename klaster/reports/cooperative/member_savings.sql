-- What every member has saved, and what of the dues before the day is not covered by it.
-- grain: member (whoever saved without being one has a row of their own); unit: rupiah;
-- source: ledger_balances of the savings accounts, bills.
with saved as (
    select account.party_id, line.role, -sum(account.balance)::bigint as amount
      from ledger_book book
     cross join lateral ledger_balances(book.organisation_id, book.id, %(until)s::date) account
      join ledger_chartline line on line.id = account.line_id
     where book.organisation_id = %(organisation)s and account.unit_id = 'IDR'
       and line.role in ('savings_principal', 'savings_mandatory', 'savings_voluntary',
                         'savings_special')
     group by account.party_id, line.role
),
by_party as (
    select party_id,
           coalesce(sum(amount) filter (where role = 'savings_principal'), 0)::bigint as principal,
           coalesce(sum(amount) filter (where role = 'savings_mandatory'), 0)::bigint as mandatory,
           coalesce(sum(amount) filter (where role = 'savings_voluntary'), 0)::bigint as voluntary,
           coalesce(sum(amount) filter (where role = 'savings_special'), 0)::bigint as special
      from saved
     group by party_id
),
owed as (
    select member.party_id,
           coalesce(sum(due.amount) filter (where due.kind = 'pokok'), 0)::bigint as principal,
           coalesce(sum(due.amount) filter (where due.kind = 'wajib'), 0)::bigint as mandatory
      from savings_due due
      join cooperative_member member
        on member.id = due.member_id and member.organisation_id = due.organisation_id
       and member.left_on is null
     where due.organisation_id = %(organisation)s and due.due_date < %(until)s::date
     group by member.party_id
)
select coalesce(member.number, 0) as number, party.name,
       coalesce(by_party.principal, 0) as principal, coalesce(by_party.mandatory, 0) as mandatory,
       coalesce(by_party.voluntary, 0) as voluntary, coalesce(by_party.special, 0) as special,
       coalesce(by_party.principal + by_party.mandatory + by_party.voluntary + by_party.special, 0)
           as saved,
       greatest(coalesce(owed.principal, 0) - coalesce(by_party.principal, 0), 0)
     + greatest(coalesce(owed.mandatory, 0) - coalesce(by_party.mandatory, 0), 0) as late
  from by_party
  full join owed on owed.party_id = by_party.party_id
  join registry_party party
    on party.id = coalesce(by_party.party_id, owed.party_id)
   and party.organisation_id = %(organisation)s
  left join cooperative_member member
    on member.party_id = party.id and member.organisation_id = party.organisation_id
   and member.joined_on <= %(until)s::date
   and (member.left_on is null or member.left_on > %(until)s::date)
 where coalesce(by_party.principal + by_party.mandatory + by_party.voluntary + by_party.special, 0)
       <> 0
    or greatest(coalesce(owed.principal, 0) - coalesce(by_party.principal, 0), 0)
     + greatest(coalesce(owed.mandatory, 0) - coalesce(by_party.mandatory, 0), 0) > 0
 order by number, party.name
