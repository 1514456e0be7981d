INSERT INTO model (name, category, price_cents, end_of_life, grades, aliases, accessories)
VALUES (?1, coalesce(?2, ''), coalesce(?3, 0), coalesce(?4, ''), coalesce(?5, ''), coalesce(?6, ''),
        coalesce(?7, ''))
ON CONFLICT (name) DO UPDATE SET
    category = coalesce(?2, category), price_cents = coalesce(?3, price_cents),
    end_of_life = coalesce(?4, end_of_life), grades = coalesce(?5, grades),
    aliases = coalesce(?6, aliases), accessories = coalesce(?7, accessories)
