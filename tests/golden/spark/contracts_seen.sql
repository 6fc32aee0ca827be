WITH contracts_in_view AS (
  SELECT
    contract_id,
    title,
    buyer,
    supplier_name,
    sector,
    value_dkk,
    end_date,
    risk_level
  FROM contracts
  WHERE
    start_date <= :as_of
    AND (
      end_date IS NULL OR end_date >= :as_of
    )
    AND (
      :in_sector IS NULL OR ARRAY_CONTAINS(:in_sector, sector)
    )
    AND (
      :in_buyer IS NULL OR ARRAY_CONTAINS(:in_buyer, buyer)
    )
    AND (
      :in_contract_type IS NULL OR ARRAY_CONTAINS(:in_contract_type, contract_type)
    )
    AND (
      :in_supplier IS NULL OR ARRAY_CONTAINS(:in_supplier, supplier_id)
    )
    AND (
      :in_risk_level IS NULL OR ARRAY_CONTAINS(:in_risk_level, risk_level)
    )
    AND (
      :in_clause IS NULL OR ARRAYS_OVERLAP(clauses, :in_clause)
    )
), looked AS (
  SELECT
    visit_id,
    contract_id,
    also_covers,
    performed_by,
    started_on
  FROM visits
  WHERE
    started_on <= :as_of
    AND method <> 'reconnaissance'
    AND (
      outcome IS NULL OR NOT outcome IN ('no_access', 'withdrawn')
    )
), sightings AS (
  SELECT
    visit_id,
    contract_id,
    performed_by,
    started_on
  FROM looked
  UNION ALL
  SELECT
    visit_id,
    EXPLODE(also_covers) AS contract_id,
    performed_by,
    started_on
  FROM looked
), sighted AS (
  SELECT
    contract_id,
    performed_by,
    started_on,
    ROW_NUMBER() OVER (PARTITION BY contract_id ORDER BY started_on DESC, visit_id DESC) AS place
  FROM sightings
), scored AS (
  SELECT
    contract_id,
    risk_score,
    ROW_NUMBER() OVER (PARTITION BY contract_id ORDER BY started_on DESC, visit_id DESC) AS place
  FROM visits
  WHERE
    started_on <= :as_of AND NOT risk_score IS NULL
)
SELECT
  contracts_in_view.contract_id,
  contracts_in_view.title,
  contracts_in_view.buyer,
  contracts_in_view.supplier_name,
  contracts_in_view.sector,
  contracts_in_view.value_dkk,
  contracts_in_view.end_date,
  contracts_in_view.risk_level,
  sighted.started_on AS last_seen_on,
  sighted.performed_by AS last_seen_by,
  scored.risk_score
FROM contracts_in_view
LEFT JOIN sighted
  ON contracts_in_view.contract_id = sighted.contract_id AND sighted.place = 1
LEFT JOIN scored
  ON contracts_in_view.contract_id = scored.contract_id AND scored.place = 1
ORDER BY
  contracts_in_view.contract_id ASC NULLS LAST
