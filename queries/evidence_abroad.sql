-- title: what checks abroad drew on, and how often it stood behind a finding
-- grain: kind of evidence
-- parameters: the filters, home_country
-- columns: evidence, cases (with a completed check abroad that drew on it), with_violation
with sources as (
    select
        case_id,
        with_violation,
        unnest(evidence) as evidence
    from facts_in_view
    where
        visits_completed = 1
        and country <> $home_country
),

by_case as (
    select
        case_id,
        evidence,
        max(with_violation) as with_violation
    from sources
    group by case_id, evidence
)

select
    evidence,
    cast(count(*) as bigint) as cases,
    cast(sum(with_violation) as bigint) as with_violation
from by_case
group by evidence
order by cases desc, evidence asc
