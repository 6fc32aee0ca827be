-- Distinct (business, day, type) as visits: the data has no inspection id.
-- A case is an inspection and the follow-ups after it, until the business's next inspection.
with listed as (
    select
        business_id,
        coalesce(nullif(trim(name), ''), 'Business ' || business_id) as business_name,
        nullif(trim(address), '') as address,
        -- 0, 0 is a place in the Atlantic: not known.
        nullif(latitude::double, 0) as latitude,
        nullif(longitude::double, 0) as longitude,
        row_number() over () as line
    from read_csv(
        'businesses.csv',
        header = true, delim = ',', quote = '"', escape = '"', all_varchar = true
    )
),

businesses as (
    select *
    from listed
    qualify row_number() over (partition by business_id order by line) = 1
),

types (type, method, trigger) as (
    values
    ('Routine - Unscheduled', 'onsite_unannounced', 'random'),
    ('Routine - Scheduled', 'onsite_announced', 'random'),
    ('Complaint', 'onsite_unannounced', 'tip'),
    ('Administrative or Document Review', 'document_review', 'random'),
    ('Reinspection/Followup', 'onsite_unannounced', 'follow_up'),
    ('Complaint Reinspection/Followup', 'onsite_unannounced', 'follow_up'),
    ('Foodborne Illness Investigation', 'onsite_unannounced', 'risk_based'),
    ('Emergency Response Investigation', 'onsite_unannounced', 'risk_based'),
    ('Multi-agency Investigation', 'onsite_unannounced', 'joint_action'),
    ('New Construction', 'onsite_announced', 'supplier_report'),
    ('New Ownership', 'onsite_announced', 'supplier_report'),
    ('Structural Inspection', 'onsite_announced', 'supplier_report'),
    ('Special Event', 'onsite_announced', 'supplier_report'),
    ('Non-inspection site visit', 'reconnaissance', 'risk_based')
),

inspections as (
    select distinct
        business_id,
        "date" as day,
        type,
        business_id || '-' || "date" || '-' || regexp_replace(lower(type), '[^a-z]+', '-', 'g')
            as visit_id
    from read_csv('inspections.csv', header = true, delim = ',', all_varchar = true)
),

typed as (
    select
        i.visit_id,
        i.business_id,
        i.day,
        t.method,
        t.trigger,
        t.trigger is not distinct from 'follow_up' as follows_up
    from inspections as i
    left join types as t on i.type = t.type
),

chained as (
    select
        *,
        sum((not follows_up)::int) over (
            partition by business_id
            order by day, follows_up, visit_id
            rows unbounded preceding
        ) as chain
    from typed
),

in_cases as (
    select
        *,
        first_value(visit_id) over (
            partition by business_id, chain
            order by day, follows_up, visit_id
            rows unbounded preceding
        ) as case_id
    from chained
)

select
    c.visit_id,
    c.case_id,
    c.business_id as contract_id,
    c.business_id as supplier_id,
    coalesce(b.business_name, 'Business ' || c.business_id) as supplier_name,
    0 as tier,
    'US' as country,
    b.address as place,
    b.latitude,
    b.longitude,
    c.method,
    c.trigger,
    'in_house' as performed_by,
    'csr' as clause,
    strptime(c.day, '%Y%m%d')::date as started_on,
    strptime(c.day, '%Y%m%d')::date as completed_on
from in_cases as c
left join businesses as b on c.business_id = b.business_id
order by c.day, c.business_id, c.visit_id
