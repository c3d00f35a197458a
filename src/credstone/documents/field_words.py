"""The names that offices give to the columns of a result list, in English, German, French, Spanish.

Also the names of the exports people bring along: edubadges (positional columns) and Canvas
Credentials. Which column of a given file means what is decided in ``columns``.
"""

from __future__ import annotations

from enum import StrEnum


class Field(StrEnum):
    """What a column of a result list can mean to us."""

    STUDENT_NUMBER = "student_number"
    ESI = "esi"
    EMAIL = "email"
    EPPN = "eppn"
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    SECOND_FAMILY_NAME = "second_family_name"
    FULL_NAME = "full_name"
    DATE_OF_BIRTH = "date_of_birth"
    AWARDED_ON = "awarded_on"
    GRADE = "grade"
    VALID_UNTIL = "valid_until"
    EVIDENCE_URL = "evidence_url"
    EVIDENCE_NAME = "evidence_name"
    EVIDENCE_DESCRIPTION = "evidence_description"
    NARRATIVE = "narrative"
    LANGUAGE = "language"
    OCCASION = "occasion"


def spoken(field: Field) -> str:
    """The field as a sentence names it: "student number", "date of award"."""
    return "date of the award" if field is Field.AWARDED_ON else field.value.replace("_", " ")


WORDS: dict[Field, tuple[str, ...]] = {
    Field.STUDENT_NUMBER: (
        "student number", "student no", "student id", "studentid", "matriculation number",
        "matriculation no", "registration number", "learner id", "learner number", "sis id",
        "sis user id", "person id", "campus id",
        "matrikelnummer", "matrikelnr", "matrikel nr", "matr nr", "matrnr", "mat nr",
        "studierendennummer", "personalnummer", "personenkennzeichen",
        "numero etudiant", "numero d etudiant", "no etudiant", "n etudiant", "matricule",
        "numero de matricule", "code etudiant", "ine",
        "numero de estudiante", "numero de alumno", "n de alumno", "no de alumno", "matricula",
        "numero de matricula", "numero de expediente", "expediente", "nia",
        "immatrikulationsnummer", "studentennummer", "studierenden id", "studienkennzahl",
        "mtknr", "matrikel", "legi nummer", "numero d inscription", "numero de dossier",
        "id etudiant", "identifiant de l etudiant", "id alumno", "id de estudiante",
        "codigo de alumno", "numero de identificacion del estudiante",
    ),
    Field.ESI: (
        "esi", "european student identifier", "european student id", "esi code",
        "europaische studierendennummer", "europaische studierenden id",
        "identifiant etudiant europeen", "identificador europeo de estudiante",
    ),
    Field.EMAIL: (
        "email", "e mail", "mail", "email address", "e mail address", "mail address",
        "recipient email", "recipient e mail", "student email", "learner email", "email recipient",
        "e mail adresse", "email adresse", "mailadresse", "hochschul e mail",
        "courriel", "adresse e mail", "adresse mail", "adresse electronique", "adresse courriel",
        "correo", "correo electronico", "direccion de correo", "direccion de correo electronico",
        "mail adresse", "studentische e mail", "institutional email", "university email",
        "e mail etudiant", "mel", "mail etudiant", "email alumno", "correo institucional",
        "correo e",
    ),
    Field.EPPN: ("eppn", "edu person principal name", "edupersonprincipalname"),
    Field.GIVEN_NAME: (
        "given name", "given names", "first name", "firstname", "first names", "forename",
        "forenames", "vorname", "vornamen", "rufname",
        "prenom", "prenoms", "nombre de pila", "nombres",
        "givenname", "prenom s", "nombre s",
    ),
    Field.FAMILY_NAME: (
        "family name", "family names", "last name", "lastname", "surname", "surnames",
        "nachname", "familienname", "zuname",
        "nom de famille", "nom d usage",
        "apellido", "apellidos", "primer apellido", "apellido 1", "apellido1",
        "familyname", "erster nachname", "erster familienname",
        "premier nom de famille", "apellido s", "first surname", "first last name",
        "first family name",
    ),
    Field.SECOND_FAMILY_NAME: (
        "second family name", "second last name", "second surname", "zweiter nachname",
        "deuxieme nom", "segundo apellido", "apellido 2", "apellido2",
        "zweiter familienname", "zweiter zuname", "nachname 2", "familienname 2", "last name 2",
        "surname 2", "second nom de famille", "deuxieme nom de famille", "second nom",
        "2 apellido", "2o apellido",
    ),
    Field.FULL_NAME: (
        "full name", "student name", "learner name", "recipient name", "display name",
        "student", "learner", "participant",
        "vollstandiger name", "teilnehmer", "teilnehmerin", "teilnehmer in",
        "nom complet", "nom et prenom", "nom prenom", "etudiant", "participant e",
        "nombre completo", "nombre y apellidos", "apellidos y nombre", "alumno", "estudiante",
        "name of student", "name of the student", "candidate", "candidate name", "ganzer name",
        "voller name", "name des studierenden", "studierende", "studierender", "studierende r",
        "student in", "nom de l etudiant", "nom et prenoms", "prenom et nom",
        "nombre del alumno", "nombre del estudiante", "apellidos nombre",
    ),
    Field.DATE_OF_BIRTH: (
        "date of birth", "birth date", "birthdate", "dob", "birthday",
        "geburtsdatum", "geb datum", "gebdatum", "geboren am",
        "date de naissance", "ne e le", "ne le", "fecha de nacimiento", "f nacimiento",
        "born", "born on", "geburtstag", "geb", "geboren", "date naissance", "nee le",
        "nacimiento", "fecha nacimiento", "nacido el",
    ),
    Field.AWARDED_ON: (
        "awarded on", "award date", "date awarded", "date of award", "issued on", "issue date",
        "date issued", "date of issue",
        "issuance date", "completion date", "completed on", "date of completion", "achieved on",
        "date achieved", "exam date", "date of exam", "examination date", "date",
        "datum", "prufungsdatum", "pruefungsdatum", "abschlussdatum", "vergabedatum",
        "ausstellungsdatum", "verliehen am", "bestanden am", "datum der prufung",
        "date d obtention", "date de delivrance", "date d examen", "date de l examen", "obtenu le",
        "date de reussite",
        "fecha", "fecha de examen", "fecha del examen", "fecha de emision", "fecha de obtencion",
        "fecha de expedicion",
        "result date", "date of the examination", "date of result", "tag der prufung",
        "prufungstag", "datum der leistung", "leistungsdatum", "datum des abschlusses",
        "bestehensdatum", "erworben am", "datum der verleihung", "examensdatum",
        "date de la reussite", "date de validation", "date du jury", "date d attribution",
        "fecha de la prueba", "fecha de evaluacion", "fecha de finalizacion",
        "fecha de concesion", "fecha de superacion",
    ),
    Field.GRADE: (
        "grade", "final grade", "mark", "final mark", "result", "score",
        "note", "endnote", "gesamtnote", "ergebnis", "bewertung", "abschlussnote",
        "note finale", "resultat", "mention", "nota", "nota final", "calificacion", "resultado",
        "punkte", "punktzahl", "gesamtpunkte", "points", "puntos", "puntuacion",
        "course grade", "marks", "total points", "benotung", "prufungsnote", "prufungsergebnis",
        "punkte gesamt", "note obtenue",
        "calificacion final", "puntaje", "nota numerica",
    ),
    Field.VALID_UNTIL: (
        "valid until", "valid to", "expires", "expires on", "expiry date", "expiration date",
        "expiry", "gultig bis", "ablaufdatum", "valable jusqu au", "date d expiration",
        "valide jusqu au", "valido hasta", "fecha de caducidad", "fecha de vencimiento",
        "valid till", "valid through", "gultigkeit bis", "gultig bis zum", "valable jusqu a",
        "valide jusqu a", "date de fin de validite", "fecha de expiracion", "valido hasta el",
        "caduca el", "vigencia hasta",
    ),
    Field.EVIDENCE_URL: (
        "evidence url", "evidence link", "evidence", "evidence address",
        "nachweis url", "nachweis link", "nachweis", "lien de preuve", "url de la preuve",
        "preuve", "url de evidencia", "url de la evidencia", "enlace de evidencia", "evidencia",
    ),
    Field.EVIDENCE_NAME: (
        "evidence name", "evidence title", "name des nachweises", "nachweis name",
        "nom de la preuve", "nombre de la evidencia",
    ),
    Field.EVIDENCE_DESCRIPTION: (
        "evidence description", "evidence narrative", "description",
        "beschreibung", "nachweis beschreibung", "description de la preuve",
        "descripcion", "descripcion de la evidencia",
    ),
    Field.NARRATIVE: (
        "narrative", "award narrative", "what was done", "begrundung", "wurdigung",
        "recit", "narrativa", "descripcion del logro",
    ),
    Field.LANGUAGE: (
        "language", "preferred language", "lang", "sprache", "langue", "idioma", "lengua",
        "sprache der urkunde", "sprachcode", "langue du certificat", "idioma del certificado",
    ),
    Field.OCCASION: (
        "occasion", "attempt", "term", "semester", "exam session", "session", "run", "cohort",
        "termin", "durchgang", "versuch", "kohorte", "prufungstermin",
        "semestre", "promotion", "convocatoria", "edicion",
        "anlass", "gelegenheit", "prufungsversuch", "prufungsperiode", "prufungsdurchgang",
        "exam period", "sitting", "academic term", "occasion d examen",
        "session d examen", "tentative", "ocasion", "intento", "periodo", "turno",
    ),
}  # fmt: skip

IGNORED_WORDS: tuple[str, ...] = (
    "row", "no", "nr", "lfd nr", "lfdnr", "n", "numero", "position",
    "remark", "remarks", "comment", "comments", "notes", "internal note", "reason",
    "bemerkung", "bemerkungen", "kommentar", "anmerkung", "grund",
    "remarque", "remarques", "commentaire", "motif",
    "observaciones", "comentario", "comentarios", "motivo",
    "credential id", "status", "message", "title", "salutation", "anrede", "titel",
)  # fmt: skip
"""Columns that lists often have and that say nothing about the award, ours of a result included."""
