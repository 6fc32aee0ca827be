-- title: the path of cases that began on site
-- grain: the whole selection
-- parameters: the filters
-- columns: began_on_site, then each a subset of the one before: with_document_check,
--   with_violation, with_claim, with_repayment, all_closed; and began_elsewhere
with outcomes as (
    select
        case_id,
        sum(claimed_dkk) as claimed_dkk,
        sum(repaid_dkk) as repaid_dkk,
        min(case when remedy_state = 'verified_closed' then 1 else 0 end) as is_closed
    from violation_facts
    where
        ($in_category is null or list_contains($in_category, category))
        and ($in_severity is null or list_contains($in_severity, severity))
    group by case_id
),

steps as (
    select
        case when cases_in_view.method_group = 'on_site' then 1 else 0 end as step_0,
        cases_in_view.has_document_check as step_1,
        case when outcomes.case_id is not null then 1 else 0 end as step_2,
        case when outcomes.claimed_dkk > 0 then 1 else 0 end as step_3,
        case when outcomes.repaid_dkk > 0 then 1 else 0 end as step_4,
        coalesce(outcomes.is_closed, 0) as step_5
    from cases_in_view
    left join outcomes on cases_in_view.case_id = outcomes.case_id
)

select
    cast(sum(step_0) as bigint) as began_on_site,
    cast(sum(step_0 * step_1) as bigint) as with_document_check,
    cast(sum(step_0 * step_1 * step_2) as bigint) as with_violation,
    cast(sum(step_0 * step_1 * step_2 * step_3) as bigint) as with_claim,
    cast(sum(step_0 * step_1 * step_2 * step_3 * step_4) as bigint) as with_repayment,
    cast(sum(step_0 * step_1 * step_2 * step_3 * step_4 * step_5) as bigint) as all_closed,
    cast(count(*) - sum(step_0) as bigint) as began_elsewhere
from steps
