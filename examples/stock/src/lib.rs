//! A stock ledger: articles come in, are taken and refilled.
//!
//! A validator looks at an article first, the command `NewArticle` takes it in under the next number, `Take` and `Refill`
//! change how many there are of it, and `SetRoom` how many there may be.
#![no_std]

mod error;
mod ledger;
#[cfg(test)]
mod tests;

use heeus_sdk::prelude::*;

use error::StockError;
use ledger::{Article, Settings};

/// An article that is taken in.
#[derive(Record)]
struct NewArticle<'run> {
    name: &'run str,
    #[record(default)]
    quantity: i64,
    note: Option<&'run str>,
}

/// The id that an article was given.
#[derive(Record)]
struct Taken {
    id: RecordId,
}

/// Pieces of an article that come or go.
#[derive(Record)]
struct Movement<'run> {
    article: RecordId,
    quantity: i64,
    /// Replaces the article's note.
    note: Option<&'run str>,
}

/// How many pieces there are now.
#[derive(Record)]
struct InStock {
    quantity: i64,
}

/// How many pieces of an article there may be.
#[derive(Record)]
struct Room {
    room: i64,
}

/// Refuses an article that has no name, or less than no pieces.
#[extension(kind = "validator", name = "CheckArticle")]
fn check_article(_: &ValidatorContext<'_>, args: NewArticle<'_>) -> Result<(), StockError> {
    if args.name.trim().is_empty() {
        return Err(StockError::NoName);
    }
    if args.quantity < 0 {
        return Err(StockError::Quantity);
    }
    Ok(())
}

/// Takes an article in under the next number.
#[extension(kind = "command", name = "NewArticle")]
fn new_article(ctx: &CommandContext<'_>, args: NewArticle<'_>) -> Result<Taken, StockError> {
    let mut numbered = false;
    let settings = Settings::change(ctx, |settings| {
        if let Some(next) = settings.last_article.checked_add(1) {
            (settings.last_article, numbered) = (next, true);
        }
    })?;
    if !numbered {
        return Err(StockError::NoNumber);
    }
    settings.has_room_for(args.quantity)?;
    let id = RecordId(settings.last_article);
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

/// Says how many pieces of an article there may be.
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

    /// Writes down that there are so many pieces now. Only what differs is written.
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
