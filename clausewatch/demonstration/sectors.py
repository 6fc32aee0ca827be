"""What each sector buys, from whom, and what tends to go wrong there.

``labour``, ``csr``, ``training`` and ``environment`` are log-odds of a violation at a contractor
of middling conduct; tier, country and supplier are added to them (``mechanism``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clausewatch.model.codes import Category, ContractType, Sector

_LABOUR_MIX: Mapping[Category, float] = {
    Category.UNDERPAYMENT: 24,
    Category.WORKING_TIME: 10,
    Category.ALLOWANCES_PENSION_HOLIDAY: 17,
    Category.CONTRACT_CERTIFICATE: 15,
    Category.DOCUMENTS_MISSING_OR_FALSE: 11,
    Category.WORK_PERMIT_REGISTRATION: 6,
    Category.HEALTH_AND_SAFETY: 9,
    Category.UNDECLARED_SUBCONTRACTOR: 5,
    Category.DISCRIMINATION_HARASSMENT: 1.5,
    Category.RETALIATION: 1,
    Category.HOUSING: 0.5,
}
_CSR_MIX: Mapping[Category, float] = {
    Category.UNDERPAYMENT: 16,
    Category.WORKING_TIME: 18,
    Category.ALLOWANCES_PENSION_HOLIDAY: 8,
    Category.CONTRACT_CERTIFICATE: 7,
    Category.DOCUMENTS_MISSING_OR_FALSE: 5,
    Category.HEALTH_AND_SAFETY: 16,
    Category.FREEDOM_OF_ASSOCIATION: 13,
    Category.DISCRIMINATION_HARASSMENT: 5,
    Category.FORCED_LABOUR_RECRUITMENT_FEES: 5,
    Category.CHILD_LABOUR: 0.7,
    Category.HOUSING: 3,
    Category.UNDECLARED_SUBCONTRACTOR: 2,
    Category.RETALIATION: 2,
}


@dataclass(frozen=True)
class Profile:
    """One sector.

    Attributes:
        sector: its code.
        share: its weight among contracts.
        word: what its suppliers are called.
        wares: CPV code and what is bought.
        types: weights of contract types.
        labour, csr, training, environment: log-odds of a violation.
        subcontractors: how many further suppliers a contract has on average.
        foreign: the share of subcontractors that come from abroad to work in the city.
        origins: country, place (or None) and weight of where goods are made; empty for services.
        workers: how many work at a site, median.
        labour_mix, csr_mix: which categories of violation there are, as weights.
    """

    sector: Sector
    share: float
    word: str
    wares: tuple[tuple[str, str], ...]
    types: Mapping[ContractType, float]
    labour: float
    csr: float = -2.6
    training: float = -1.2
    environment: float = -1.6
    subcontractors: float = 0.6
    foreign: float = 0.1
    origins: tuple[tuple[str, str | None, float], ...] = ()
    workers: int = 12
    labour_mix: Mapping[Category, float] = field(default_factory=lambda: _LABOUR_MIX)
    csr_mix: Mapping[Category, float] = field(default_factory=lambda: _CSR_MIX)

    @property
    def goods(self) -> bool:
        """Whether it buys goods made elsewhere."""
        return bool(self.origins)


def _types(
    own: float, framework: float, ski: float, parallel: float, grant: float = 0
) -> dict[ContractType, float]:
    return {
        ContractType.OWN_CONTRACT: own,
        ContractType.FRAMEWORK: framework,
        ContractType.SKI_CALL_OFF: ski,
        ContractType.PARALLEL_FRAMEWORK: parallel,
        ContractType.GRANT: grant,
    }


PROFILES: tuple[Profile, ...] = (
    Profile(
        Sector.CONSTRUCTION,
        26,
        "Byg",
        (
            ("45210000", "Opførelse af bygninger"),
            ("45214200", "Renovering af skole"),
            ("45233000", "Anlæg af vej og cykelsti"),
            ("45300000", "Installationsarbejde"),
            ("45442100", "Malerarbejde"),
        ),
        _types(62, 15, 0, 18, 5),
        labour=-1.0,
        training=-1.1,
        subcontractors=2.4,
        foreign=0.35,
        workers=14,
        labour_mix={
            **_LABOUR_MIX,
            Category.HEALTH_AND_SAFETY: 17,
            Category.WORK_PERMIT_REGISTRATION: 10,
            Category.UNDECLARED_SUBCONTRACTOR: 9,
        },
    ),
    Profile(
        Sector.CLEANING,
        9,
        "Rengøring",
        (("90910000", "Rengøring af institutioner"), ("90511000", "Indsamling af affald")),
        _types(55, 25, 5, 15),
        labour=-1.05,
        subcontractors=0.8,
        foreign=0.12,
        workers=9,
        labour_mix={**_LABOUR_MIX, Category.CONTRACT_CERTIFICATE: 24},
    ),
    Profile(
        Sector.TRANSPORT,
        8,
        "Kørsel",
        (("60130000", "Kørsel af borgere"), ("60172000", "Buskørsel med chauffør")),
        _types(50, 15, 10, 25),
        labour=-0.8,
        subcontractors=1.6,
        foreign=0.2,
        workers=18,
        labour_mix={**_LABOUR_MIX, Category.WORKING_TIME: 26, Category.HEALTH_AND_SAFETY: 4},
    ),
    Profile(
        Sector.FOOD,
        10,
        "Fødevarer",
        (
            ("15300000", "Frugt og grønt"),
            ("15100000", "Kød og kødprodukter"),
            ("15000000", "Dagligvarer"),
        ),
        _types(40, 30, 20, 10),
        labour=-1.3,
        csr=-1.7,
        training=-1.6,
        subcontractors=2.6,
        origins=(
            ("ES", "Almería", 26),
            ("ES", "Huelva", 18),
            ("EC", "Guayas", 8),
            ("EC", "Los Ríos", 10),
            ("IT", None, 7),
            ("NL", None, 5),
            ("DK", None, 26),
        ),
        workers=40,
        csr_mix={
            **_CSR_MIX,
            Category.HOUSING: 14,
            Category.UNDERPAYMENT: 26,
            Category.DOCUMENTS_MISSING_OR_FALSE: 9,
        },
    ),
    Profile(
        Sector.CATERING,
        5,
        "Køkken",
        (("55300000", "Restaurant og servering"), ("55520000", "Madordning")),
        _types(60, 20, 5, 10, 5),
        labour=-1.45,
        subcontractors=0.4,
        workers=8,
    ),
    Profile(
        Sector.TEXTILES,
        4,
        "Tekstil",
        (("18100000", "Arbejdstøj"), ("18400000", "Specialbeklædning")),
        _types(30, 25, 40, 5),
        labour=-1.8,
        csr=-1.5,
        subcontractors=2.6,
        origins=(
            ("MM", None, 22),
            ("BD", None, 30),
            ("TR", None, 22),
            ("IN", None, 20),
            ("PK", None, 6),
        ),
        workers=350,
        csr_mix={**_CSR_MIX, Category.FREEDOM_OF_ASSOCIATION: 22, Category.CHILD_LABOUR: 2},
    ),
    Profile(
        Sector.ELECTRONICS,
        7,
        "Elektronik",
        (
            ("30200000", "Bærbare computere"),
            ("30231000", "Skærme"),
            ("32250000", "Mobiltelefoner"),
        ),
        _types(8, 12, 75, 5),
        labour=-2.2,
        csr=-1.6,
        subcontractors=3.0,
        origins=(
            ("CN", None, 44),
            ("MY", "Penang", 14),
            ("TH", None, 14),
            ("VN", None, 18),
            ("TW", None, 10),
        ),
        workers=900,
        csr_mix={
            **_CSR_MIX,
            Category.FORCED_LABOUR_RECRUITMENT_FEES: 17,
            Category.WORKING_TIME: 26,
        },
    ),
    Profile(
        Sector.MEDICAL,
        5,
        "Medico",
        (("33141420", "Undersøgelseshandsker"), ("33169000", "Kirurgiske instrumenter")),
        _types(25, 25, 45, 5),
        labour=-2.2,
        csr=-1.6,
        subcontractors=2.2,
        origins=(
            ("MY", "Selangor", 30),
            ("MY", "Perak", 20),
            ("PK", None, 24),
            ("DE", None, 14),
            ("CN", "Suzhou", 12),
        ),
        workers=300,
        csr_mix={**_CSR_MIX, Category.FORCED_LABOUR_RECRUITMENT_FEES: 26, Category.HOUSING: 9},
    ),
    Profile(
        Sector.FURNITURE,
        5,
        "Inventar",
        (("39100000", "Møbler"), ("39160000", "Skolemøbler")),
        _types(30, 30, 30, 10),
        labour=-1.6,
        csr=-1.8,
        subcontractors=1.8,
        origins=(("PL", None, 46), ("LT", None, 30), ("CN", "Dongguan", 14), ("VN", None, 10)),
        workers=90,
    ),
    Profile(
        Sector.GREEN_AREAS,
        5,
        "Grønt",
        (("77310000", "Pleje af grønne områder"), ("77211400", "Træfældning")),
        _types(60, 20, 0, 20),
        labour=-1.35,
        subcontractors=1.0,
        foreign=0.25,
        workers=7,
    ),
    Profile(
        Sector.SECURITY,
        3,
        "Vagt",
        (("79710000", "Vagttjeneste"), ("79714000", "Overvågning")),
        _types(45, 25, 20, 10),
        labour=-1.4,
        subcontractors=0.7,
        workers=6,
    ),
    Profile(
        Sector.CARE,
        9,
        "Omsorg",
        (("85300000", "Botilbud"), ("85312000", "Hjemmepleje"), ("85312300", "Rådgivning")),
        _types(45, 15, 0, 15, 25),
        labour=-1.9,
        subcontractors=0.5,
        workers=16,
    ),
    Profile(
        Sector.OTHER,
        4,
        "Service",
        (("98310000", "Vask af tøj"), ("64120000", "Kurerkørsel"), ("50700000", "Vedligehold")),
        _types(60, 20, 10, 5, 5),
        labour=-1.7,
        subcontractors=0.6,
        workers=10,
    ),
)
"""Every sector, in the order of the codes of the model's list."""

