-- Businesses as contracts; a stand-in for each business that was inspected but has no row.
-- The dialect is spelled out: names such as Taqueria "Los Coyotes" #2 mislead automatic readers.
with businesses as (
    select
        *,
        row_number() over () as line
    from read_csv(
        'businesses.csv',
        header = true, delim = ',', quote = '"', escape = '"', all_varchar = true
    )
),

inspected as (
    select
        business_id,
        min(strptime("date", '%Y%m%d')::date) as first_day
    from read_csv('inspections.csv', header = true, delim = ',', all_varchar = true)
    group by business_id
),

known as (
    select
        b.line,
        b.business_id,
        coalesce(nullif(trim(b.name), ''), 'Business ' || b.business_id) as business_name,
        coalesce(
            -- 30 December 1899 is a spreadsheet's day nought: no date.
            nullif(try_strptime(b.application_date, '%m/%d/%Y')::date, date '1899-12-30'),
            i.first_day,
            date '2013-01-01'
        ) as start_date,
        null as mapping_note
    from businesses as b
    left join inspected as i on b.business_id = i.business_id
),

stand_ins as (
    select
        null as line,
        i.business_id,
        'Business ' || i.business_id as business_name,
        i.first_day as start_date,
        'Inspected, but without a row in businesses.csv: this contract stands in for it'
            as mapping_note
    from inspected as i
    where i.business_id not in (select b.business_id from businesses as b)
),

everything as (
    select *
    from known
    union all
    select *
    from stand_ins
)

select
    business_id as contract_id,
    business_name as title,
    'Department of Public Health' as buyer,
    business_id as supplier_id,
    business_name as supplier_name,
    'US' as supplier_country,
    'own_contract' as contract_type,
    'catering' as sector,
    'csr' as clauses,
    start_date,
    mapping_note
from everything
order by line nulls last, business_id
