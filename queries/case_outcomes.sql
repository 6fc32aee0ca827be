-- title: completed cases with what was known of them on the day they began, and their outcome
-- grain: case
-- parameters: the filters
-- columns: trigger, began, known (when the last check was completed), found (0/1), supplier_id,
--   sector, country, tier, risk_score
with ended as (
    select
        case_id,
        max(completed_on) as known
    from facts
    where visits_completed = 1
    group by case_id
)

select
    cases_in_view.trigger,
    cases_in_view.started_on as began,
    ended.known,
    cases_in_view.found,
    cases_in_view.supplier_id,
    cases_in_view.sector,
    cases_in_view.country,
    cases_in_view.tier,
    cases_in_view.risk_score
from cases_in_view
inner join ended on cases_in_view.case_id = ended.case_id
where cases_in_view.is_completed = 1
order by cases_in_view.started_on asc, cases_in_view.visit_id asc
