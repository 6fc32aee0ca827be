-- title: cases in view: the cases the filters leave, each as it began
-- grain: case
-- parameters: the filters, held against the first check of the case
-- columns: those of case_facts, and found (0/1: completed, with a violation that counts)
select
    case_id,
    visit_id,
    contract_id,
    supplier_id,
    tier,
    sector,
    country,
    method,
    method_group,
    trigger,
    performed_by,
    partner,
    clause,
    started_on,
    risk_score,
    risk_level,
    contract_type,
    contract_risk_level,
    buyer,
    visits,
    is_completed,
    is_open,
    has_document_check,
    hours,
    cost_dkk,
    case
        when
            is_completed = 1
            and (
                (found_minor & $found_minor) <> 0
                or (found_serious & $found_serious) <> 0
                or (found_gross & $found_gross) <> 0
                or (found_critical & $found_critical) <> 0
            )
            then 1
        else 0
    end as found
from case_facts
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
