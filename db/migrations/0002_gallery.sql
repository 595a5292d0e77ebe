create table gallery_albums (
    id uuid primary key default gen_random_uuid(),
    user_id text not null,
    title text not null,
    description text,
    cover_image_id uuid,
    created_at timestamptz not null default now(),
    last_updated_at timestamptz not null default now()
);

create index idx_gallery_albums_user_id_lazy on gallery_albums (user_id);
create index idx_gallery_albums_user_created on gallery_albums (user_id, created_at);

create table gallery_images (
    id uuid primary key default gen_random_uuid(),
    user_id text not null,
    title text not null,
    description text,
    tags jsonb,
    image_url text not null,
    thumbnail_url text,
    album_id uuid references gallery_albums (id) on delete set null,
    flagged boolean not null default false,
    created_at timestamptz not null default now(),
    last_updated_at timestamptz not null default now()
);

create index idx_gallery_images_user_id_lazy on gallery_images (user_id);
create index idx_gallery_images_album_id_lazy on gallery_images (album_id);
create index idx_gallery_images_user_created on gallery_images (user_id, created_at);
create index idx_gallery_images_album_created on gallery_images (album_id, created_at);

-- Albums and images point at each other, so this side waits until both tables exist.
alter table gallery_albums
    add constraint gallery_albums_cover_image_id_fkey foreign key (cover_image_id) references gallery_images (id) on delete set null;

create table gallery_flags (
    id uuid primary key default gen_random_uuid(),
    image_id uuid not null references gallery_images (id) on delete cascade,
    user_id text not null,
    reason text,
    created_at timestamptz not null default now(),
    last_updated_at timestamptz not null default now()
);

create index idx_gallery_flags_user_id_lazy on gallery_flags (user_id);
create index idx_gallery_flags_image_id on gallery_flags (image_id);
create unique index gallery_flags_image_user_unique on gallery_flags (image_id, user_id);

create table moc_gallery_images (
    id uuid primary key default gen_random_uuid(),
    moc_id uuid not null references moc_instructions (id) on delete cascade,
    gallery_image_id uuid not null references gallery_images (id) on delete cascade
);

create index idx_moc_gallery_images_moc_id_lazy on moc_gallery_images (moc_id);
create index idx_moc_gallery_images_gallery_image_id_lazy on moc_gallery_images (gallery_image_id);
create unique index moc_gallery_images_moc_image_unique on moc_gallery_images (moc_id, gallery_image_id);

create table moc_gallery_albums (
    id uuid primary key default gen_random_uuid(),
    moc_id uuid not null references moc_instructions (id) on delete cascade,
    gallery_album_id uuid not null references gallery_albums (id) on delete cascade
);

create index idx_moc_gallery_albums_moc_id_lazy on moc_gallery_albums (moc_id);
create index idx_moc_gallery_albums_gallery_album_id_lazy on moc_gallery_albums (gallery_album_id);
