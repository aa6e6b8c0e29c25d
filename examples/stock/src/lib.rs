//! A stock ledger: articles come in, and their pieces are taken and refilled.
//!
//! A validator checks an article first, the command `NewArticle` takes it in under a new id,
//! `Take` and `Refill` change the number of its pieces, and `SetRoom` sets the limit for it.
#![no_std]

mod error;
mod ledger;
#[cfg(test)]
mod tests;

use heeus_sdk::prelude::*;

use error::StockError;
use ledger::{Article, Settings};

/// An article that comes in.
#[derive(Record)]
struct NewArticle<'run> {
    name: &'run str,
    #[record(default)]
    quantity: i64,
    note: Option<&'run str>,
}

/// The id that an article got.
#[derive(Record)]
struct Taken {
    id: RecordId,
}

/// The movement of pieces of an article, in or out.
#[derive(Record)]
struct Movement<'run> {
    article: RecordId,
    quantity: i64,
    /// Replaces the article's note.
    note: Option<&'run str>,
}

/// The number of pieces now.
#[derive(Record)]
struct InStock {
    quantity: i64,
}

/// The limit for the pieces of an article.
#[derive(Record)]
struct Room {
    room: i64,
}

/// Refuses an article without a name, or with a negative number of pieces.
#[extension(kind = "validator", name = "CheckArticle", checks("NewArticle"))]
fn check_article(_: &ValidatorContext<'_>, args: NewArticle<'_>) -> Result<(), StockError> {
    if args.name.trim().is_empty() {
        return Err(StockError::NoName);
    }
    if args.quantity < 0 {
        return Err(StockError::Quantity);
    }
    Ok(())
}

/// Takes an article in under a new id.
#[extension(kind = "command", name = "NewArticle")]
fn new_article(ctx: &CommandContext<'_>, args: NewArticle<'_>) -> Result<Taken, StockError> {
    Settings::of(ctx)?.has_room_for(args.quantity)?;
    let id = ctx.new_id();
    Article {
        id,
        name: args.name,
        quantity: args.quantity,
        note: args.note,
    }
    .insert(ctx);
    Ok(Taken { id })
}

/// Takes pieces of an article out.
#[extension(kind = "command", name = "Take")]
fn take(ctx: &CommandContext<'_>, args: Movement<'_>) -> Result<InStock, StockError> {
    args.check()?;
    let article = Article::find(ctx, args.article)?;
    if article.quantity < args.quantity {
        return Err(StockError::Shortage {
            there: article.quantity,
        });
    }
    args.book(ctx, &article, article.quantity - args.quantity)
}

/// Puts pieces of an article in.
#[extension(kind = "command", name = "Refill")]
fn refill(ctx: &CommandContext<'_>, args: Movement<'_>) -> Result<InStock, StockError> {
    args.check()?;
    let article = Article::find(ctx, args.article)?;
    let settings = Settings::of(ctx)?;
    let quantity = article.quantity.checked_add(args.quantity);
    let quantity = quantity.ok_or(StockError::NoRoom {
        room: settings.room,
    })?;
    settings.has_room_for(quantity)?;
    args.book(ctx, &article, quantity)
}

/// Sets the limit for the pieces of an article.
#[extension(kind = "command", name = "SetRoom")]
fn set_room(ctx: &CommandContext<'_>, args: Room) -> Result<(), StockError> {
    if args.room < 0 {
        return Err(StockError::Quantity);
    }
    Settings::change(ctx, |settings| settings.room = args.room)?;
    Ok(())
}

impl Movement<'_> {
    fn check(&self) -> Result<(), StockError> {
        if self.quantity > 0 {
            Ok(())
        } else {
            Err(StockError::Quantity)
        }
    }

    /// Writes the new number of pieces. Only changed fields are written.
    fn book(
        &self,
        ctx: &CommandContext<'_>,
        article: &Article<'_>,
        quantity: i64,
    ) -> Result<InStock, StockError> {
        article.update(ctx, |article| {
            article.quantity = quantity;
            article.note = self.note.or(article.note);
        })?;
        Ok(InStock { quantity })
    }
}
