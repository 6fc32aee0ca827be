-- title: cases or suppliers with a completed check and those with a violation
-- grain: dimension_1 x dimension_2 x whether the check was made because of a suspicion
-- parameters: the filters
-- columns: as in rates; a unit counts once in each group, as completed when any of its checks is
with units as (
    select
        dimension_1 as key_1,
        dimension_2 as key_2,
        counted_unit as unit,
        case when trigger = 'follow_up' then 1 else 0 end as is_follow_up,
        max(visits_completed) as is_completed,
        max(with_violation) as has_violation,
        max(visits_open) as has_open
    from facts_in_view
    group by
        dimension_1,
        dimension_2,
        counted_unit,
        case when trigger = 'follow_up' then 1 else 0 end
)

select
    key_1,
    key_2,
    is_follow_up,
    cast(count(*) as bigint) as visits,
    cast(sum(is_completed) as bigint) as visits_completed,
    cast(sum(has_violation) as bigint) as with_violation,
    cast(
        sum(case when is_completed = 0 and has_open = 1 then 1 else 0 end) as bigint
    ) as visits_open
from units
group by key_1, key_2, is_follow_up
order by key_1 nulls last, key_2 nulls last, is_follow_up
