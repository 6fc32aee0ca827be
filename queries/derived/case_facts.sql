-- title: case_facts: one row a case, as it began
-- grain: case
-- parameters: none
-- columns: what the first check of the case was (method, trigger, day, sector, risk, ...);
--   is_completed (0/1: something was assessed and nothing is open), visits (all its checks),
--   has_document_check (0/1), and found_<severity> over all its completed checks
with ordered as (
    select
        case_id,
        visit_id,
        contract_id,
        supplier_id,
        tier,
        sector,
        country,
        method,
        method_group,
        trigger,
        performed_by,
        partner,
        joint_with,
        clause,
        team,
        started_on,
        risk_score,
        risk_level,
        contract_type,
        buyer,
        contract_risk_level,
        row_number() over (
            partition by case_id
            order by started_on asc, visit_id asc
        ) as place
    from facts
),

together as (
    select
        case_id,
        cast(count(*) as bigint) as visits,
        sum(visits_completed) as visits_completed,
        sum(visits_open) as visits_open,
        max(
            case when method = 'document_review' and visits_completed = 1 then 1 else 0 end
        ) as has_document_check,
        bit_or(case when visits_completed = 1 then found_minor else 0 end) as found_minor,
        bit_or(case when visits_completed = 1 then found_serious else 0 end) as found_serious,
        bit_or(case when visits_completed = 1 then found_gross else 0 end) as found_gross,
        bit_or(case when visits_completed = 1 then found_critical else 0 end) as found_critical,
        sum(hours) as hours,
        sum(cost_dkk) as cost_dkk
    from facts
    group by case_id
)

select
    ordered.case_id,
    ordered.visit_id,
    ordered.contract_id,
    ordered.supplier_id,
    ordered.tier,
    ordered.sector,
    ordered.country,
    ordered.method,
    ordered.method_group,
    ordered.trigger,
    ordered.performed_by,
    ordered.partner,
    ordered.joint_with,
    ordered.clause,
    ordered.team,
    ordered.started_on,
    ordered.risk_score,
    ordered.risk_level,
    ordered.contract_type,
    ordered.buyer,
    ordered.contract_risk_level,
    together.visits,
    case
        when together.visits_open = 0 and together.visits_completed > 0 then 1
        else 0
    end as is_completed,
    case when together.visits_open > 0 then 1 else 0 end as is_open,
    together.has_document_check,
    together.found_minor,
    together.found_serious,
    together.found_gross,
    together.found_critical,
    together.hours,
    together.cost_dkk
from ordered
inner join together on ordered.case_id = together.case_id
where ordered.place = 1
