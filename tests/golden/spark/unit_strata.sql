WITH facts_in_view AS (
  SELECT
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
    CASE
      WHEN visits_completed = 1
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
    END AS with_violation
  FROM facts
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
  sector AS key_1,
  MAX(supplier_name) AS label,
  method_group,
  trigger,
  CAST(SUM(visits_completed) AS BIGINT) AS visits_completed,
  CAST(SUM(with_violation) AS BIGINT) AS with_violation
FROM facts_in_view
WHERE
  visits_completed = 1 AND (
    :with_follow_up OR trigger <> 'follow_up'
  )
GROUP BY
  sector,
  method_group,
  trigger
ORDER BY
  key_1 ASC NULLS LAST,
  method_group ASC NULLS LAST,
  trigger ASC NULLS LAST
