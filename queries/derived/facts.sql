-- title: facts: one row a check, with its contract's attributes and its violations summed
-- grain: visit
-- parameters: none
-- columns: the check and its contract; 0/1 and sums that may be added up in any grouping;
--   found_<severity> holds one bit for each category of violation in the order of the code list
with coded as (
    select
        visit_id,
        severity,
        claimed_dkk,
        repaid_dkk,
        case category
            when 'underpayment' then 1
            when 'working_time' then 2
            when 'allowances_pension_holiday' then 4
            when 'contract_certificate' then 8
            when 'documents_missing_or_false' then 16
            when 'work_permit_registration' then 32
            when 'health_and_safety' then 64
            when 'freedom_of_association' then 128
            when 'discrimination_harassment' then 256
            when 'forced_labour_recruitment_fees' then 512
            when 'child_labour' then 1024
            when 'housing' then 2048
            when 'undeclared_subcontractor' then 4096
            when 'retaliation' then 8192
            when 'training_clause' then 16384
            when 'environment' then 32768
        end as category_bit
    from violations
    where status is null or status <> 'withdrawn'
),

found as (
    select
        visit_id,
        cast(count(*) as bigint) as violations,
        sum(claimed_dkk) as claimed_dkk,
        sum(repaid_dkk) as repaid_dkk,
        bit_or(case when severity = 'minor' then category_bit else 0 end) as found_minor,
        bit_or(case when severity = 'serious' then category_bit else 0 end) as found_serious,
        bit_or(case when severity = 'gross' then category_bit else 0 end) as found_gross,
        bit_or(case when severity = 'critical' then category_bit else 0 end) as found_critical
    from coded
    group by visit_id
)

select
    visits.visit_id,
    visits.case_id,
    visits.contract_id,
    visits.supplier_id,
    visits.supplier_name,
    visits.tier,
    coalesce(visits.sector, contracts.sector) as sector,
    visits.country,
    visits.place,
    visits.latitude,
    visits.longitude,
    visits.method,
    case
        when visits.method in (
            'screening_visit', 'onsite_unannounced', 'onsite_semi_announced', 'onsite_announced'
        ) then 'on_site'
        when visits.method = 'document_review' then 'desk'
        when visits.method in ('offsite_interview', 'online_interview') then 'off_site_interview'
        when visits.method = 'reconnaissance' then 'reconnaissance'
        else 'third_party'
    end as method_group,
    visits.trigger,
    visits.performed_by,
    visits.partner,
    visits.joint_with,
    visits.clause,
    visits.team,
    visits.started_on,
    visits.completed_on,
    visits.outcome,
    visits.risk_score,
    visits.risk_level,
    visits.workers_on_site,
    visits.workers_interviewed,
    visits.evidence,
    visits.hours,
    visits.cost_dkk,
    contracts.contract_type,
    contracts.buyer,
    contracts.risk_level as contract_risk_level,
    1 as visits,
    case
        when visits.method = 'reconnaissance' then 0
        when visits.outcome in ('no_access', 'withdrawn') then 0
        when visits.completed_on is null then 0
        else 1
    end as visits_completed,
    case
        when visits.method = 'reconnaissance' then 0
        when visits.outcome in ('no_access', 'withdrawn') then 0
        when visits.completed_on is not null then 0
        else 1
    end as visits_open,
    coalesce(found.violations, 0) as violations,
    coalesce(found.claimed_dkk, 0) as claimed_dkk,
    coalesce(found.repaid_dkk, 0) as repaid_dkk,
    coalesce(found.found_minor, 0) as found_minor,
    coalesce(found.found_serious, 0) as found_serious,
    coalesce(found.found_gross, 0) as found_gross,
    coalesce(found.found_critical, 0) as found_critical
from visits
inner join contracts on visits.contract_id = contracts.contract_id
left join found on visits.visit_id = found.visit_id
