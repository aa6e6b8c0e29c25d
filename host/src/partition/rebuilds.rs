//! Rebuilds of the views of an app.

use super::app::App;
use super::error::AppError;
use super::queue::{Answer, Message};
use crate::state::StateError;

impl App {
    /// Computes the views of a projector again, from the first event on, in all partitions. The
    /// name has the name of the package in front: `orders.CalcOrderedItems`. Returns when the
    /// rebuild has begun; [`settle`](Self::settle) waits until it is done, and
    /// [`ProjectorStatus::rebuild`](super::ProjectorStatus::rebuild) has its progress. A rebuild
    /// that is under way begins again.
    ///
    /// Meanwhile the old rows answer, and the projector keeps them up to date. When the new rows
    /// have reached the end of the log of a partition, they take the place of the old ones there,
    /// in one step. Rows of the old ones that the projector does not write again are gone then.
    ///
    /// The views of a projector are those that it has written. It runs at all of its events again.
    /// Its mails are not sent again; its requests to servers are made again, each with the same id.
    /// It reads records, the log and the views of others as they are now, not as they were at the
    /// event.
    ///
    /// If the projector fails, the rebuild stops, and tries again as projectors do. After a restart
    /// of the app, and when the package is deployed, it begins again at the first event.
    ///
    /// ```
    /// use heeus_host::{App, AppError};
    ///
    /// /// Called after a version with a corrected projector was deployed.
    /// fn correct(app: &App) -> Result<(), AppError> {
    ///     app.rebuild("orders.CalcOrderedItems")?;
    ///     app.settle()?;
    ///     for status in app.projectors()? {
    ///         if let Some(rebuild) = status.rebuild {
    ///             println!("{}: {:?}", status.name, rebuild.stop);
    ///         }
    ///     }
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    /// [`AppError::UnknownProjector`]; [`AppError::State`] with
    /// [`StateError::OtherWriter`](crate::state::StateError::OtherWriter) if another deployed
    /// projector or a job has written one of the views too, or if the changes may not be durable;
    /// [`AppError::Finished`].
    pub fn rebuild(&self, projector: &str) -> Result<(), AppError> {
        let _one = self.deploying();
        self.known(projector, Message::CheckRebuild)?;
        self.known(projector, |name, answer| {
            Message::Rebuild(name, true, answer)
        })
    }

    /// Ends the [rebuild](Self::rebuild) of a projector before it is done, if one is under way. The
    /// old rows stay.
    ///
    /// # Errors
    /// [`AppError::UnknownProjector`]; [`AppError::State`] if the changes may not be durable;
    /// [`AppError::Finished`].
    pub fn cancel_rebuild(&self, projector: &str) -> Result<(), AppError> {
        let _one = self.deploying();
        self.known(projector, |name, answer| {
            Message::Rebuild(name, false, answer)
        })
    }

    /// Asks all partitions to do something with a projector; they answer whether they know it.
    fn known(
        &self,
        projector: &str,
        message: impl Fn(String, Answer<Result<bool, StateError>>) -> Message,
    ) -> Result<(), AppError> {
        let name = || projector.to_owned();
        let known = self.done(|answer| message(name(), answer))?;
        if known.contains(&true) {
            return Ok(());
        }
        Err(AppError::UnknownProjector { name: name() })
    }
}
