//! Compiled gazetteers in files: written once, mapped into memory by any number of programs.

use crate::error::Error;
use crate::gazetteer::{Gazetteer, GazetteerBuilder};
use crate::image::{Bytes, Image};
use std::fs::{self, File};
use std::path::Path;

impl GazetteerBuilder {
    /// Compiles the entries into a file, which [`Gazetteer::open`] opens. A file that is there already is replaced as a
    /// whole: programs that have it open keep the old one.
    ///
    /// # Errors
    /// When the lists are too large for the format, or the file cannot be written.
    pub fn compile_to(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        let path = path.as_ref();
        let draft = path.with_extension("tmp");
        let bytes = self.compile()?;
        fs::write(&draft, bytes)
            .and_then(|()| fs::rename(&draft, path))
            .map_err(|e| Error::io(format!("{}: {e}", path.display()), e))
    }
}

impl Gazetteer {
    /// Opens a compiled file. It is mapped into memory and shared with other programs, and must not be changed in place
    /// while it is open; [`GazetteerBuilder::compile_to`] never does.
    ///
    /// # Errors
    /// When the file cannot be read, is no compiled gazetteer, damaged, cut off, or of another version.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let file = File::open(path).map_err(|e| Error::io(format!("{name}: {e}"), e))?;
        let bytes = contents(file).map_err(|e| Error::io(format!("{name}: {e}"), e))?;
        Image::open(bytes, true).map(Self::from_image).map_err(|e| e.at(&name, 0))
    }
}

#[cfg(feature = "mmap")]
#[allow(
    unsafe_code,
    reason = "a map of 1 M names opens in a tenth of the time that reading them takes, and is shared"
)]
fn contents(file: File) -> std::io::Result<Bytes> {
    // SAFETY: the bytes of the map must not change while it lives. Files are replaced, never written in place (see
    // `compile_to`), and all reading of the image checks its bounds, so that even a changed file gives wrong names at
    // worst.
    let map = unsafe { memmap2::Mmap::map(&file)? };
    Ok(Bytes::Shared(std::sync::Arc::new(map)))
}

#[cfg(not(feature = "mmap"))]
fn contents(mut file: File) -> std::io::Result<Bytes> {
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut file, &mut bytes)?;
    Ok(Bytes::owned(bytes))
}
