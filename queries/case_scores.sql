-- title: completed cases by the risk score known when they were chosen
-- grain: method group x trigger x risk score, to three decimals
-- parameters: the filters
-- columns: method_group, trigger, risk_score (null where none was known), cases, found
select
    method_group,
    trigger,
    round(risk_score, 3) as risk_score,
    cast(count(*) as bigint) as cases,
    cast(sum(found) as bigint) as found
from cases_in_view
where is_completed = 1
group by method_group, trigger, round(risk_score, 3)
order by method_group asc, trigger asc, risk_score asc
