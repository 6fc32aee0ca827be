-- title: the buyers checks were made together with
-- grain: buyer
-- parameters: the filters, most_values
-- columns: value, visits
with parted as (
    select
        unnest(joint_with) as value,
        visits
    from facts_in_view
)

select
    value,
    cast(sum(visits) as bigint) as visits
from parted
group by value
order by visits desc, value asc
limit $most_values
