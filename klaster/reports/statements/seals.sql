-- The seals of closed months.
-- grain: book × month; source: periods and seals. `entries` is what was sealed, `standing` what the
-- month holds now; recomputing the digests themselves is `klaster seal verify`.
with sealed as (
    select book.code as book, period.month, period.status, seal.digest, seal.is_broken,
           cardinality(seal.entry_ids) as entries, period.book_id, period.organisation_id
      from ledger_period period
      join ledger_book book
        on book.id = period.book_id and book.organisation_id = period.organisation_id
      left join ledger_seal seal
        on seal.period_id = period.id and seal.organisation_id = period.organisation_id
       and not seal.is_broken
     where period.organisation_id = %(organisation)s and period.month <= %(until)s
       and (%(book)s::text is null or book.code = %(book)s)
)
select sealed.book, sealed.month, sealed.status, coalesce(sealed.entries, 0) as entries,
       (select count(*) from ledger_entry entry
         where entry.organisation_id = sealed.organisation_id
           and entry.book_id = sealed.book_id and entry.month = sealed.month) as standing,
       coalesce(left(sealed.digest, 16), '') as seal
  from sealed
 order by sealed.book, sealed.month
