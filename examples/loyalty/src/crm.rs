//! The server that knows all customers.

use heeus_sdk::prelude::*;
use heeus_sdk::sys::{self, HttpRequest};
use heeus_sdk::values::json;

const URL: &str = "https://crm.example/gold";
/// The name of the secret that authorizes this application at the CRM.
const TOKEN: &str = "crm-token";

/// Reports to the CRM that a customer is gold.
///
/// If the CRM cannot be reached, the projector fails, none of its intents are applied, and the
/// platform repeats the run. A request that the CRM refuses would be refused again, so the refusal
/// is only logged.
pub fn tell(ctx: &ProjectorContext<'_>, customer: RecordId, points: i64) -> Result<(), Error> {
    let token = sys::secret(ctx, TOKEN)?.ok_or("the application has no crm-token")?;
    let body = json::object(|body| {
        body.put("customer", customer);
        body.put("points", points);
    });
    let answer = HttpRequest::new("POST", URL)
        .header(&text!("Authorization: Bearer {token}"))
        .json(&body)
        .timeout(5000)
        .handle_errors()
        .send(ctx)?;
    match answer.status_code {
        200..=299 => Ok(()),
        400..=499 => {
            let status = answer.status_code;
            ctx.log(LogLevel::Warn, &text!("the CRM refuses: {status}"));
            Ok(())
        }
        _ => {
            let why = answer.error.unwrap_or("status");
            Err(text!("the CRM has no answer: {why} {}", answer.status_code).into())
        }
    }
}
