WITH cases_in_view AS (
  SELECT
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
    CASE
      WHEN is_completed = 1
      AND (
        (
          found_minor & :found_minor
        ) <> 0
        OR (
          found_serious & :found_serious
        ) <> 0
        OR (
          found_gross & :found_gross
        ) <> 0
        OR (
          found_critical & :found_critical
        ) <> 0
      )
      THEN 1
      ELSE 0
    END AS found
  FROM case_facts
  WHERE
    started_on BETWEEN :from_date AND :to_date
    AND (
      :in_method IS NULL OR ARRAY_CONTAINS(:in_method, method)
    )
    AND (
      :in_trigger IS NULL OR ARRAY_CONTAINS(:in_trigger, trigger)
    )
    AND (
      :in_sector IS NULL OR ARRAY_CONTAINS(:in_sector, sector)
    )
    AND (
      :in_country IS NULL OR ARRAY_CONTAINS(:in_country, country)
    )
    AND (
      :in_contract_type IS NULL OR ARRAY_CONTAINS(:in_contract_type, contract_type)
    )
    AND (
      :in_clause IS NULL OR ARRAY_CONTAINS(:in_clause, clause)
    )
    AND (
      :in_performed_by IS NULL OR ARRAY_CONTAINS(:in_performed_by, performed_by)
    )
    AND (
      :in_tier IS NULL OR ARRAY_CONTAINS(:in_tier, tier)
    )
    AND (
      :in_buyer IS NULL OR ARRAY_CONTAINS(:in_buyer, buyer)
    )
    AND (
      :in_supplier IS NULL OR ARRAY_CONTAINS(:in_supplier, supplier_id)
    )
    AND (
      :in_risk_level IS NULL OR ARRAY_CONTAINS(:in_risk_level, risk_level)
    )
    AND (
      :in_partner IS NULL OR ARRAY_CONTAINS(:in_partner, partner)
    )
    AND (
      :in_team IS NULL OR ARRAY_CONTAINS(:in_team, team)
    )
    AND (
      :in_joint IS NULL OR ARRAYS_OVERLAP(joint_with, :in_joint)
    )
)
SELECT
  method_group,
  trigger,
  ROUND(risk_score, 3) AS risk_score,
  CAST(COUNT(*) AS BIGINT) AS cases,
  CAST(SUM(found) AS BIGINT) AS found
FROM cases_in_view
WHERE
  is_completed = 1
GROUP BY
  method_group,
  trigger,
  ROUND(risk_score, 3)
ORDER BY
  method_group ASC NULLS LAST,
  trigger ASC NULLS LAST,
  risk_score ASC NULLS LAST
