"""The codes of the register. Labels are in the catalogue, under ``code.<code list>.<code>``."""

from __future__ import annotations

from enum import StrEnum


class ContractType(StrEnum):
    OWN_CONTRACT = "own_contract"
    FRAMEWORK = "framework"
    SKI_CALL_OFF = "ski_call_off"
    PARALLEL_FRAMEWORK = "parallel_framework"
    GRANT = "grant"


class Sector(StrEnum):
    CONSTRUCTION = "construction"
    CLEANING = "cleaning"
    TRANSPORT = "transport"
    FOOD = "food"
    CATERING = "catering"
    TEXTILES = "textiles"
    ELECTRONICS = "electronics"
    MEDICAL = "medical"
    FURNITURE = "furniture"
    GREEN_AREAS = "green_areas"
    SECURITY = "security"
    CARE = "care"
    OTHER = "other"


#: The sector of a CPV division (the first two digits), where the contract names none.
SECTOR_OF_CPV_DIVISION: dict[str, Sector] = {
    "15": Sector.FOOD,
    "18": Sector.TEXTILES,
    "30": Sector.ELECTRONICS,
    "32": Sector.ELECTRONICS,
    "33": Sector.MEDICAL,
    "39": Sector.FURNITURE,
    "45": Sector.CONSTRUCTION,
    "55": Sector.CATERING,
    "60": Sector.TRANSPORT,
    "77": Sector.GREEN_AREAS,
    "79": Sector.SECURITY,
    "85": Sector.CARE,
    "90": Sector.CLEANING,
}


class Clause(StrEnum):
    LABOUR = "labour"
    CSR = "csr"
    TRAINING = "training"
    ENVIRONMENT = "environment"


