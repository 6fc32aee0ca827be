WITH violations_in_view AS (
  SELECT
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
  FROM violation_facts
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
    AND (
      :in_category IS NULL OR ARRAY_CONTAINS(:in_category, category)
    )
    AND (
      :in_severity IS NULL OR ARRAY_CONTAINS(:in_severity, severity)
    )
), by_category AS (
  SELECT
    sector AS key_1,
    case_id,
    contract_id,
    country,
    category,
    COUNT(*) AS violations,
    SUM(workers_affected) AS workers_affected,
    SUM(CASE WHEN workers_affected IS NULL THEN 1 ELSE 0 END) AS without_worker_count,
    SUM(claimed_dkk) AS claimed_dkk,
    SUM(repaid_dkk) AS repaid_dkk,
    MIN(CASE WHEN remedy_state = 'verified_closed' THEN 1 ELSE 0 END) AS is_closed
  FROM violations_in_view
  GROUP BY
    sector,
    case_id,
    contract_id,
    country,
    category
), by_place AS (
  SELECT
    key_1,
    case_id,
    contract_id,
    country,
    SUM(violations) AS violations,
    MAX(workers_affected) AS workers_affected,
    SUM(without_worker_count) AS without_worker_count,
    SUM(claimed_dkk) AS claimed_dkk,
    SUM(repaid_dkk) AS repaid_dkk,
    MIN(is_closed) AS is_closed
  FROM by_category
  GROUP BY
    key_1,
    case_id,
    contract_id,
    country
), by_case AS (
  SELECT
    key_1,
    case_id,
    SUM(violations) AS violations,
    SUM(workers_affected) AS workers_affected,
    SUM(without_worker_count) AS without_worker_count,
    SUM(claimed_dkk) AS claimed_dkk,
    SUM(repaid_dkk) AS repaid_dkk,
    MIN(is_closed) AS is_closed
  FROM by_place
  GROUP BY
    key_1,
    case_id
)
SELECT
  key_1,
  CAST(SUM(violations) AS BIGINT) AS violations,
  CAST(COUNT(*) AS BIGINT) AS cases_with_violation,
  CAST(SUM(CASE WHEN claimed_dkk > 0 THEN 1 ELSE 0 END) AS BIGINT) AS cases_with_claim,
  CAST(COALESCE(SUM(workers_affected), 0) AS BIGINT) AS workers_affected,
  CAST(SUM(without_worker_count) AS BIGINT) AS violations_without_worker_count,
  COALESCE(SUM(claimed_dkk), 0) AS claimed_dkk,
  MEDIAN(CASE WHEN claimed_dkk > 0 THEN claimed_dkk END) AS claimed_median_per_case,
  COALESCE(SUM(repaid_dkk), 0) AS repaid_dkk,
  CAST(SUM(is_closed) AS BIGINT) AS verified_closed,
  MAX(claimed_dkk) AS largest_claim_dkk
FROM by_case
GROUP BY
  key_1
ORDER BY
  key_1 NULLS LAST
