"""Forms that are refused, each with a part of what a French page says then."""

from dataclasses import dataclass, field

from planner.services.desk import Role

C, M, S, A = Role.COORDINATOR, Role.MANAGER, Role.STAFF, Role.ADMIN


@dataclass(frozen=True)
class Sent:
    """A form that is refused; ``row`` names the row in the address, ``told`` what is said."""

    role: Role
    address: str
    told: str
    data: dict[str, str] = field(default_factory=dict)
    row: tuple[str, dict[str, str]] | None = None
    status: int = 422


def stay(participant: str) -> tuple[str, dict[str, str]]:
    return "stays", {"participant": participant}


NEW = {"participant": "R300", "service": "residential", "received": "2027-02-08"}
REFERRAL = NEW | {"ready": "2027-02-15", "priority": "high"}
ACCOUNT = {"code": "C2", "role": "coordinator", "programme": "safexst", "language": "en"}
REFUSED = {
    "referral_date": Sent(
        C,
        "/waiting/new",
        "« soon » n'est pas une date; attendu : AAAA-MM-JJ, par exemple 2027-02-08",
        REFERRAL | {"ready": "soon"},
    ),
    "referral_word": Sent(
        C,
        "/waiting/new",
        "attendu : routine, high ou urgent",
        REFERRAL | {"priority": "x"},
    ),
    "referral_twice": Sent(
        C,
        "/waiting/new",
        "la personne participante R201 a une demande en attente à la ligne",
        REFERRAL | {"participant": "R201"},
    ),
    "referral_backwards": Sent(
        C,
        "/waiting/new",
        "« 2027-01-01 » précède ready (2027-02-15); attendu : une date qui ne la précède pas",
        REFERRAL | {"latest": "2027-01-01"},
    ),
    "referral_without": Sent(
        C,
        "/waiting/new",
        "Cette information est nécessaire : AAAA-MM-JJ",
        REFERRAL | {"ready": ""},
    ),
    "referral_to_come": Sent(
        C,
        "/waiting/new",
        "Le mar. 9 févr. 2027 est encore à venir; attendu : aujourd'hui ou un jour passé",
        REFERRAL | {"received": "2027-02-09"},
    ),
    "request_over": Sent(
        C,
        "/week/requests/new",
        "Le dim. 7 févr. 2027 est passé; attendu : aujourd'hui ou un jour à venir",
        {"staff": "S06", "date": "2027-02-07", "want": "off"},
    ),
    "absence_too_long": Sent(
        C,
        "/week/absences/new",
        "Une absence dure au plus deux ans : l'année est-elle la bonne?",
        {"staff": "S06", "first": "2027-02-08", "last": "2029-02-08", "kind": "sick"},
    ),
    "discharge_years_away": Sent(
        C,
        "/beds/stays/{}/extend",
        "suit de plus de trois ans le lun. 22 juin 2026, jour de l'admission",
        {"discharge": "2029-06-23"},
        stay("P101"),
    ),
    "admission_to_come": Sent(
        C,
        "/beds/stays/{}/admit",
        "Le lun. 22 mars 2027 est encore à venir : enregistrez l'admission le jour même",
        {"admission": "2027-03-22"},
        stay("R203"),
    ),
    "discharge_date": Sent(
        C,
        "/beds/stays/{}/extend",
        "« soon » n'est pas une date; attendu : AAAA-MM-JJ",
        {"discharge": "soon"},
        stay("P101"),
    ),
    "discharge_over": Sent(
        C,
        "/beds/stays/{}/extend",
        "Le lun. 1er févr. 2027 est passé : enregistrez plutôt un départ.",
        {"discharge": "2027-02-01"},
        stay("P101"),
    ),
    "discharge_outside": Sent(
        C,
        "/beds/stays/{}/discharge",
        "Le jour du départ doit suivre l'admission du lun. 22 juin 2026 et ne pas dépasser",
        {"discharge": "2028-01-01"},
        stay("P101"),
    ),
    "nothing_changes": Sent(
        C,
        "/beds/stays/{}/extend",
        "C'est déjà le cas : rien ne changerait.",
        {"discharge": "2027-03-19"},
        stay("P101"),
    ),
    "bed_taken": Sent(
        C,
        "/beds/stays/{}/move",
        "partagent le lit B2 pendant les nuits du",
        {"bed": "B2", "admission": "2027-02-15"},
        stay("P101"),
    ),
    "bed_with_somebody": Sent(
        C,
        "/beds/closures",
        "la personne participante P102 occupe le lit B2 pendant les nuits du",
        {"bed": "B2", "start": "2027-03-01", "end": "2027-03-05", "reason": ""},
    ),
    "bed_quicker": Sent(
        C,
        "/beds/stays/{}/extend",
        "discharge est maintenant « 2027-03-19 », vous avez écrit « 2027-04-16 »",
        {"discharge": "2027-04-16", "version": "7"},
        stay("P101"),
        409,
    ),
    "wish_number": Sent(
        C,
        "/participants/{}",
        "n'est pas un nombre admis ici; attendu : un nombre entier de 0 à 7",
        {"sessions_per_week": "many"},
        ("participants", {"participant": "R213"}),
    ),
    "conflict_unknown": Sent(
        C,
        "/participants/{}/conflicts",
        "« NOBODY » est inconnu; attendu : un code de participants.csv",
        {"second": "NOBODY", "kind": "participant_participant"},
        ("participants", {"participant": "R213"}),
    ),
    "duty_over": Sent(
        C,
        "/week/open",
        "L'affectation du lun. 1er févr. 2027 est passée et reste telle quelle.",
        {"duty": "house_day", "date": "2027-02-01", "staff": "S07"},
    ),
    "duty_of_a_stranger": Sent(
        C,
        "/week/open",
        "S99 ne peut pas prendre house_day du mer. 10 févr. 2027 : ne fait pas partie de l'équipe.",
        {"duty": "house_day", "date": "2027-02-10", "staff": "S99"},
    ),
    "absence_of_nobody": Sent(
        C,
        "/week/absences/new",
        "« S99 » est inconnu; attendu : un code de staff.csv",
        {"staff": "S99", "first": "2027-02-12", "last": "2027-02-12", "kind": "sick"},
    ),
    "absence_times": Sent(
        S,
        "/me/absences",
        "Les heures n'ont pas été transmises au complet; lisez le fichier de nouveau.",
        {"staff": "S06", "times": "x"},
    ),
    "row_code": Sent(
        C,
        "/admin/tables/rooms/new",
        "le contenu de la cellule n'est pas un code; attendu : un code de 1 à 32 lettres",
        {"cell-room": "a room", "cell-kind": "group"},
    ),
    "row_word": Sent(
        C,
        "/admin/tables/rooms/new",
        "n'est pas un mot admis ici; attendu : one_on_one ou group",
        {"cell-room": "R9", "cell-kind": "cellar"},
    ),
    "row_weekdays": Sent(
        C,
        "/admin/tables/shifts/new",
        "attendu : Mon, Tue, Wed, Thu, Fri, Sat, Sun, séparés par « ; », chacun au plus une fois",
        {"cell-shift": "new", "cell-weekdays": "Mon;Mon"},
    ),
    "row_times": Sent(
        C,
        "/admin/tables/absences/new",
        "attendu : AAAA-MM-JJTHH:MM en quarts d'heure, par exemple 2027-02-08T09:30",
        {"cell-staff": "S01", "cell-start": "2027-02-08", "cell-end": "2027-02-09T00:00"},
    ),
    "row_twice": Sent(
        C,
        "/admin/tables/beds/new",
        "a les mêmes valeurs dans bed; attendu : une seule ligne par combinaison",
        {"cell-bed": "B1"},
    ),
    "row_lengths": Sent(
        C,
        "/admin/tables/referrals/new",
        "min_days est de 300 et dépasse max_days, qui est de 200",
        {f"cell-{name}": text for name, text in REFERRAL.items()}
        | {"cell-participant": "P103", "cell-min_days": "300", "cell-max_days": "200"},
    ),
    "row_quicker": Sent(
        C,
        "/admin/tables/rooms/{}",
        "Quelqu'un d'autre a changé ceci entre-temps",
        {"cell-room": "ONE1", "cell-kind": "group", "version": "9"},
        ("rooms", {"room": "ONE1"}),
        409,
    ),
    "account_taken": Sent(
        A,
        "/admin/accounts/new",
        "Il y a déjà un compte qui a le code manager1.",
        ACCOUNT | {"code": "manager1"},
    ),
    "account_code": Sent(
        A,
        "/admin/accounts/new",
        "Ceci ne peut pas être le code d'un compte; attendu : de 1 à 32 lettres",
        ACCOUNT | {"code": "Anna Example"},
    ),
    "account_of_nobody": Sent(
        A,
        "/admin/accounts/new",
        "Personne n'a ce code dans l'équipe du programme.",
        ACCOUNT | {"role": "staff", "staff": "S99"},
    ),
    "account_own": Sent(
        A,
        "/admin/accounts/admin1/disable",
        "C'est à quelqu'un d'autre de le faire pour votre propre compte.",
        {"version": "1"},
    ),
    "account_quicker": Sent(
        A,
        "/admin/accounts/manager1/disable",
        "is_disabled est maintenant « 0 », vous avez écrit « 1 »",
        {"version": "9"},
        status=409,
    ),
    "study_numbers": Sent(
        M,
        "/capacity/new",
        "attendu : un nombre de 1 à 120",
        {"label": "x", "horizon": "0", "replications": "100"},
    ),
    "study_keys": Sent(
        M,
        "/capacity/text",
        "study, ligne 5, scenario 1.bedz : la clé est inconnue; attendu : label, beds,",
        {"label": "x", "study": '[study]\n[base]\n[[scenario]]\nlabel = "x"\nbedz = 4\n'},
    ),
    "audit": Sent(M, "/audit/export", "Les événements se choisissent par codes", {"actor": "a b"}),
}
