create table moc_instructions (
    id uuid primary key default gen_random_uuid(),
    user_id text not null,
    title text not null,
    description text,
    type text not null constraint moc_instructions_type_check check (type in ('moc', 'set')),
    author text,
    theme text,
    subtheme text,
    brand text,
    set_number text,
    thumbnail_url text,
    parts_count integer,
    total_piece_count integer,
    uploaded_date timestamptz,
    release_year integer constraint moc_instructions_release_year_check check (release_year is null or release_year >= 1950),
    retired boolean,
    tags jsonb,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create index idx_moc_instructions_user_id_lazy on moc_instructions (user_id);
create index idx_moc_instructions_user_created on moc_instructions (user_id, created_at);
create index idx_moc_instructions_title on moc_instructions (title);
create unique index moc_instructions_user_title_unique on moc_instructions (user_id, title);
create index idx_sets_brand_set_number on moc_instructions (brand, set_number)
    where type = 'set' and brand is not null and set_number is not null;
create index idx_sets_brand_theme on moc_instructions (brand, theme) where type = 'set';
create index idx_sets_release_year on moc_instructions (release_year) where type = 'set' and release_year is not null;
create index idx_sets_retired on moc_instructions (retired) where type = 'set' and retired is not null;
create unique index moc_instructions_user_set_unique on moc_instructions (user_id, brand, set_number)
    where type = 'set' and brand is not null and set_number is not null;

create table moc_files (
    id uuid primary key default gen_random_uuid(),
    moc_id uuid not null references moc_instructions (id) on delete cascade,
    file_type text not null
        constraint moc_files_file_type_check check (file_type in ('instruction', 'parts-list', 'thumbnail', 'gallery-image')),
    file_url text not null,
    original_filename text,
    mime_type text,
    created_at timestamptz not null default now()
);

create index idx_moc_files_moc_id_lazy on moc_files (moc_id);
create index idx_moc_files_moc_type on moc_files (moc_id, file_type);
create unique index moc_files_moc_filename_unique on moc_files (moc_id, original_filename);
