create table moc_parts_lists (
    id uuid primary key default gen_random_uuid(),
    moc_id uuid not null references moc_instructions (id) on delete cascade,
    file_id uuid references moc_files (id) on delete set null,
    title text not null,
    description text,
    notes text,
    status text not null default 'planning'
        constraint moc_parts_lists_status_check check (status in ('planning', 'in_progress', 'completed')),
    built boolean not null default false,
    purchased boolean not null default false,
    total_parts_count integer not null default 0,
    acquired_parts_count integer not null default 0,
    inventory_percentage numeric(5, 2) not null default 0,
    cost_estimate numeric(12, 2),
    actual_cost numeric(12, 2),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create index idx_moc_parts_lists_moc_id on moc_parts_lists (moc_id);
create index idx_moc_parts_lists_file_id on moc_parts_lists (file_id);
create index idx_moc_parts_lists_built on moc_parts_lists (built);
create index idx_moc_parts_lists_purchased on moc_parts_lists (purchased);
create index idx_moc_parts_lists_moc_built on moc_parts_lists (moc_id, built);
create index idx_moc_parts_lists_moc_purchased on moc_parts_lists (moc_id, purchased);
create index idx_moc_parts_lists_moc_status on moc_parts_lists (moc_id, status);

create table moc_parts (
    id uuid primary key default gen_random_uuid(),
    parts_list_id uuid not null references moc_parts_lists (id) on delete cascade,
    part_id text not null,
    part_name text not null,
    quantity integer not null constraint moc_parts_quantity_check check (quantity > 0),
    color text not null,
    color_id text,
    category text,
    image_url text,
    acquired boolean not null default false,
    created_at timestamptz not null default now()
);

create index idx_moc_parts_parts_list_id on moc_parts (parts_list_id);
create index idx_moc_parts_part_id on moc_parts (part_id);
create index idx_moc_parts_color on moc_parts (color);
