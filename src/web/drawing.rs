//! Drawing a page of a bewijsstuk, to be looked at in the portal: by a child process that limits itself, and kept nowhere.
//! May import: files, web.

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use super::error::AppError;
use crate::files::inspect::{self, PageImageError};
use crate::files::{LocalFile, Scratch, Sha256, Store};

/// How many pages are drawn at the same time: the others wait, and the rest of the portal goes on.
const AT_ONCE: usize = 2;
/// How long the child may take for one page.
const PATIENCE: Duration = Duration::from_secs(30);

/// Draws pages with this program as the child. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Drawing {
    /// This program; without it nothing is drawn.
    exe: Option<Arc<Path>>,
    places: Arc<Semaphore>,
}

impl Default for Drawing {
    /// That draws nothing.
    fn default() -> Self {
        Self { exe: None, places: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Drawing {
    /// With this program as the child.
    #[must_use]
    pub fn by(exe: PathBuf) -> Self {
        Self { exe: Some(exe.into()), ..Self::default() }
    }

    /// One page of a PDF as the bytes of a PNG. The picture is gone from the disk before anybody sees it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the document has no such page or it cannot be drawn; [`AppError::Unavailable`] when drawing is not
    /// possible here or now.
    pub async fn page(&self, store: &Store, sha256: Sha256, page: NonZeroU32) -> Result<Vec<u8>, AppError> {
        let exe = self.exe.clone().ok_or_else(|| unavailable("there is no program to draw pages with"))?;
        let _place = self.places.acquire().await.map_err(unavailable)?;
        let store = store.clone();
        let ready = move || {
            Ok::<(LocalFile, Scratch), crate::files::StoreError>((store.local(&sha256)?, store.scratch()?))
        };
        let (file, scratch) = blocking(ready).await?.map_err(unavailable)?;
        let drawn = inspect::page_image(&exe, file.path(), page, scratch.path(), PATIENCE).await;
        let picture = drawn.map_err(|why| match why {
            PageImageError::Unreadable => AppError::NotFound,
            PageImageError::PopplerMissing | PageImageError::Stopped => unavailable(why),
        })?;
        let read = blocking(move || {
            let bytes = std::fs::read(picture);
            drop(scratch);
            bytes
        });
        read.await?.map_err(unavailable)
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    let done = actix_web::web::block(work).await;
    done.map_err(|_| AppError::Internal("a blocking task fell".to_owned()))
}

fn unavailable(why: impl ToString) -> AppError {
    AppError::Unavailable(why.to_string())
}
