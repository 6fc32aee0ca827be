-- title: completed checks on site and at the desk of contracts, suppliers and clauses seen by both
-- grain: check
-- parameters: the filters
-- columns: contract_id, supplier_id, clause, case_id, visit_id, method_group, trigger, started_on,
--   found (0/1)
with candidates as (
    select
        contract_id,
        supplier_id,
        clause,
        case_id,
        visit_id,
        method_group,
        trigger,
        started_on,
        with_violation as found
    from facts_in_view
    where
        visits_completed = 1
        and method_group in ('on_site', 'desk')
),

seen_by_both as (
    select
        contract_id,
        supplier_id,
        clause
    from candidates
    group by contract_id, supplier_id, clause
    having count(distinct method_group) = 2
)

select
    candidates.contract_id,
    candidates.supplier_id,
    candidates.clause,
    candidates.case_id,
    candidates.visit_id,
    candidates.method_group,
    candidates.trigger,
    candidates.started_on,
    candidates.found
from candidates
inner join seen_by_both
    on
        candidates.contract_id = seen_by_both.contract_id
        and candidates.supplier_id = seen_by_both.supplier_id
        and candidates.clause = seen_by_both.clause
order by
    candidates.contract_id asc,
    candidates.supplier_id asc,
    candidates.clause asc,
    candidates.started_on asc,
    candidates.visit_id asc
