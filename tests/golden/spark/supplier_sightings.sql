SELECT
  supplier_id,
  started_on
FROM facts
WHERE
  visits_completed + visits_open > 0
GROUP BY
  supplier_id,
  started_on
ORDER BY
  supplier_id ASC NULLS LAST,
  started_on ASC NULLS LAST
