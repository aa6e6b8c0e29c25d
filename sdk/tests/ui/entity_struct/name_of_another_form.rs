use heeus_sdk::prelude::*;

#[derive(Entity, Clone)]
#[entity("shop.Text")]
struct Text {
    #[entity(partition)]
    day: i32,
    amount: i64,
}

#[derive(Entity, Clone)]
#[entity(view("shop.Parentheses"))]
struct Parentheses {
    #[entity(partition)]
    day: i32,
    amount: i64,
}

#[derive(Entity, Clone)]
#[entity(kind = "view", name = "shop.Keys")]
struct Keys {
    #[entity(partition)]
    day: i32,
    amount: i64,
}

#[derive(Entity, Clone)]
#[entity = "shop.Value"]
struct Value {
    #[entity(partition)]
    day: i32,
    amount: i64,
}

#[derive(Entity, Clone)]
#[entity(view = "shop.Key")]
struct Key {
    #[entity(key)]
    day: i32,
    amount: i64,
}

fn uses_all(ctx: &heeus_sdk::QueryContext<'_>) {
    let _ = (Text::get(ctx, 1), Parentheses::get(ctx, 1), Keys::get(ctx, 1));
    let _ = (Value::get(ctx, 1), <Key as heeus_sdk::Entity>::NAME);
}

fn main() {}
