//! Compiled gazetteers in files: written once, mapped into memory by any number of programs.

use crate::error::Error;
use crate::gazetteer::{Gazetteer, GazetteerBuilder};
use crate::image::{Bytes, Image};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

/// How the names of compiled files end.
const EXTENSION: &str = "konzern";

impl GazetteerBuilder {
    /// Compiles the entries into a file, which [`Gazetteer::open`] opens. A file that is there already is replaced as a
    /// whole: programs that have it open keep the old one, and when something fails it is left as it is. Let its name end in
    /// `.konzern`, so that [`Gazetteer::load`] takes it for nothing else.
    ///
    /// ```
    /// use konzern::{Entry, Gazetteer, Kind};
    /// # let folder = std::env::temp_dir().join(format!("konzern-doc-compile-{}", std::process::id()));
    /// # std::fs::create_dir_all(&folder).unwrap();
    /// let path = folder.join("own.konzern");
    /// let names = Gazetteer::builder().entry(Entry::new("acme", Kind::Organization, "Acme"));
    /// names.compile_to(&path)?;
    /// assert_eq!(Gazetteer::open(&path)?.len(), 1);
    /// # std::fs::remove_dir_all(&folder).unwrap();
    /// # Ok::<(), konzern::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`compile`](Self::compile), or when the file cannot be written; a device, a pipe or a socket is no file.
    pub fn compile_to(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        let path = path.as_ref();
        let bytes = self.compile()?;
        let draft = draft(path);
        let written =
            may_replace(path).and_then(|()| write(&draft, &bytes)).and_then(|()| fs::rename(&draft, path));
        written.map_err(|error| {
            // Only ours is removed: where another file had this name, nothing was written.
            if error.kind() != io::ErrorKind::AlreadyExists {
                let _ = fs::remove_file(&draft);
            }
            Error::io(&path.display().to_string(), error)
        })
    }
}

/// The name under which a file is written before it is whole: beside it, and like that of no other file, program or thread.
fn draft(path: &Path) -> PathBuf {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let mut name = OsString::from(path);
    name.push(format!(".{}-{}.tmp", process::id(), NUMBER.fetch_add(1, Ordering::Relaxed)));
    name.into()
}

/// # Errors
/// When a device, a pipe or a socket has this name: a file in its place would break whatever uses it. Folders the system keeps.
fn may_replace(path: &Path) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(it) if !it.is_file() && !it.is_dir() => {
            Err(io::Error::new(io::ErrorKind::InvalidInput, "neither a file nor a new name"))
        }
        _ => Ok(()),
    }
}

/// Writes a new file, to the disk: it must be whole before another name leads to it.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::options().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

impl Gazetteer {
    /// Opens a compiled file: checks it whole, and maps it into memory, which it shares with other programs that have it open.
    ///
    /// The file must not be written or cut off in place while it is open: the program then reads wrong names, or is ended by
    /// the system. To replace it is safe, as [`GazetteerBuilder::compile_to`] does. Where you cannot know what others do to
    /// the file, [`read`](Self::read) it. Without the feature `mmap` it does the same as `read`.
    ///
    /// ```
    /// use konzern::{ErrorKind, Gazetteer};
    /// // A list is no compiled file.
    /// let error = Gazetteer::open("data/classes.tsv").unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::Format);
    /// ```
    ///
    /// # Errors
    /// When the file cannot be read, is no compiled gazetteer, damaged, cut off, or of another version.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        opened(path.as_ref(), contents)
    }

    /// Reads a compiled file into memory of its own, as large as the file. Whatever happens to the file afterwards does
    /// not matter.
    ///
    /// ```no_run
    /// let names = konzern::Gazetteer::read("own.konzern")?;
    /// # Ok::<(), konzern::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`open`](Self::open).
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Error> {
        opened(path.as_ref(), copied)
    }

    /// Takes names from a file, whatever it is: a compiled one is [opened](Self::open), a list is
    /// [read](GazetteerBuilder::file). A compiled file is recognised by its first bytes, and one with the extension
    /// `.konzern` has to be one.
    ///
    /// ```
    /// use konzern::Gazetteer;
    /// # let folder = std::env::temp_dir().join(format!("konzern-doc-load-{}", std::process::id()));
    /// # std::fs::create_dir_all(&folder).unwrap();
    /// let (list, compiled) = (folder.join("own.tsv"), folder.join("own.konzern"));
    /// std::fs::write(&list, "name\tkind\nAcme\torganization\n").unwrap();
    /// Gazetteer::builder().file(&list)?.compile_to(&compiled)?;
    /// assert_eq!(Gazetteer::load(&list)?.len(), Gazetteer::load(&compiled)?.len());
    /// # std::fs::remove_dir_all(&folder).unwrap();
    /// # Ok::<(), konzern::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`open`](Self::open) and [`GazetteerBuilder::file`].
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let named = path.extension().is_some_and(|it| it.eq_ignore_ascii_case(EXTENSION));
        if named || is_compiled(path) { Self::open(path) } else { Self::builder().file(path)?.build() }
    }
}

/// True for a file that begins as a compiled one does. What comes through a pipe can be read but once, and is a list.
fn is_compiled(path: &Path) -> bool {
    let mut first = [0; Image::MAGIC.len()];
    let mut read = || File::open(path).and_then(|mut file| file.read_exact(&mut first));
    fs::metadata(path).is_ok_and(|it| it.is_file()) && read().is_ok() && first == *Image::MAGIC
}

fn opened(path: &Path, contents: impl FnOnce(File) -> io::Result<Bytes>) -> Result<Gazetteer, Error> {
    let name = path.display().to_string();
    let bytes = File::open(path).and_then(contents).map_err(|error| Error::io(&name, error))?;
    Image::open(bytes, true).map(Gazetteer::from_image).map_err(|error| error.at(&name, 0))
}

fn copied(mut file: File) -> io::Result<Bytes> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(Bytes::owned(bytes))
}

#[cfg(feature = "mmap")]
#[allow(
    unsafe_code,
    reason = "a map of 1 M names opens in a tenth of the time that reading them takes, and is shared"
)]
fn contents(file: File) -> io::Result<Bytes> {
    // SAFETY: the bytes of the map must not change while it lives. We never change them: `compile_to` writes another file and
    // renames it. That nobody else does, no program can make sure of, so strictly `open` asks for what only an unsafe function may
    // ask for. It is the one such place, chosen for those who only read files that they compiled; `read` asks for nothing. All
    // reading of the image checks its bounds, so what is changed gives wrong names; what is cut off ends the program (SIGBUS).
    let map = unsafe { memmap2::Mmap::map(&file)? };
    Ok(Bytes::Shared(std::sync::Arc::new(map)))
}

#[cfg(not(feature = "mmap"))]
fn contents(file: File) -> io::Result<Bytes> {
    copied(file)
}
