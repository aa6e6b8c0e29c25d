//! The articles on the menu.

use alloc::vec::Vec;

use heeus_sdk::prelude::*;

use crate::error::Refused;
use crate::ids::{ArticleId, SupplyId};

/// An article, with the supplies that one of it takes.
#[derive(Entity, Clone)]
#[entity(record = "bistro.Article")]
pub struct Article<'run> {
    #[entity(id)]
    pub id: ArticleId,
    pub name: &'run str,
    pub price: Money,
    pub recipe: Vec<Ingredient>,
}

/// A supply, and the quantity of it that one article takes.
#[derive(Record, Clone, Copy)]
pub struct Ingredient {
    pub supply: SupplyId,
    pub quantity: i64,
}

/// An article that is new on the menu.
#[derive(Record)]
pub struct NewArticle<'run> {
    pub name: &'run str,
    pub price: Money,
    #[record(default)]
    pub recipe: Vec<Ingredient>,
}

#[derive(Record)]
pub struct Created {
    pub id: RecordId,
}

/// Takes an article into the menu.
#[extension(kind = "command", name = "NewArticle")]
fn new_article(ctx: &CommandContext<'_>, new: NewArticle<'_>) -> Result<Created, Refused> {
    if new.name.is_empty() || new.price < Money::ZERO {
        return Err(Refused::Article);
    }
    let id = ctx.new_id();
    Article {
        id: ArticleId(id),
        name: new.name,
        price: new.price,
        recipe: new.recipe,
    }
    .insert(ctx);
    Ok(Created { id })
}
