-- title: violations in view: the violations the filters leave, withdrawn ones never
-- grain: violation
-- parameters: the filters
-- columns: those of violation_facts
select
    violation_id,
    visit_id,
    category,
    severity,
    workers_affected,
    claimed_dkk,
    repaid_dkk,
    found_on,
    remedy_state,
    due_on,
    verified_on,
    union_in_remedy,
    sanction,
    case_id,
    contract_id,
    supplier_id,
    tier,
    sector,
    country,
    place,
    latitude,
    longitude,
    method,
    method_group,
    trigger,
    performed_by,
    partner,
    clause,
    team,
    started_on,
    risk_level,
    contract_type,
    buyer,
    visits_completed
from violation_facts
where
    started_on between $from_date and $to_date
    and ($in_method is null or list_contains($in_method, method))
    and ($in_trigger is null or list_contains($in_trigger, trigger))
    and ($in_sector is null or list_contains($in_sector, sector))
    and ($in_country is null or list_contains($in_country, country))
    and ($in_contract_type is null or list_contains($in_contract_type, contract_type))
    and ($in_clause is null or list_contains($in_clause, clause))
    and ($in_performed_by is null or list_contains($in_performed_by, performed_by))
    and ($in_tier is null or list_contains($in_tier, tier))
    and ($in_buyer is null or list_contains($in_buyer, buyer))
    and ($in_supplier is null or list_contains($in_supplier, supplier_id))
    and ($in_risk_level is null or list_contains($in_risk_level, risk_level))
    and ($in_partner is null or list_contains($in_partner, partner))
    and ($in_team is null or list_contains($in_team, team))
    and ($in_joint is null or list_has_any(joint_with, $in_joint))
    and ($in_category is null or list_contains($in_category, category))
    and ($in_severity is null or list_contains($in_severity, severity))
