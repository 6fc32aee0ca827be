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
), ended AS (
  SELECT
    case_id,
    MAX(completed_on) AS known
  FROM facts
  WHERE
    visits_completed = 1
  GROUP BY
    case_id
)
SELECT
  cases_in_view.trigger,
  cases_in_view.started_on AS began,
  ended.known,
  cases_in_view.found,
  cases_in_view.supplier_id,
  cases_in_view.sector,
  cases_in_view.country,
  cases_in_view.tier,
  cases_in_view.risk_score
FROM cases_in_view
INNER JOIN ended
  ON cases_in_view.case_id = ended.case_id
WHERE
  cases_in_view.is_completed = 1
ORDER BY
  cases_in_view.started_on ASC NULLS LAST,
  cases_in_view.visit_id ASC NULLS LAST
