/* The calls by which other code changes files, in place of the system's. What is not below a
 * folder that a test watches goes to the system at once. */
#define _GNU_SOURCE
#include "fault_disk.h"
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SYSTEM(name) \
    static __typeof__(name) *system_call; \
    if (system_call == NULL) system_call = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

static bool is_watched(void) { return fault_is_any() && !fault_is_inside; }

/* The path that a descriptor was opened by; `false` where it has none. */
static bool path_of(int descriptor, char path[PATH_MAX]) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0 || path[0] != '/') return false;
    path[length] = 0;
    return true;
}

static bool path_at(int folder, const char *name, char path[PATH_MAX]) {
    if (name[0] == '/') return snprintf(path, PATH_MAX, "%s", name) < PATH_MAX;
    if (folder == AT_FDCWD) {
        if (getcwd(path, PATH_MAX) == NULL) return false;
    } else if (!path_of(folder, path)) {
        return false;
    }
    size_t length = strlen(path);
    return snprintf(path + length, PATH_MAX - length, "/%s", name) < (int)(PATH_MAX - length);
}

/* Counts a call on `path`. `true`, with errno, where it has to fail. The lock is held then and
 * afterwards where there is a disk. */
static bool fails(struct fault_disk *disk, const char *place, bool takes_room) {
    switch (fault_strike(disk, place, takes_room)) {
    case FAULT_NONE: return false;
    case FAULT_POWER:
    case FAULT_EIO: errno = EIO; return true;
    case FAULT_ENOSPC: errno = ENOSPC; return true;
    case FAULT_EROFS: errno = EROFS; return true;
    }
    return false;
}

ssize_t write(int descriptor, const void *bytes, size_t size) {
    SYSTEM(write);
    char path[PATH_MAX];
    if (is_watched() && path_of(descriptor, path)) {
        fault_lock();
        struct fault_disk *disk = fault_disk_of(path);
        bool has_failed = disk != NULL && fails(disk, "write", true);
        if (disk != NULL && !has_failed) fault_add_draft(disk, path);
        fault_unlock();
        if (has_failed) return -1;
    }
    return system_call(descriptor, bytes, size);
}

/* The system is not asked where the disk is watched: what a sync means is decided here. */
static bool sync_is_ours(int descriptor, int *result) {
    char path[PATH_MAX];
    struct stat status;
    if (!is_watched() || !path_of(descriptor, path) || fstat(descriptor, &status) != 0)
        return false;
    fault_lock();
    struct fault_disk *disk = fault_disk_of(path);
    if (disk != NULL) {
        *result = fails(disk, "fsync", true) ? -1 : 0;
        if (*result == 0 && S_ISDIR(status.st_mode)) fault_names_synced(disk, path);
        if (*result == 0) fault_draft_synced(disk, path);
    }
    fault_unlock();
    return disk != NULL;
}

int fsync(int descriptor) {
    SYSTEM(fsync);
    int result = 0;
    return sync_is_ours(descriptor, &result) ? result : system_call(descriptor);
}

int fdatasync(int descriptor) {
    SYSTEM(fdatasync);
    int result = 0;
    return sync_is_ours(descriptor, &result) ? result : system_call(descriptor);
}

/* Begins a change of names; `false` where it has to fail. With a disk the lock stays. */
static bool begin(
    const char *path, const char *place, bool takes_room, struct fault_disk **disk
) {
    fault_lock();
    *disk = fault_disk_of(path);
    bool has_failed = *disk != NULL && fails(*disk, place, takes_room);
    if (*disk == NULL || has_failed) fault_unlock();
    return !has_failed;
}

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
    SYSTEM(renameat);
    char former[PATH_MAX], path[PATH_MAX];
    struct fault_disk *disk = NULL;
    if (is_watched() && path_at(from_folder, from, former) && path_at(to_folder, to, path)
        && !begin(path, "rename", false, &disk))
        return -1;
    int result = system_call(from_folder, from, to_folder, to);
    if (disk != NULL) {
        if (result == 0) fault_add_naming(disk, NAME_MOVED, path, former);
        fault_unlock();
    }
    return result;
}

int rename(const char *from, const char *to) { return renameat(AT_FDCWD, from, AT_FDCWD, to); }

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
    SYSTEM(linkat);
    char path[PATH_MAX];
    struct fault_disk *disk = NULL;
    if (is_watched() && path_at(to_folder, to, path) && !begin(path, "link", true, &disk)) return -1;
    int result = system_call(from_folder, from, to_folder, to, flags);
    if (disk != NULL) {
        if (result == 0) fault_add_naming(disk, NAME_MADE, path, NULL);
        fault_unlock();
    }
    return result;
}

int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

int mkdirat(int folder, const char *name, mode_t mode) {
    SYSTEM(mkdirat);
    char path[PATH_MAX];
    struct fault_disk *disk = NULL;
    struct stat status;
    if (is_watched() && path_at(folder, name, path) && stat(path, &status) != 0
        && !begin(path, "mkdir", true, &disk))
        return -1;
    int result = system_call(folder, name, mode);
    if (disk != NULL) {
        if (result == 0) fault_add_naming(disk, NAME_MADE, path, NULL);
        fault_unlock();
    }
    return result;
}

int mkdir(const char *name, mode_t mode) { return mkdirat(AT_FDCWD, name, mode); }

int unlinkat(int folder, const char *name, int flags) {
    SYSTEM(unlinkat);
    char path[PATH_MAX];
    struct fault_disk *disk = NULL;
    struct stat status;
    bool is_file = fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0
        && S_ISREG(status.st_mode);
    if (is_file && is_watched() && path_at(folder, name, path) && !begin(path, "unlink", false, &disk))
        return -1;
    char *copy = NULL;
    if (disk != NULL) {
        copy = fault_trash_place(disk);
        fault_is_inside = true;
        link(path, copy);
        fault_is_inside = false;
    }
    int result = system_call(folder, name, flags);
    if (disk != NULL) {
        if (result == 0) fault_add_naming(disk, NAME_REMOVED, path, copy);
        fault_unlock();
        free(copy);
    }
    return result;
}

int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }
