-- title: completed checks and those with a violation, by unit, way of looking and trigger
-- grain: dimension_1 x method group x trigger
-- parameters: the filters; with_follow_up (whether checks made because of a suspicion are in)
-- columns: key_1, label (the newest name, for suppliers), method_group, trigger, visits_completed,
--   with_violation
select
    dimension_1 as key_1,
    max(supplier_name) as label,
    method_group,
    trigger,
    cast(sum(visits_completed) as bigint) as visits_completed,
    cast(sum(with_violation) as bigint) as with_violation
from facts_in_view
where
    visits_completed = 1
    and ($with_follow_up or trigger <> 'follow_up')
group by dimension_1, method_group, trigger
order by key_1 asc nulls last, method_group asc, trigger asc
