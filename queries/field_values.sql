-- title: the values a filter may take, those with most checks first
-- grain: dimension_1
-- parameters: the filters, most_values
-- columns: value, label (the newest name, for suppliers), visits
select
    dimension_1 as value,
    max(supplier_name) as label,
    cast(sum(visits) as bigint) as visits
from facts_in_view
where dimension_1 is not null
group by dimension_1
order by visits desc, value asc
limit $most_values
