-- title: completed cases on site and at the desk, by what they have in common
-- grain: sector x risk level x year x clause x method group x trigger x supplier
-- parameters: the filters
-- columns: sector, risk_level (when chosen, else the contract's), risk_is_of_contract (0/1), year,
--   clause, method_group, trigger, supplier_id, cases, found
select
    sector,
    coalesce(risk_level, contract_risk_level) as risk_level,
    case
        when risk_level is null and contract_risk_level is not null then 1
        else 0
    end as risk_is_of_contract,
    cast(extract(year from started_on) as integer) as year,
    clause,
    method_group,
    trigger,
    supplier_id,
    cast(count(*) as bigint) as cases,
    cast(sum(found) as bigint) as found
from cases_in_view
where is_completed = 1
group by
    sector,
    coalesce(risk_level, contract_risk_level),
    case
        when risk_level is null and contract_risk_level is not null then 1
        else 0
    end,
    cast(extract(year from started_on) as integer),
    clause,
    method_group,
    trigger,
    supplier_id
order by
    sector asc,
    risk_level asc,
    risk_is_of_contract asc,
    year asc,
    clause asc,
    method_group asc,
    trigger asc,
    supplier_id asc
