-- title: completed checks and those with a violation, by up to two dimensions
-- grain: dimension_1 x dimension_2 x whether the check was made because of a suspicion
-- parameters: the filters
-- columns: key_1, key_2, is_follow_up (0/1), visits, visits_completed, with_violation, visits_open
select
    dimension_1 as key_1,
    dimension_2 as key_2,
    case when trigger = 'follow_up' then 1 else 0 end as is_follow_up,
    cast(sum(visits) as bigint) as visits,
    cast(sum(visits_completed) as bigint) as visits_completed,
    cast(sum(with_violation) as bigint) as with_violation,
    cast(sum(visits_open) as bigint) as visits_open
from facts_in_view
group by dimension_1, dimension_2, case when trigger = 'follow_up' then 1 else 0 end
order by key_1 nulls last, key_2 nulls last, is_follow_up
