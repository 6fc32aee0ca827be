-- title: violation_facts: one row a violation that counts, with the attributes of its check
-- grain: violation
-- parameters: none
-- columns: the violation, and the columns of facts that filters and groupings name
select
    violations.violation_id,
    violations.visit_id,
    violations.category,
    violations.severity,
    violations.status,
    violations.workers_affected,
    violations.claimed_dkk,
    violations.repaid_dkk,
    violations.penalty_dkk,
    violations.found_on,
    violations.remedy_state,
    violations.due_on,
    violations.reported_on,
    violations.verified_on,
    violations.repaid_on,
    violations.union_in_remedy,
    violations.sanction,
    facts.case_id,
    facts.contract_id,
    facts.supplier_id,
    facts.tier,
    facts.sector,
    facts.country,
    facts.place,
    facts.latitude,
    facts.longitude,
    facts.method,
    facts.method_group,
    facts.trigger,
    facts.performed_by,
    facts.partner,
    facts.joint_with,
    facts.clause,
    facts.team,
    facts.started_on,
    facts.risk_level,
    facts.contract_type,
    facts.buyer,
    facts.visits_completed,
    facts.visits_open
from violations
inner join facts on violations.visit_id = facts.visit_id
where violations.status is null or violations.status <> 'withdrawn'
