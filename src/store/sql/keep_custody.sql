INSERT INTO custody
    (device, holder, since_ms, since_offset_min, due, held_by, site, status, assigned,
     seen_ms, seen_at, last, conflict, conflict_events, asked, assigned_case, label,
     bound_for, bound_from, bound_ms, bound_offset_min, bound_by, shelf, noted)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
        ?18, ?19, ?20, ?21, ?22, ?23, ?24)
ON CONFLICT (device) DO UPDATE SET
    holder = excluded.holder, since_ms = excluded.since_ms,
    since_offset_min = excluded.since_offset_min, due = excluded.due, held_by = excluded.held_by,
    site = excluded.site, status = excluded.status, assigned = excluded.assigned,
    seen_ms = excluded.seen_ms, seen_at = excluded.seen_at, last = excluded.last,
    conflict = excluded.conflict, conflict_events = excluded.conflict_events,
    asked = excluded.asked, assigned_case = excluded.assigned_case, label = excluded.label,
    bound_for = excluded.bound_for, bound_from = excluded.bound_from,
    bound_ms = excluded.bound_ms, bound_offset_min = excluded.bound_offset_min,
    bound_by = excluded.bound_by, shelf = excluded.shelf, noted = excluded.noted
