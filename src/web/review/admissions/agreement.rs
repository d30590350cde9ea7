//! Recording a signed overeenkomst, and handing it out.
//! May import: app, domain (to show), web.

use super::{HOME, ONE, look, value};
use crate::app::FieldError;
use crate::app::admissions::{self, SignedPaper};
use crate::app::contracts::{self, Contract};
use crate::domain::admission::Signatories;
use crate::domain::digest::Digest;
use crate::domain::ids::{AgreementId, OrgId};
use crate::domain::words::contracts as words;
use crate::files::MediaType;
use crate::web::call::{Answer, Call};
use crate::web::date_parts::DateParts;
use crate::web::download;
use crate::web::forms::{Form, FormView};
use crate::web::upload::Uploaded;

/// `POST /beoordeling/toelatingen/{org}/overeenkomst`: record a signed overeenkomst of one gemeente.
///
/// # Errors
/// [`AppError::Refused`] in the words of the rule; [`AppError::NotFound`] where nothing waits for it.
pub async fn record(mut call: Call) -> Answer {
    let files = call.receive().await?;
    let (scope, org): (_, OrgId) = (call.visitor.region_scope()?, call.id("org")?);
    let read = {
        let (scope, ctx, org) = (scope.clone(), call.ctx(), org.clone());
        call.read(move |conn| contracts::of_org(conn, &ctx, &scope, &org)).await?
    };
    let paper = match paper(&call.form, files, &read, &org) {
        Ok(paper) => paper,
        Err(mistakes) => {
            let page = look(&call, FormView::new(&call.form, mistakes)).await?;
            return call.refused_form(ONE, &page);
        }
    };
    let done = call
        .change(move |conn, ctx| {
            admissions::record_agreement(conn, ctx, &scope, &paper)?;
            Ok(format!("{HOME}/{org}?gedaan=overeenkomst"))
        })
        .await;
    call.or_again(done, ONE, async |form| look(&call, form).await).await
}

/// `GET /beoordeling/toelatingen/{org}/overeenkomst/{id}`: the signed paper; the download is noted.
///
/// # Errors
/// [`AppError::NotFound`] for another region's; [`AppError::Unavailable`] when the store is away.
pub async fn agreement(call: Call) -> Answer {
    let (scope, ctx) = (call.visitor.region_scope()?, call.ctx());
    let (org, id): (OrgId, AgreementId) = (call.id("org")?, call.id("id")?);
    let (row, blob) = call
        .site
        .blocking(move |database| database.write(|conn| contracts::download(conn, &ctx, &scope, &org, &id)))
        .await?;
    download::hand_out(&call, &row.sha256, &blob.media_type, &row.file_name).await
}

fn paper(
    form: &Form,
    files: Vec<Uploaded>,
    known: &Contract,
    org: &OrgId,
) -> Result<SignedPaper, Vec<FieldError>> {
    let mut mistakes = Vec::new();
    let mut miss = |field: &str, why: String| mistakes.push(FieldError::new(field, why));
    let awaiting = known.awaiting.iter().find(|one| value(one) == form.text("gemeente"));
    if awaiting.is_none() {
        miss("gemeente", words::NO_GEMEENTE.to_owned());
    }
    let document = known.versions.iter().find(|(id, _)| id.as_str() == form.text("document"));
    if document.is_none() {
        miss("document", words::NO_VERSION.to_owned());
    }
    let signed_on = DateParts::sent(form, "getekend").date().ok().flatten();
    if signed_on.is_none() {
        miss("getekend_day", words::NO_DATE.to_owned());
    }
    let (provider, for_gemeente) = (form.text("tekenaar_aanbieder"), form.text("tekenaar_gemeente"));
    if provider.is_empty() {
        miss("tekenaar_aanbieder", words::NO_PROVIDER.to_owned());
    }
    if for_gemeente.is_empty() {
        miss("tekenaar_gemeente", words::NO_SIGNATORY.to_owned());
    }
    let file = files.into_iter().find(|file| file.field == "bestand");
    let kept = match file.map(|file| (file.name, file.outcome)) {
        Some((name, Ok((blob, MediaType::Pdf)))) => Some((name, blob)),
        Some((_, Ok(_) | Err(_))) => {
            miss("bestand", words::NOT_A_PDF.to_owned());
            None
        }
        None => {
            miss("bestand", words::NO_FILE.to_owned());
            None
        }
    };
    let (Some(awaiting), Some((document, _)), Some(signed_on), Some((name, blob))) =
        (awaiting, document, signed_on, kept)
    else {
        return Err(mistakes);
    };
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let digest = Digest::parse(&format!("sha256:{}", blob.sha256))
        .map_err(|_| vec![FieldError::new("bestand", words::NOT_A_PDF)])?;
    Ok(SignedPaper {
        org: org.clone(),
        procedure: awaiting.procedure.clone(),
        gemeente: awaiting.gemeente.clone(),
        document: document.clone(),
        signed_on,
        signatories: Signatories { provider: provider.to_owned(), gemeente: for_gemeente.to_owned() },
        digest,
        size: blob.size,
        media_type: MediaType::Pdf.mime(),
        file_name: name,
    })
}
