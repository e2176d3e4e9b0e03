-- What became of the rupiah placed with mitra: each movement of a claim, by what it means.
-- grain: movement of a claim on a mitra; where none arises (a grant) a row for each meaning;
-- unit: rupiah, above zero what `step` says, below zero what was taken back; source: the ledger.
-- A claim is all that stands with a mitra under a contract, net of margin not yet earned and of
-- depreciation. It is raised by placing, earning and taking over, and lowered by the other steps; a
-- step that the list lacks is 'other' and turns the rolled identity red.
create view report.flow as
with claim as (
    select movement.*,
           coalesce(movement.contract_id, movement.other_contract_id) as flow_contract_id,
           case
               when movement.other_role = 'asset_reform' then 'handed_over'
               when movement.other_role in
                    ('donated_capital', 'conditional_liability', 'savings_special')
                    then 'taken_over'
               when movement.role = 'accumulated_depreciation'
                and movement.other_role in ('asset_use', 'fund_distributed') then 'used'
               when movement.other_role = 'margin_income' then 'earned'
               when movement.is_inward and movement.other_role in
                    ('fund_cash', 'goods_stock', 'produce_stock') then 'placed'
               when movement.is_inward then 'earned'
               when movement.other_role = 'fund_cash' then 'returned_cash'
               when movement.other_role in ('goods_stock', 'produce_stock') then 'returned_kind'
               when movement.other_role = 'fund_distributed' then 'passed'
               when movement.other_role in ('loss', 'risk_pool') then 'lost'
               else 'other'
           end as step
      from report.movement movement
     where movement.unit_id = 'IDR'
       and movement.role in ('receivable', 'deferred_margin', 'rent_receivable',
                             'salam_receivable', 'investment', 'managed_asset',
                             'accumulated_depreciation')
       and movement.other_role not in ('receivable', 'deferred_margin', 'rent_receivable',
                                       'salam_receivable', 'investment', 'managed_asset',
                                       'accumulated_depreciation')
),
-- Events that move value without a claim: what they mean, and with which sign.
beside (role, other_role, step, sign) as (
    values ('fund_distributed', 'fund_cash', 'placed', 1),
           ('fund_distributed', 'fund_cash', 'passed', 1),
           ('fund_distributed', 'goods_stock', 'placed', 1),
           ('fund_distributed', 'goods_stock', 'passed', 1),
           ('loss', 'fund_cash', 'lost', 1),
           ('loss', 'fund_cash', 'returned_cash', -1),
           ('margin_income', 'fund_cash', 'earned', -1),
           ('margin_income', 'fund_cash', 'returned_cash', -1),
           ('profit_share_income', 'fund_cash', 'earned', -1),
           ('profit_share_income', 'fund_cash', 'returned_cash', -1),
           ('profit_share_income', 'goods_stock', 'earned', -1),
           ('profit_share_income', 'goods_stock', 'returned_kind', -1),
           ('profit_share_income', 'produce_stock', 'earned', -1),
           ('profit_share_income', 'produce_stock', 'returned_kind', -1)
),
at_once as (
    select movement.*, event.contract_id as flow_contract_id, beside.step, beside.sign
      from beside
      join report.movement movement
        on movement.role = beside.role and movement.other_role = beside.other_role
      join contracts_event event
        on event.id = movement.entry_id and event.organisation_id = movement.organisation_id
     where movement.unit_id = 'IDR'
)
select organisation_id, book_id, fund_id, entry_id, n, kind, event_date, posting_date, step,
       flow_contract_id as contract_id,
       case when step in ('placed', 'earned', 'taken_over') then amount else -amount end as amount
  from claim
union all
select organisation_id, book_id, fund_id, entry_id, n, kind, event_date, posting_date, step,
       flow_contract_id, sign * amount
  from at_once;