#: Added to the log-odds of a CSR violation where goods are made.
COUNTRY_EFFECT: Mapping[str, float] = {
    "MM": 1.7,
    "BD": 1.4,
    "PK": 1.4,
    "IN": 1.2,
    "MY": 1.3,
    "CN": 1.1,
    "TH": 1.1,
    "VN": 0.9,
    "TR": 1.1,
    "EC": 1.3,
    "ES": 1.2,
    "IT": 1.0,
    "TW": 0.5,
    "PL": 0.3,
    "LT": 0.3,
    "NL": 0.3,
    "DE": -0.4,
    "DK": -0.6,
}

#: Countries subcontractors come from to work in the city, and how the company form is written.
HOME_COUNTRIES: tuple[tuple[str, float], ...] = (
    ("PL", 40),
    ("LT", 22),
    ("RO", 16),
    ("DE", 14),
    ("SE", 8),
)
COMPANY_FORM: Mapping[str, str] = {
    "DK": "ApS",
    "PL": "Sp. z o.o.",
    "LT": "UAB",
    "RO": "SRL",
    "DE": "GmbH",
    "SE": "AB",
    "ES": "SL",
    "IT": "Srl",
    "NL": "BV",
    "EC": "S.A.",
    "MM": "Co. Ltd.",
    "BD": "Ltd.",
    "TR": "A.Ş.",
    "IN": "Pvt. Ltd.",
    "PK": "Pvt. Ltd.",
    "CN": "Co. Ltd.",
    "MY": "Sdn. Bhd.",
    "TH": "Co. Ltd.",
    "VN": "Co. Ltd.",
    "TW": "Co. Ltd.",
}

