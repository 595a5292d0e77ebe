create table wishlist_items (
    id uuid primary key default gen_random_uuid(),
    user_id text not null,
    title text not null,
    description text,
    product_link text,
    image_url text,
    image_width integer,
    image_height integer,
    category text,
    -- Clients order by code point, whatever the language of the database is.
    sort_order text collate "C" not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create index idx_wishlist_user_id on wishlist_items (user_id);
create index idx_wishlist_sort_order on wishlist_items (user_id, sort_order);
create index idx_wishlist_category_sort on wishlist_items (user_id, category, sort_order);
