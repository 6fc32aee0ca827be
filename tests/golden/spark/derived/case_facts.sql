WITH ordered AS (
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
    joint_with,
    clause,
    team,
    started_on,
    risk_score,
    risk_level,
    contract_type,
    buyer,
    contract_risk_level,
    ROW_NUMBER() OVER (PARTITION BY case_id ORDER BY started_on ASC NULLS LAST, visit_id ASC NULLS LAST) AS place
  FROM facts
), together AS (
  SELECT
    case_id,
    CAST(COUNT(*) AS BIGINT) AS visits,
    SUM(visits_completed) AS visits_completed,
    SUM(visits_open) AS visits_open,
    MAX(CASE WHEN method = 'document_review' AND visits_completed = 1 THEN 1 ELSE 0 END) AS has_document_check,
    BIT_OR(CASE WHEN visits_completed = 1 THEN found_minor ELSE 0 END) AS found_minor,
    BIT_OR(CASE WHEN visits_completed = 1 THEN found_serious ELSE 0 END) AS found_serious,
    BIT_OR(CASE WHEN visits_completed = 1 THEN found_gross ELSE 0 END) AS found_gross,
    BIT_OR(CASE WHEN visits_completed = 1 THEN found_critical ELSE 0 END) AS found_critical,
    SUM(hours) AS hours,
    SUM(cost_dkk) AS cost_dkk
  FROM facts
  GROUP BY
    case_id
)
SELECT
  ordered.case_id,
  ordered.visit_id,
  ordered.contract_id,
  ordered.supplier_id,
  ordered.tier,
  ordered.sector,
  ordered.country,
  ordered.method,
  ordered.method_group,
  ordered.trigger,
  ordered.performed_by,
  ordered.partner,
  ordered.joint_with,
  ordered.clause,
  ordered.team,
  ordered.started_on,
  ordered.risk_score,
  ordered.risk_level,
  ordered.contract_type,
  ordered.buyer,
  ordered.contract_risk_level,
  together.visits,
  CASE
    WHEN together.visits_open = 0 AND together.visits_completed > 0
    THEN 1
    ELSE 0
  END AS is_completed,
  CASE WHEN together.visits_open > 0 THEN 1 ELSE 0 END AS is_open,
  together.has_document_check,
  together.found_minor,
  together.found_serious,
  together.found_gross,
  together.found_critical,
  together.hours,
  together.cost_dkk
FROM ordered
INNER JOIN together
  ON ordered.case_id = together.case_id
WHERE
  ordered.place = 1
