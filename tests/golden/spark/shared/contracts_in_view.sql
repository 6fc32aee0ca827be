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
