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
), outcomes AS (
  SELECT
    case_id,
    SUM(claimed_dkk) AS claimed_dkk,
    SUM(repaid_dkk) AS repaid_dkk,
    MIN(CASE WHEN remedy_state = 'verified_closed' THEN 1 ELSE 0 END) AS is_closed
  FROM violation_facts
  WHERE
    (
      :in_category IS NULL OR ARRAY_CONTAINS(:in_category, category)
    )
    AND (
      :in_severity IS NULL OR ARRAY_CONTAINS(:in_severity, severity)
    )
  GROUP BY
    case_id
), steps AS (
  SELECT
    CASE WHEN cases_in_view.method_group = 'on_site' THEN 1 ELSE 0 END AS step_0,
    cases_in_view.has_document_check AS step_1,
    CASE WHEN NOT outcomes.case_id IS NULL THEN 1 ELSE 0 END AS step_2,
    CASE WHEN outcomes.claimed_dkk > 0 THEN 1 ELSE 0 END AS step_3,
    CASE WHEN outcomes.repaid_dkk > 0 THEN 1 ELSE 0 END AS step_4,
    COALESCE(outcomes.is_closed, 0) AS step_5
  FROM cases_in_view
  LEFT JOIN outcomes
    ON cases_in_view.case_id = outcomes.case_id
)
SELECT
  CAST(SUM(step_0) AS BIGINT) AS began_on_site,
  CAST(SUM(step_0 * step_1) AS BIGINT) AS with_document_check,
  CAST(SUM(step_0 * step_1 * step_2) AS BIGINT) AS with_violation,
  CAST(SUM(step_0 * step_1 * step_2 * step_3) AS BIGINT) AS with_claim,
  CAST(SUM(step_0 * step_1 * step_2 * step_3 * step_4) AS BIGINT) AS with_repayment,
  CAST(SUM(step_0 * step_1 * step_2 * step_3 * step_4 * step_5) AS BIGINT) AS all_closed,
  CAST(COUNT(*) - SUM(step_0) AS BIGINT) AS began_elsewhere
FROM steps
