-- Establishments as contracts: there is no other party to an inspection in this data.
with inspections as (
    select
        trim(establishment_name) as establishment,
        strptime(date_opened, '%m/%d/%Y')::date as opened,
        naics_code
    from read_csv(
        'osha-inspection-nys.csv',
        header = true, delim = ',', quote = '"', escape = '"', all_varchar = true
    )
)

select
    establishment as contract_id,
    establishment as title,
    'State of New York' as buyer,
    establishment as supplier_id,
    establishment as supplier_name,
    'US' as supplier_country,
    'own_contract' as contract_type,
    case
        when mode(naics_code) like '23%' then 'construction'
        when mode(naics_code) like '48%' or mode(naics_code) like '49%' then 'transport'
        when mode(naics_code) like '56173%' then 'green_areas'
        when mode(naics_code) like '5617%' or mode(naics_code) like '562%' then 'cleaning'
        when mode(naics_code) like '62%' then 'care'
        else 'other'
    end as sector,
    'labour' as clauses,
    min(opened) as start_date
from inspections
group by establishment
order by establishment
