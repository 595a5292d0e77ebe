-- Where the next repair goes on; no row after one that came to its end.
create table repair_progress (
    is_only boolean primary key default true constraint repair_progress_is_only_check check (is_only),
    step text not null,
    place text,
    stopped_at timestamptz not null default now()
);
