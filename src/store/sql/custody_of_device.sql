SELECT holder, since_ms, since_offset_min, due, held_by, site, status, assigned, seen_ms, seen_at,
       last, conflict, conflict_events, asked, assigned_case, label,
       bound_for, bound_from, bound_ms, bound_offset_min, bound_by, shelf, noted
FROM custody WHERE device = ?1
