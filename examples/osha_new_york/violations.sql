-- The data gives a number of violations and nothing more; each becomes a row.
with source as (
    select
        strptime(date_opened, '%m/%d/%Y')::date as opened,
        try_cast(translate(violations, chr(160) || ' ', '') as integer) as violations,
        regexp_extract(inspection_url, 'id=(.+)$', 1) as inspection
    from read_csv(
        'osha-inspection-nys.csv',
        header = true, delim = ',', quote = '"', escape = '"', all_varchar = true
    )
),

numbered as (
    select
        inspection,
        opened,
        unnest(range(1, violations + 1)) as number
    from source
    where violations > 0
)

select
    inspection || '-' || number as violation_id,
    inspection as visit_id,
    'health_and_safety' as category,
    'minor' as severity,
    opened as found_on,
    'not_started' as remedy_state
from numbered
order by opened, inspection, number
