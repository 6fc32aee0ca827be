-- Scope says how it was looked at (Records: documents only), inspection type says why.
-- The number of violations is blank for none and for not yet known alike. Citations must be issued
-- within six months: an inspection is completed when those have passed by the newest day of the
-- data, and open until then, whatever is known of it. Were it completed as soon as a violation is
-- known, the young inspections in the rate would all be ones with violations.
with source as (
    select
        trim(establishment_name) as establishment,
        strptime(date_opened, '%m/%d/%Y')::date as opened,
        inspection_type,
        scope,
        naics_code,
        regexp_extract(inspection_url, 'id=(.+)$', 1) as inspection
    from read_csv(
        'osha-inspection-nys.csv',
        header = true, delim = ',', quote = '"', escape = '"', all_varchar = true
    )
),

types (inspection_type, trigger) as (
    values
    ('Complaint', 'tip'),
    ('Referral', 'tip'),
    ('Unprog Rel', 'tip'),
    ('Fat/Cat', 'supplier_report'),
    ('FollowUp', 'follow_up'),
    ('Monitoring', 'follow_up'),
    ('Planned', 'risk_based'),
    ('Prog Other', 'risk_based'),
    ('Prog Related', 'risk_based')
),

dated as (
    select
        *,
        max(opened) over () as newest,
        (opened + interval 6 month)::date as due
    from source
)

select
    d.inspection as visit_id,
    d.inspection as case_id,
    d.establishment as contract_id,
    d.establishment as supplier_id,
    d.establishment as supplier_name,
    0 as tier,
    case
        when d.naics_code like '23%' then 'construction'
        when d.naics_code like '48%' or d.naics_code like '49%' then 'transport'
        when d.naics_code like '56173%' then 'green_areas'
        when d.naics_code like '5617%' or d.naics_code like '562%' then 'cleaning'
        when d.naics_code like '62%' then 'care'
        else 'other'
    end as sector,
    'US' as country,
    case d.scope when 'Records' then 'document_review' else 'onsite_unannounced' end as method,
    t.trigger,
    'labour_inspectorate' as performed_by,
    'labour' as clause,
    d.opened as started_on,
    case when d.due <= d.newest then d.due end as completed_on,
    case when d.scope like 'No Insp%' then 'withdrawn' end as outcome
from dated as d
left join types as t on d.inspection_type = t.inspection_type
order by d.opened, d.inspection
