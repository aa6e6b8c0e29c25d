//! The stored entities: the articles, and the settings for all of them.

use heeus_sdk::prelude::*;

use crate::error::StockError;

/// An article, and the number of its pieces.
#[derive(Entity, Clone)]
#[entity(record = "stock.Article")]
pub struct Article<'run> {
    #[entity(id)]
    pub id: RecordId,
    pub name: &'run str,
    pub quantity: i64,
    pub note: Option<&'run str>,
}

/// The settings of the whole stock.
#[derive(Entity, Clone)]
#[entity(singleton = "stock.Settings")]
pub struct Settings {
    /// The most pieces of an article.
    pub room: i64,
}

impl<'run> Article<'run> {
    /// Finds the article of this id; an error if there is none.
    pub fn find(ctx: &CommandContext<'run>, id: RecordId) -> Result<Self, StockError> {
        Article::get(ctx, id)?.ok_or(StockError::NoArticle(id))
    }
}

impl Settings {
    /// The settings before anybody has set them.
    const INITIAL: Self = Self { room: 1000 };

    pub fn of(ctx: &CommandContext<'_>) -> Result<Self, Error> {
        Ok(Self::get(ctx)?.unwrap_or(Self::INITIAL))
    }

    /// Changes the settings, or creates them.
    pub fn change(ctx: &CommandContext<'_>, change: impl FnOnce(&mut Self)) -> Result<Self, Error> {
        if let Some(settings) = Self::get(ctx)? {
            return settings.update(ctx, change);
        }
        let mut settings = Self::INITIAL;
        change(&mut settings);
        settings.insert(ctx);
        Ok(settings)
    }

    pub fn has_room_for(&self, quantity: i64) -> Result<(), StockError> {
        if quantity > self.room {
            return Err(StockError::NoRoom { room: self.room });
        }
        Ok(())
    }
}
