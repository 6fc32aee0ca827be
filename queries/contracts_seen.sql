-- title: contracts in force, when anyone last looked at them and the last score they had
-- grain: contract
-- parameters: as_of, and the filters a contract knows
-- columns: contract_id, title, buyer, supplier_name, sector, value_dkk, end_date, risk_level,
--   last_seen_on and last_seen_by (null where never; checks of other contracts that cover it count,
--   reconnaissance, no access and withdrawn checks do not), risk_score (as last known)
with looked as (
    select
        visit_id,
        contract_id,
        also_covers,
        performed_by,
        started_on
    from visits
    where
        started_on <= $as_of
        and method <> 'reconnaissance'
        and (outcome is null or outcome not in ('no_access', 'withdrawn'))
),

sightings as (
    select
        visit_id,
        contract_id,
        performed_by,
        started_on
    from looked
    union all
    select
        visit_id,
        unnest(also_covers) as contract_id,
        performed_by,
        started_on
    from looked
),

sighted as (
    select
        contract_id,
        performed_by,
        started_on,
        row_number() over (
            partition by contract_id
            order by started_on desc, visit_id desc
        ) as place
    from sightings
),

scored as (
    select
        contract_id,
        risk_score,
        row_number() over (
            partition by contract_id
            order by started_on desc, visit_id desc
        ) as place
    from visits
    where
        started_on <= $as_of
        and risk_score is not null
)

select
    contracts_in_view.contract_id,
    contracts_in_view.title,
    contracts_in_view.buyer,
    contracts_in_view.supplier_name,
    contracts_in_view.sector,
    contracts_in_view.value_dkk,
    contracts_in_view.end_date,
    contracts_in_view.risk_level,
    sighted.started_on as last_seen_on,
    sighted.performed_by as last_seen_by,
    scored.risk_score
from contracts_in_view
left join sighted
    on
        contracts_in_view.contract_id = sighted.contract_id
        and sighted.place = 1
left join scored
    on
        contracts_in_view.contract_id = scored.contract_id
        and scored.place = 1
order by contracts_in_view.contract_id asc
