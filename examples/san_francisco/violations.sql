-- A violation belongs to a business and a day; it is counted at each inspection of that day, under
-- an id made of both. Exact duplicates are numbered. Without an inspection that day it keeps the
-- business and day in place of a visit, so that the check finds it and lists it.
with inspections as (
    select distinct
        business_id,
        "date" as day,
        business_id || '-' || "date" || '-' || regexp_replace(lower(type), '[^a-z]+', '-', 'g')
            as visit_id
    from read_csv('inspections.csv', header = true, delim = ',', all_varchar = true)
),

violations as (
    select
        business_id,
        "date" as day,
        ViolationTypeID as kind,
        risk_category,
        row_number() over (
            partition by business_id, "date", ViolationTypeID
            order by risk_category, description
        ) as repetition
    from read_csv(
        'violations.csv',
        header = true, delim = ',', quote = '"', escape = '"', all_varchar = true
    )
),

placed as (
    select
        v.*,
        coalesce(i.visit_id, v.business_id || '-' || v.day || '-no-inspection') as visit_id
    from violations as v
    left join inspections as i on v.business_id = i.business_id and v.day = i.day
)

select
    visit_id || '-' || kind || '-' || repetition as violation_id,
    visit_id,
    'health_and_safety' as category,
    case risk_category
        when 'High Risk' then 'gross'
        when 'Moderate Risk' then 'serious'
        else 'minor'
    end as severity,
    strptime(day, '%Y%m%d')::date as found_on,
    'not_started' as remedy_state,
    case
        when risk_category is null then 'Without a risk category: taken as the least, minor'
    end as mapping_note
from placed
order by day, violation_id
