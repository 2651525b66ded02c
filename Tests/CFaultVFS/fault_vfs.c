/* SQLite's way to the disk: the system's own VFS, with a fault at the point that a test chose. */
#include "fault_disk.h"
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

/* An open file. The real one follows in the same memory. */
struct handle {
    sqlite3_file base;
    struct fault_disk *disk;
    struct image *image;
    bool is_library;
};

static sqlite3_vfs *system_vfs;

static sqlite3_file *real_file(sqlite3_file *file) {
    return (sqlite3_file *)((char *)file + sizeof(struct handle));
}

static struct handle *handle_of(sqlite3_file *file) { return (struct handle *)file; }

/* What SQLite's own VFS reports for the errors of a call. */
struct codes {
    int full, failed, read_only;
};

static int code(enum fault_kind kind, struct codes codes) {
    switch (kind) {
    case FAULT_NONE: return SQLITE_OK;
    case FAULT_POWER:
    case FAULT_EIO: return codes.failed;
    case FAULT_ENOSPC: return codes.full;
    case FAULT_EROFS: return codes.read_only;
    }
    return SQLITE_IOERR;
}

static bool is_down(sqlite3_file *file) {
    fault_lock();
    bool is_down = handle_of(file)->disk->is_down;
    fault_unlock();
    return is_down;
}

/* Calls that change the file. */

static int file_write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset) {
    static const struct codes codes = {SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_WRITE};
    struct handle *handle = handle_of(file);
    fault_lock();
    bool was_down = handle->disk->is_down;
    enum fault_kind kind = fault_strike(handle->disk, "write", true);
    /* A write during which the power fails may have reached the disk in part. */
    if (kind == FAULT_NONE || (kind == FAULT_POWER && !was_down))
        fault_add_change(handle->image, CHANGE_WRITE, offset, bytes, (size_t)size);
    fault_unlock();
    if (kind != FAULT_NONE) return code(kind, codes);
    return real_file(file)->pMethods->xWrite(real_file(file), bytes, size, offset);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size) {
    static const struct codes codes = {
        SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_TRUNCATE};
    struct handle *handle = handle_of(file);
    fault_lock();
    enum fault_kind kind = fault_strike(handle->disk, "truncate", false);
    if (kind == FAULT_NONE) fault_add_change(handle->image, CHANGE_TRUNCATE, size, NULL, 0);
    fault_unlock();
    if (kind != FAULT_NONE) return code(kind, codes);
    return real_file(file)->pMethods->xTruncate(real_file(file), size);
}

/* The system is not asked: what a sync means is decided here. */
static int file_sync(sqlite3_file *file, int flags) {
    static const struct codes codes = {
        SQLITE_IOERR_FSYNC, SQLITE_IOERR_FSYNC, SQLITE_IOERR_FSYNC};
    (void)flags;
    struct handle *handle = handle_of(file);
    fault_lock();
    enum fault_kind kind = fault_strike(handle->disk, "sync", true);
    if (kind == FAULT_NONE) {
        /* SQLite's VFS syncs the folder with a new log or journal. */
        if (!handle->image->exists) fault_name_synced(handle->disk, handle->image->path);
        fault_image_synced(handle->image);
    }
    fault_unlock();
    return code(kind, codes);
}

/* The rest works until the power is lost. */

static int file_close(sqlite3_file *file) {
    fault_lock();
    handle_of(file)->disk->open_files -= 1;
    fault_unlock();
    return real_file(file)->pMethods->xClose(real_file(file));
}

static int file_read(sqlite3_file *file, void *bytes, int size, sqlite3_int64 offset) {
    if (is_down(file)) return SQLITE_IOERR_READ;
    return real_file(file)->pMethods->xRead(real_file(file), bytes, size, offset);
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
    if (is_down(file)) return SQLITE_IOERR_FSTAT;
    return real_file(file)->pMethods->xFileSize(real_file(file), size);
}

static int file_lock(sqlite3_file *file, int level) {
    if (is_down(file)) return SQLITE_IOERR_LOCK;
    return real_file(file)->pMethods->xLock(real_file(file), level);
}

static int file_unlock(sqlite3_file *file, int level) {
    return real_file(file)->pMethods->xUnlock(real_file(file), level);
}

static int file_check_lock(sqlite3_file *file, int *result) {
    if (is_down(file)) return SQLITE_IOERR_CHECKRESERVEDLOCK;
    return real_file(file)->pMethods->xCheckReservedLock(real_file(file), result);
}

static void note_commit(struct handle *handle) {
    fault_lock();
    bool counts = handle->is_library && handle->disk->is_counting && !handle->disk->is_down;
    if (counts) handle->disk->commits += 1;
    void (*body)(void *) = counts ? handle->disk->on_commit : NULL;
    void *context = handle->disk->context;
    fault_unlock();
    if (body != NULL) body(context);
}

static int file_control(sqlite3_file *file, int operation, void *argument) {
    /* SQLite tells so when the transaction is over, before it returns to the caller. */
    if (operation == SQLITE_FCNTL_COMMIT_PHASETWO) note_commit(handle_of(file));
    return real_file(file)->pMethods->xFileControl(real_file(file), operation, argument);
}

