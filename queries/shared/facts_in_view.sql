-- title: facts in view: the checks the filters leave
-- grain: visit
-- parameters: the filters; found_<severity> are the categories that count, a bit each
-- columns: those of facts, and with_violation (0/1: completed, with a violation that counts)
select
    visit_id,
    case_id,
    contract_id,
    supplier_id,
    supplier_name,
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
    joint_with,
    clause,
    team,
    started_on,
    completed_on,
    outcome,
    risk_score,
    risk_level,
    workers_on_site,
    workers_interviewed,
    evidence,
    hours,
    cost_dkk,
    contract_type,
    buyer,
    contract_risk_level,
    visits,
    visits_completed,
    visits_open,
    case
        when
            visits_completed = 1
            and (
                (found_minor & $found_minor) <> 0
                or (found_serious & $found_serious) <> 0
                or (found_gross & $found_gross) <> 0
                or (found_critical & $found_critical) <> 0
            )
            then 1
        else 0
    end as with_violation
from facts
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