class RiskLevel(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class MethodGroup(StrEnum):
    ON_SITE = "on_site"
    DESK = "desk"
    OFF_SITE_INTERVIEW = "off_site_interview"
    THIRD_PARTY = "third_party"
    RECONNAISSANCE = "reconnaissance"


class Method(StrEnum):
    SCREENING_VISIT = "screening_visit"
    ONSITE_UNANNOUNCED = "onsite_unannounced"
    ONSITE_SEMI_ANNOUNCED = "onsite_semi_announced"
    ONSITE_ANNOUNCED = "onsite_announced"
    DOCUMENT_REVIEW = "document_review"
    OFFSITE_INTERVIEW = "offsite_interview"
    ONLINE_INTERVIEW = "online_interview"
    SOCIAL_AUDIT_REVIEW = "social_audit_review"
    SELF_ASSESSMENT = "self_assessment"
    PARTNER_MONITORING = "partner_monitoring"
    RECONNAISSANCE = "reconnaissance"

    @property
    def group(self) -> MethodGroup:
        """The way of looking this method belongs to."""
        return _GROUP_OF_METHOD[self]


_GROUP_OF_METHOD: dict[Method, MethodGroup] = {
    Method.SCREENING_VISIT: MethodGroup.ON_SITE,
    Method.ONSITE_UNANNOUNCED: MethodGroup.ON_SITE,
    Method.ONSITE_SEMI_ANNOUNCED: MethodGroup.ON_SITE,
    Method.ONSITE_ANNOUNCED: MethodGroup.ON_SITE,
    Method.DOCUMENT_REVIEW: MethodGroup.DESK,
    Method.OFFSITE_INTERVIEW: MethodGroup.OFF_SITE_INTERVIEW,
    Method.ONLINE_INTERVIEW: MethodGroup.OFF_SITE_INTERVIEW,
    Method.SOCIAL_AUDIT_REVIEW: MethodGroup.THIRD_PARTY,
    Method.SELF_ASSESSMENT: MethodGroup.THIRD_PARTY,
    Method.PARTNER_MONITORING: MethodGroup.THIRD_PARTY,
    Method.RECONNAISSANCE: MethodGroup.RECONNAISSANCE,
}


def methods_of(group: MethodGroup) -> tuple[Method, ...]:
    """The methods of a group, in the order they are declared."""
    return tuple(method for method in Method if method.group is group)


class Trigger(StrEnum):
    RANDOM = "random"
    RISK_BASED = "risk_based"
    TIP = "tip"
    MEDIA = "media"
    FOLLOW_UP = "follow_up"
    JOINT_ACTION = "joint_action"
    SUPPLIER_REPORT = "supplier_report"


class PerformedBy(StrEnum):
    IN_HOUSE = "in_house"
    EXTERNAL_AUDITOR = "external_auditor"
    NATIONAL_BODY = "national_body"
    PARTNER_ORGANISATION = "partner_organisation"
    LABOUR_INSPECTORATE = "labour_inspectorate"


class Outcome(StrEnum):
    ASSESSED = "assessed"
    SUSPICION_RAISED = "suspicion_raised"
    NO_ACCESS = "no_access"
    WITHDRAWN = "withdrawn"


class Evidence(StrEnum):
    DOCUMENTS = "documents"
    WORKERS = "workers"
    TRADE_UNION = "trade_union"
    NGO = "ngo"
    LABOUR_INSPECTORATE = "labour_inspectorate"
    COMMUNITY = "community"
    SOCIAL_AUDIT_REPORT = "social_audit_report"
    MANAGEMENT = "management"
    PHOTOS = "photos"


class CheckType(StrEnum):
    """The categories of the city's yearly report; derived from method and clause."""

    SCREENING = "screening"
    DOCUMENT = "document"
    TRAINING_CLAUSE = "training_clause"
    RECONNAISSANCE = "reconnaissance"
    OTHER = "other"


class Category(StrEnum):
    UNDERPAYMENT = "underpayment"
    WORKING_TIME = "working_time"
    ALLOWANCES_PENSION_HOLIDAY = "allowances_pension_holiday"
    CONTRACT_CERTIFICATE = "contract_certificate"
    DOCUMENTS_MISSING_OR_FALSE = "documents_missing_or_false"
    WORK_PERMIT_REGISTRATION = "work_permit_registration"
    HEALTH_AND_SAFETY = "health_and_safety"
    FREEDOM_OF_ASSOCIATION = "freedom_of_association"
    DISCRIMINATION_HARASSMENT = "discrimination_harassment"
    FORCED_LABOUR_RECRUITMENT_FEES = "forced_labour_recruitment_fees"
    CHILD_LABOUR = "child_labour"
    HOUSING = "housing"
    UNDECLARED_SUBCONTRACTOR = "undeclared_subcontractor"
    RETALIATION = "retaliation"
    TRAINING_CLAUSE = "training_clause"
    ENVIRONMENT = "environment"


class Severity(StrEnum):
    MINOR = "minor"
    SERIOUS = "serious"
    GROSS = "gross"
    CRITICAL = "critical"


class ViolationStatus(StrEnum):
    ESTABLISHED = "established"
    CONTESTED = "contested"
    WITHDRAWN = "withdrawn"


class RemedyState(StrEnum):
    NOT_STARTED = "not_started"
    PLAN_AGREED = "plan_agreed"
    IN_PROGRESS = "in_progress"
    SUPPLIER_REPORTS_DONE = "supplier_reports_done"
    VERIFIED_CLOSED = "verified_closed"
    NOT_RESOLVED = "not_resolved"


class Sanction(StrEnum):
    NONE = "none"
    DIALOGUE = "dialogue"
    BOD = "bod"
    PAYMENT_WITHHELD = "payment_withheld"
    SUBCONTRACTOR_REPLACED = "subcontractor_replaced"
    CONTRACT_TERMINATED = "contract_terminated"


class TargetDirection(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


CODE_LISTS: dict[str, type[StrEnum]] = {
    "contract_type": ContractType,
    "sector": Sector,
    "clause": Clause,
    "risk_level": RiskLevel,
    "method": Method,
    "method_group": MethodGroup,
    "trigger": Trigger,
    "performed_by": PerformedBy,
    "outcome": Outcome,
    "evidence": Evidence,
    "check_type": CheckType,
    "category": Category,
    "severity": Severity,
    "status": ViolationStatus,
    "remedy_state": RemedyState,
    "sanction": Sanction,
    "direction": TargetDirection,
}
"""Code lists by the name their labels carry in the catalogue."""
