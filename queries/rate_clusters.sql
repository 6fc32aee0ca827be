-- title: how completed checks cluster by supplier, by up to two dimensions
-- grain: dimension_1 x dimension_2
-- parameters: the filters; with_follow_up (whether checks made because of a suspicion are in)
-- columns: key_1, key_2, clusters (suppliers with a completed check), found, checked,
--   checked_squared, moved_squared, with_found, with_unfound: see statistics.clustered.Sums
with units as (
    select
        dimension_1 as key_1,
        dimension_2 as key_2,
        supplier_id,
        cast(sum(visits_completed) as double) as checked,
        cast(sum(with_violation) as double) as found
    from facts_in_view
    where
        visits_completed = 1
        and ($with_follow_up or trigger <> 'follow_up')
    group by dimension_1, dimension_2, supplier_id
),

within_group as (
    select
        key_1,
        key_2,
        checked,
        found,
        sum(checked) over (partition by key_1, key_2) as all_checked,
        sum(found) over (partition by key_1, key_2) as all_found
    from units
)

select
    key_1,
    key_2,
    cast(count(*) as bigint) as clusters,
    sum(found) as found,
    sum(checked) as checked,
    sum(checked * checked) as checked_squared,
    sum(
        case
            when checked < all_checked
                then
                    power(
                        (found - all_found / all_checked * checked)
                        / (1 - checked / all_checked),
                        2
                    )
            else 0
        end
    ) as moved_squared,
    cast(sum(case when found > 0 then 1 else 0 end) as bigint) as with_found,
    cast(sum(case when found < checked then 1 else 0 end) as bigint) as with_unfound
from within_group
group by key_1, key_2
order by key_1 asc nulls last, key_2 asc nulls last
