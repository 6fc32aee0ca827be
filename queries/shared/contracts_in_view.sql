-- title: contracts in view: the contracts in force on a day that the filters leave
-- grain: contract
-- parameters: as_of; of the filters those a contract knows: sector, buyer, contract_type, supplier,
--   clause (one of its clauses) and risk_level (of the contract)
-- columns: those of contracts that are asked for
select
    contract_id,
    title,
    buyer,
    supplier_name,
    sector,
    value_dkk,
    end_date,
    risk_level
from contracts
where
    start_date <= $as_of
    and (end_date is null or end_date >= $as_of)
    and ($in_sector is null or list_contains($in_sector, sector))
    and ($in_buyer is null or list_contains($in_buyer, buyer))
    and ($in_contract_type is null or list_contains($in_contract_type, contract_type))
    and ($in_supplier is null or list_contains($in_supplier, supplier_id))
    and ($in_risk_level is null or list_contains($in_risk_level, risk_level))
    and ($in_clause is null or list_has_any(clauses, $in_clause))