BUYERS: tuple[tuple[str, frozenset[Sector]], ...] = (
    (
        "Teknik og miljø",
        frozenset({Sector.CONSTRUCTION, Sector.GREEN_AREAS, Sector.TRANSPORT, Sector.CLEANING}),
    ),
    (
        "Børn og unge",
        frozenset(
            {Sector.CONSTRUCTION, Sector.FOOD, Sector.CATERING, Sector.FURNITURE, Sector.CLEANING}
        ),
    ),
    (
        "Sundhed og omsorg",
        frozenset({Sector.CARE, Sector.MEDICAL, Sector.TEXTILES, Sector.FOOD, Sector.TRANSPORT}),
    ),
    ("Social", frozenset({Sector.CARE, Sector.SECURITY, Sector.CATERING, Sector.OTHER})),
    (
        "Kultur og fritid",
        frozenset(
            {Sector.CONSTRUCTION, Sector.SECURITY, Sector.CLEANING, Sector.OTHER, Sector.CATERING}
        ),
    ),
    ("Beskæftigelse og integration", frozenset({Sector.OTHER, Sector.CLEANING, Sector.SECURITY})),
    (
        "Økonomi",
        frozenset(
            {
                Sector.ELECTRONICS,
                Sector.FURNITURE,
                Sector.TEXTILES,
                Sector.MEDICAL,
                Sector.CONSTRUCTION,
            }
        ),
    ),
)
"""The administrations and what they buy; any other sector is bought by the last."""
