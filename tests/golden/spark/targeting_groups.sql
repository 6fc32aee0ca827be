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
), spent AS (
  SELECT
    case_id,
    CASE WHEN COUNT(hours) = COUNT(*) AND COUNT(cost_dkk) = COUNT(*) THEN 1 ELSE 0 END AS is_known
  FROM facts
  GROUP BY
    case_id
), by_category AS (
  SELECT
    violation_facts.case_id,
    violation_facts.contract_id,
    violation_facts.country,
    violation_facts.category,
    SUM(violation_facts.workers_affected) AS workers_affected
  FROM violation_facts
  WHERE
    violation_facts.visits_completed = 1
    AND (
      :in_category IS NULL OR ARRAY_CONTAINS(:in_category, violation_facts.category)
    )
    AND (
      :in_severity IS NULL OR ARRAY_CONTAINS(:in_severity, violation_facts.severity)
    )
  GROUP BY
    violation_facts.case_id,
    violation_facts.contract_id,
    violation_facts.country,
    violation_facts.category
), by_place AS (
  SELECT
    case_id,
    contract_id,
    country,
    MAX(workers_affected) AS workers_affected
  FROM by_category
  GROUP BY
    case_id,
    contract_id,
    country
), affected AS (
  SELECT
    case_id,
    SUM(workers_affected) AS workers_affected
  FROM by_place
  GROUP BY
    case_id
), described AS (
  SELECT
    cases_in_view.trigger,
    cases_in_view.risk_level,
    CASE
      WHEN cases_in_view.risk_score IS NULL
      THEN NULL
      WHEN cases_in_view.risk_score < 0.2
      THEN 0
      WHEN cases_in_view.risk_score < 0.4
      THEN 1
      WHEN cases_in_view.risk_score < 0.6
      THEN 2
      WHEN cases_in_view.risk_score < 0.8
      THEN 3
      ELSE 4
    END AS risk_band,
    cases_in_view.found,
    cases_in_view.visits,
    cases_in_view.hours,
    cases_in_view.cost_dkk,
    spent.is_known,
    affected.workers_affected
  FROM cases_in_view
  INNER JOIN spent
    ON cases_in_view.case_id = spent.case_id
  LEFT JOIN affected
    ON cases_in_view.case_id = affected.case_id
  WHERE
    cases_in_view.is_completed = 1
)
SELECT
  trigger,
  risk_level,
  risk_band,
  CAST(COUNT(*) AS BIGINT) AS cases,
  CAST(SUM(found) AS BIGINT) AS found,
  CAST(SUM(visits) AS BIGINT) AS checks,
  CAST(SUM(is_known) AS BIGINT) AS known_for,
  CAST(SUM(is_known * found) AS BIGINT) AS known_found,
  COALESCE(SUM(CASE WHEN is_known = 1 THEN hours END), 0) AS known_hours,
  COALESCE(SUM(CASE WHEN is_known = 1 THEN cost_dkk END), 0) AS known_cost_dkk,
  CAST(COALESCE(SUM(workers_affected), 0) AS BIGINT) AS workers_affected
FROM described
GROUP BY
  trigger,
  risk_level,
  risk_band
ORDER BY
  trigger ASC NULLS LAST,
  risk_level ASC NULLS LAST,
  risk_band ASC NULLS LAST
