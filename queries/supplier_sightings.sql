-- title: the days on which anyone began a check of a supplier
-- grain: supplier x day
-- parameters: none
-- columns: supplier_id, started_on
select
    supplier_id,
    started_on
from facts
where visits_completed + visits_open > 0
group by supplier_id, started_on
order by supplier_id asc, started_on asc
