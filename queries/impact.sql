-- title: what the violations meant for workers, by one dimension
-- grain: dimension_1
-- parameters: the filters
-- columns: key_1, violations, cases_with_violation, cases_with_claim, workers_affected,
--   violations_without_worker_count, claimed_dkk, claimed_median_per_case, repaid_dkk,
--   verified_closed (cases whose every violation is), largest_claim_dkk
with by_category as (
    select
        dimension_1 as key_1,
        case_id,
        contract_id,
        country,
        category,
        count(*) as violations,
        sum(workers_affected) as workers_affected,
        sum(case when workers_affected is null then 1 else 0 end) as without_worker_count,
        sum(claimed_dkk) as claimed_dkk,
        sum(repaid_dkk) as repaid_dkk,
        min(case when remedy_state = 'verified_closed' then 1 else 0 end) as is_closed
    from violations_in_view
    group by dimension_1, case_id, contract_id, country, category
),

by_place as (
    -- A worker underpaid is often denied holiday pay too: the largest category is "at least".
    select
        key_1,
        case_id,
        contract_id,
        country,
        sum(violations) as violations,
        max(workers_affected) as workers_affected,
        sum(without_worker_count) as without_worker_count,
        sum(claimed_dkk) as claimed_dkk,
        sum(repaid_dkk) as repaid_dkk,
        min(is_closed) as is_closed
    from by_category
    group by key_1, case_id, contract_id, country
),

by_case as (
    select
        key_1,
        case_id,
        sum(violations) as violations,
        sum(workers_affected) as workers_affected,
        sum(without_worker_count) as without_worker_count,
        sum(claimed_dkk) as claimed_dkk,
        sum(repaid_dkk) as repaid_dkk,
        min(is_closed) as is_closed
    from by_place
    group by key_1, case_id
)

select
    key_1,
    cast(sum(violations) as bigint) as violations,
    cast(count(*) as bigint) as cases_with_violation,
    cast(sum(case when claimed_dkk > 0 then 1 else 0 end) as bigint) as cases_with_claim,
    cast(coalesce(sum(workers_affected), 0) as bigint) as workers_affected,
    cast(sum(without_worker_count) as bigint) as violations_without_worker_count,
    coalesce(sum(claimed_dkk), 0) as claimed_dkk,
    median(case when claimed_dkk > 0 then claimed_dkk end) as claimed_median_per_case,
    coalesce(sum(repaid_dkk), 0) as repaid_dkk,
    cast(sum(is_closed) as bigint) as verified_closed,
    max(claimed_dkk) as largest_claim_dkk
from by_case
group by key_1
order by key_1 nulls last