static int file_sector_size(sqlite3_file *file) {
    return real_file(file)->pMethods->xSectorSize(real_file(file));
}

static int file_characteristics(sqlite3_file *file) {
    return real_file(file)->pMethods->xDeviceCharacteristics(real_file(file));
}

static int file_map_index(
    sqlite3_file *file, int page, int size, int extends, void volatile **memory
) {
    static const struct codes codes = {
        SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_SHMMAP, SQLITE_IOERR_SHMMAP};
    struct handle *handle = handle_of(file);
    fault_lock();
    enum fault_kind kind =
        extends ? fault_strike(handle->disk, "map index", true)
                : handle->disk->is_down ? FAULT_POWER : FAULT_NONE;
    fault_unlock();
    if (kind != FAULT_NONE) return code(kind, codes);
    return real_file(file)->pMethods->xShmMap(real_file(file), page, size, extends, memory);
}

static int file_lock_index(sqlite3_file *file, int offset, int count, int flags) {
    if ((flags & SQLITE_SHM_LOCK) && is_down(file)) return SQLITE_IOERR_SHMLOCK;
    return real_file(file)->pMethods->xShmLock(real_file(file), offset, count, flags);
}

static void file_barrier(sqlite3_file *file) {
    real_file(file)->pMethods->xShmBarrier(real_file(file));
}

static int file_unmap_index(sqlite3_file *file, int deletes) {
    fault_is_inside = true;
    int result = real_file(file)->pMethods->xShmUnmap(real_file(file), deletes);
    fault_is_inside = false;
    return result;
}

/* Version 2: without memory mapping of the file, which would pass the shim by. */
static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
    .xShmMap = file_map_index,
    .xShmLock = file_lock_index,
    .xShmBarrier = file_barrier,
    .xShmUnmap = file_unmap_index,
};

/* The VFS. */

static bool is_library(const char *path) {
    static const char name[] = "/library.sqlite";
    size_t length = strlen(path);
    return length >= sizeof name - 1 && strcmp(path + length - (sizeof name - 1), name) == 0;
}

static int begin_open(struct fault_disk *disk, const char *path, int flags, struct image **image) {
    static const struct codes codes = {SQLITE_CANTOPEN, SQLITE_CANTOPEN, SQLITE_CANTOPEN};
    if (disk->is_down) return SQLITE_CANTOPEN;
    int is_there = 0;
    system_vfs->xAccess(system_vfs, path, SQLITE_ACCESS_EXISTS, &is_there);
    bool creates = !is_there && (flags & SQLITE_OPEN_CREATE);
    if (creates) {
        enum fault_kind kind = fault_strike(disk, "create", true);
        if (kind != FAULT_NONE) return code(kind, codes);
    }
    *image = fault_image(disk, path);
    if (creates) fault_add_change(*image, CHANGE_REPLACE, 0, NULL, 0);
    return SQLITE_OK;
}

static int vfs_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out) {
    (void)vfs;
    struct handle *handle = handle_of(file);
    memset(handle, 0, sizeof *handle);
    fault_lock();
    struct fault_disk *disk = fault_disk_of(path);
    int result = disk == NULL ? SQLITE_OK : begin_open(disk, path, flags, &handle->image);
    fault_unlock();
    if (result != SQLITE_OK) return result;
    if (disk == NULL) {
        /* Not ours: the system's file takes the place of the handle. */
        return system_vfs->xOpen(system_vfs, path, file, flags, out);
    }
    result = system_vfs->xOpen(system_vfs, path, real_file(file), flags, out);
    if (result != SQLITE_OK) return result;
    handle->disk = disk;
    handle->is_library = is_library(path);
    fault_lock();
    disk->open_files += 1;
    fault_unlock();
    handle->base.pMethods = &methods;
    return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *path, int syncs) {
    static const struct codes codes = {
        SQLITE_IOERR_DELETE, SQLITE_IOERR_DELETE, SQLITE_IOERR_DELETE};
    (void)vfs;
    fault_lock();
    struct fault_disk *disk = fault_disk_of(path);
    enum fault_kind kind = disk == NULL ? FAULT_NONE : fault_strike(disk, "delete", false);
    if (disk != NULL && kind == FAULT_NONE) {
        struct image *image = fault_image(disk, path);
        fault_add_change(image, CHANGE_REMOVE, 0, NULL, 0);
        if (syncs) fault_image_synced(image);
    }
    fault_unlock();
    if (kind != FAULT_NONE) return code(kind, codes);
    fault_is_inside = true;
    int result = system_vfs->xDelete(system_vfs, path, disk == NULL ? syncs : 0);
    fault_is_inside = false;
    return result;
}

int fault_vfs_register(void) {
    static sqlite3_vfs vfs;
    if (system_vfs != NULL) return SQLITE_OK;
    system_vfs = sqlite3_vfs_find("unix");
    if (system_vfs == NULL) return SQLITE_ERROR;
    vfs = *system_vfs;
    vfs.pNext = NULL;
    vfs.zName = "fault";
    vfs.szOsFile = (int)sizeof(struct handle) + system_vfs->szOsFile;
    vfs.xOpen = vfs_open;
    vfs.xDelete = vfs_delete;
    return sqlite3_vfs_register(&vfs, 1);
}
