//! A layer between SQLite and the system's files (<https://sqlite.org/vfs.html>): everything is passed on, and what concerns the disk is told
//! to [`Disk`]. The real files are never synced: they only stand for what the system holds in memory.
//!
//! All the unsafe code of the tests is here. Sound because SQLite keeps the contract of its VFS: a file that it hands to a method has been
//! opened by ours, in memory of the size that we asked for, and is not used after it was closed.

use super::disk::Disk;
use libsqlite3_sys::*;
use std::{
    ffi::{CStr, OsStr, c_char, c_int, c_void},
    os::unix::ffi::OsStrExt,
    path::{Path, PathBuf},
    ptr, slice,
    sync::LazyLock,
};

const NAME: &CStr = c"hansang-power-cut";

/// Files that a database consists of; SQLite's temporary ones mean nothing after a cut.
const DURABLE: c_int = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;

/// Our part of an open file; the system's follows it in memory.
#[repr(C)]
struct Layered {
    base: sqlite3_file,
    /// Null for a file that is not durable.
    path: *mut PathBuf,
}

/// Makes the layer known to SQLite and answers its name, for `SqliteConnectOptions::vfs`.
pub fn register() -> &'static str {
    static REGISTERED: LazyLock<()> = LazyLock::new(|| unsafe {
        // What sqlx does too before it opens anything.
        assert_eq!(sqlite3_initialize(), SQLITE_OK);
        let system = sqlite3_vfs_find(ptr::null());
        let ours = Box::leak(Box::new(*system));
        ours.szOsFile += size_of::<Layered>() as c_int;
        ours.zName = NAME.as_ptr();
        ours.pNext = ptr::null_mut();
        ours.xOpen = Some(open);
        ours.xDelete = Some(delete);
        assert_eq!(sqlite3_vfs_register(ours, 0), SQLITE_OK);
    });
    LazyLock::force(&REGISTERED);
    NAME.to_str().unwrap()
}

static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    // 2: with shared memory, without files mapped into memory.
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

unsafe extern "C" fn open(
    _: *mut sqlite3_vfs,
    name: sqlite3_filename,
    file: *mut sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    unsafe {
        let ours = file.cast::<Layered>();
        (*ours).base.pMethods = ptr::null();
        let system = sqlite3_vfs_find(ptr::null());
        let opened = (*system).xOpen.unwrap()(system, name, under(file), flags, out);
        if opened == SQLITE_OK {
            let durable = !name.is_null() && flags & DURABLE != 0;
            (*ours).path = if durable { Box::into_raw(Box::new(as_path(name).to_owned())) } else { ptr::null_mut() };
            (*ours).base.pMethods = &METHODS;
        }
        opened
    }
}

unsafe extern "C" fn delete(_: *mut sqlite3_vfs, name: *const c_char, sync_folder: c_int) -> c_int {
    unsafe {
        let mut disk = Disk::lock();
        let system = sqlite3_vfs_find(ptr::null());
        disk.delete(as_path(name));
        (*system).xDelete.unwrap()(system, name, sync_folder)
    }
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    unsafe {
        let ours = file.cast::<Layered>();
        if !(*ours).path.is_null() {
            drop(Box::from_raw((*ours).path));
        }
        let file = under(file);
        (*(*file).pMethods).xClose.unwrap()(file)
    }
}

unsafe extern "C" fn write(file: *mut sqlite3_file, bytes: *const c_void, length: c_int, at: sqlite3_int64) -> c_int {
    unsafe {
        let mut disk = Disk::lock();
        if let Some(path) = path(file) {
            disk.write(path, at as usize, slice::from_raw_parts(bytes.cast(), length as usize));
        }
        let file = under(file);
        (*(*file).pMethods).xWrite.unwrap()(file, bytes, length, at)
    }
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, length: sqlite3_int64) -> c_int {
    unsafe {
        let mut disk = Disk::lock();
        if let Some(path) = path(file) {
            disk.truncate(path, length as usize);
        }
        let file = under(file);
        (*(*file).pMethods).xTruncate.unwrap()(file, length)
    }
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, _: c_int) -> c_int {
    if let Some(path) = unsafe { path(file) } {
        Disk::lock().sync(path);
    }
    SQLITE_OK
}

macro_rules! passed_on {
    ($($name:ident => $method:ident($($argument:ident: $type:ty),*) $(-> $answer:ty)?;)*) => { $(
        unsafe extern "C" fn $name(file: *mut sqlite3_file, $($argument: $type),*) $(-> $answer)? {
            unsafe {
                let file = under(file);
                (*(*file).pMethods).$method.unwrap()(file, $($argument),*)
            }
        }
    )* };
}

passed_on! {
    read => xRead(bytes: *mut c_void, length: c_int, at: sqlite3_int64) -> c_int;
    file_size => xFileSize(size: *mut sqlite3_int64) -> c_int;
    lock => xLock(level: c_int) -> c_int;
    unlock => xUnlock(level: c_int) -> c_int;
    check_reserved_lock => xCheckReservedLock(out: *mut c_int) -> c_int;
    file_control => xFileControl(operation: c_int, argument: *mut c_void) -> c_int;
    sector_size => xSectorSize() -> c_int;
    device_characteristics => xDeviceCharacteristics() -> c_int;
    shm_map => xShmMap(page: c_int, size: c_int, extend: c_int, out: *mut *mut c_void) -> c_int;
    shm_lock => xShmLock(offset: c_int, count: c_int, flags: c_int) -> c_int;
    shm_barrier => xShmBarrier();
    shm_unmap => xShmUnmap(delete: c_int) -> c_int;
}

/// The system's part of an open file.
unsafe fn under(file: *mut sqlite3_file) -> *mut sqlite3_file {
    unsafe { file.cast::<Layered>().add(1).cast() }
}

unsafe fn path<'a>(file: *mut sqlite3_file) -> Option<&'a Path> {
    unsafe { (*file.cast::<Layered>()).path.as_ref().map(PathBuf::as_path) }
}

unsafe fn as_path<'a>(name: *const c_char) -> &'a Path {
    Path::new(OsStr::from_bytes(unsafe { CStr::from_ptr(name) }.to_bytes()))
}
