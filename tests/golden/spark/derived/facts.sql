WITH coded AS (
  SELECT
    visit_id,
    severity,
    claimed_dkk,
    repaid_dkk,
    CASE category
      WHEN 'underpayment'
      THEN 1
      WHEN 'working_time'
      THEN 2
      WHEN 'allowances_pension_holiday'
      THEN 4
      WHEN 'contract_certificate'
      THEN 8
      WHEN 'documents_missing_or_false'
      THEN 16
      WHEN 'work_permit_registration'
      THEN 32
      WHEN 'health_and_safety'
      THEN 64
      WHEN 'freedom_of_association'
      THEN 128
      WHEN 'discrimination_harassment'
      THEN 256
      WHEN 'forced_labour_recruitment_fees'
      THEN 512
      WHEN 'child_labour'
      THEN 1024
      WHEN 'housing'
      THEN 2048
      WHEN 'undeclared_subcontractor'
      THEN 4096
      WHEN 'retaliation'
      THEN 8192
      WHEN 'training_clause'
      THEN 16384
      WHEN 'environment'
      THEN 32768
    END AS category_bit
  FROM violations
  WHERE
    status IS NULL OR status <> 'withdrawn'
), found AS (
  SELECT
    visit_id,
    CAST(COUNT(*) AS BIGINT) AS violations,
    SUM(claimed_dkk) AS claimed_dkk,
    SUM(repaid_dkk) AS repaid_dkk,
    BIT_OR(CASE WHEN severity = 'minor' THEN category_bit ELSE 0 END) AS found_minor,
    BIT_OR(CASE WHEN severity = 'serious' THEN category_bit ELSE 0 END) AS found_serious,
    BIT_OR(CASE WHEN severity = 'gross' THEN category_bit ELSE 0 END) AS found_gross,
    BIT_OR(CASE WHEN severity = 'critical' THEN category_bit ELSE 0 END) AS found_critical
  FROM coded
  GROUP BY
    visit_id
)
SELECT
  visits.visit_id,
  visits.case_id,
  visits.contract_id,
  visits.supplier_id,
  visits.supplier_name,
  visits.tier,
  COALESCE(visits.sector, contracts.sector) AS sector,
  visits.country,
  visits.place,
  visits.latitude,
  visits.longitude,
  visits.method,
  CASE
    WHEN visits.method IN (
      'screening_visit',
      'onsite_unannounced',
      'onsite_semi_announced',
      'onsite_announced'
    )
    THEN 'on_site'
    WHEN visits.method = 'document_review'
    THEN 'desk'
    WHEN visits.method IN ('offsite_interview', 'online_interview')
    THEN 'off_site_interview'
    WHEN visits.method = 'reconnaissance'
    THEN 'reconnaissance'
    ELSE 'third_party'
  END AS method_group,
  visits.trigger,
  visits.performed_by,
  visits.partner,
  visits.joint_with,
  visits.clause,
  visits.team,
  visits.started_on,
  visits.completed_on,
  visits.outcome,
  visits.risk_score,
  visits.risk_level,
  visits.workers_on_site,
  visits.workers_interviewed,
  visits.evidence,
  visits.hours,
  visits.cost_dkk,
  contracts.contract_type,
  contracts.buyer,
  contracts.risk_level AS contract_risk_level,
  1 AS visits,
  CASE
    WHEN visits.method = 'reconnaissance'
    THEN 0
    WHEN visits.outcome IN ('no_access', 'withdrawn')
    THEN 0
    WHEN visits.completed_on IS NULL
    THEN 0
    ELSE 1
  END AS visits_completed,
  CASE
    WHEN visits.method = 'reconnaissance'
    THEN 0
    WHEN visits.outcome IN ('no_access', 'withdrawn')
    THEN 0
    WHEN NOT visits.completed_on IS NULL
    THEN 0
    ELSE 1
  END AS visits_open,
  COALESCE(found.violations, 0) AS violations,
  COALESCE(found.claimed_dkk, 0) AS claimed_dkk,
  COALESCE(found.repaid_dkk, 0) AS repaid_dkk,
  COALESCE(found.found_minor, 0) AS found_minor,
  COALESCE(found.found_serious, 0) AS found_serious,
  COALESCE(found.found_gross, 0) AS found_gross,
  COALESCE(found.found_critical, 0) AS found_critical
FROM visits
INNER JOIN contracts
  ON visits.contract_id = contracts.contract_id
LEFT JOIN found
  ON visits.visit_id = found.visit_id
