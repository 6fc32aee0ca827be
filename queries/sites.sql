-- title: where checks were made
-- grain: place, to about a hundred metres
-- parameters: the filters, most_sites
-- columns: country, place, latitude, longitude, visits_completed, with_violation, visits_open
select
    country,
    min(place) as place,
    round(latitude, 3) as latitude,
    round(longitude, 3) as longitude,
    cast(sum(visits_completed) as bigint) as visits_completed,
    cast(sum(with_violation) as bigint) as with_violation,
    cast(sum(visits_open) as bigint) as visits_open
from facts_in_view
where
    latitude is not null
    and longitude is not null
    and visits_completed + visits_open > 0
group by country, round(latitude, 3), round(longitude, 3)
order by visits_completed desc, country asc, latitude asc, longitude asc
limit $most_sites
