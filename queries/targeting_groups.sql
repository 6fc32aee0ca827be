-- title: completed cases by how they were chosen: what they found, took and meant for workers
-- grain: trigger x risk level when chosen x band of the risk score
-- parameters: the filters
-- columns: trigger, risk_level, risk_band (0 to 4, each 0.2 wide, null without a score), cases,
--   found, checks (all checks of these cases), known_for (cases whose every check has hours and
--   cost), known_found, known_hours, known_cost_dkk (of those), workers_affected (at least)
with spent as (
    select
        case_id,
        case
            when count(hours) = count(*) and count(cost_dkk) = count(*) then 1
            else 0
        end as is_known
    from facts
    group by case_id
),

by_category as (
    select
        violation_facts.case_id,
        violation_facts.contract_id,
        violation_facts.country,
        violation_facts.category,
        sum(violation_facts.workers_affected) as workers_affected
    from violation_facts
    where
        violation_facts.visits_completed = 1
        and ($in_category is null or list_contains($in_category, violation_facts.category))
        and ($in_severity is null or list_contains($in_severity, violation_facts.severity))
    group by
        violation_facts.case_id,
        violation_facts.contract_id,
        violation_facts.country,
        violation_facts.category
),

by_place as (
    -- A worker underpaid is often denied holiday pay too: the largest category is "at least".
    select
        case_id,
        contract_id,
        country,
        max(workers_affected) as workers_affected
    from by_category
    group by case_id, contract_id, country
),

affected as (
    select
        case_id,
        sum(workers_affected) as workers_affected
    from by_place
    group by case_id
),

described as (
    select
        cases_in_view.trigger,
        cases_in_view.risk_level,
        case
            when cases_in_view.risk_score is null then null
            when cases_in_view.risk_score < 0.2 then 0
            when cases_in_view.risk_score < 0.4 then 1
            when cases_in_view.risk_score < 0.6 then 2
            when cases_in_view.risk_score < 0.8 then 3
            else 4
        end as risk_band,
        cases_in_view.found,
        cases_in_view.visits,
        cases_in_view.hours,
        cases_in_view.cost_dkk,
        spent.is_known,
        affected.workers_affected
    from cases_in_view
    inner join spent on cases_in_view.case_id = spent.case_id
    left join affected on cases_in_view.case_id = affected.case_id
    where cases_in_view.is_completed = 1
)

select
    trigger,
    risk_level,
    risk_band,
    cast(count(*) as bigint) as cases,
    cast(sum(found) as bigint) as found,
    cast(sum(visits) as bigint) as checks,
    cast(sum(is_known) as bigint) as known_for,
    cast(sum(is_known * found) as bigint) as known_found,
    coalesce(sum(case when is_known = 1 then hours end), 0) as known_hours,
    coalesce(sum(case when is_known = 1 then cost_dkk end), 0) as known_cost_dkk,
    cast(coalesce(sum(workers_affected), 0) as bigint) as workers_affected
from described
group by trigger, risk_level, risk_band
order by trigger asc, risk_level asc, risk_band asc
