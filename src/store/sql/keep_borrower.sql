UPDATE borrower SET id = ?2, name = ?3, grade = coalesce(?4, grade),
    homeroom = coalesce(?5, homeroom), site = coalesce(?6, site),
    household = coalesce(?7, household), kind = coalesce(?8, kind), active = ?9,
    language = coalesce(?10, language), slot = coalesce(?11, slot),
    case_number = coalesce(?12, case_number)
WHERE subject = ?1
