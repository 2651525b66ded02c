/* A disk that fails when it is told to, for one folder of this process.
 *
 * SQLite reaches it through a VFS, and other code through write, fsync, link, rename, unlink and
 * mkdir, which this target defines in place of the system's. Files are real ones. What has not
 * been synced is remembered besides, so that a loss of power can take it away again.
 *
 * A point is one call that changes the disk, or any other moment that a test names with
 * fault_disk_reach. Points are counted from 1. All functions are safe on any thread. */
#ifndef FAULT_VFS_H
#define FAULT_VFS_H

#include <stdbool.h>
#include <stdint.h>

/* What happens at the point. */
enum fault_kind {
    FAULT_NONE,
    FAULT_POWER,  /* nothing works from there on */
    FAULT_ENOSPC, /* no room for more bytes or names */
    FAULT_EIO,
    FAULT_EROFS,
};

/* What a loss of power leaves of the calls that were not synced. */
enum fault_survival {
    SURVIVAL_LOST,      /* nothing */
    SURVIVAL_TORN,      /* the first ones, the last of these cut at a sector */
    SURVIVAL_REORDERED, /* any sectors of any of them */
    SURVIVAL_KEPT,      /* all, as when only the process ends */
};

typedef struct fault_disk fault_disk;

/* Makes the VFS the default one of this process. Safe to repeat. Returns an SQLite code. */
int fault_vfs_register(void);

/* Watches everything below `folder`, whose path has no symbolic link in it. */
fault_disk *_Nonnull fault_disk_new(const char *_Nonnull folder);
void fault_disk_free(fault_disk *_Nonnull disk);

/* Counts points from here on and lets `kind` strike at `point`; with `lasting` also at all later
 * ones. Everything before counts as synced. */
void fault_disk_arm(fault_disk *_Nonnull disk, int64_t point, enum fault_kind kind, bool lasting);

/* The disk works again. Points are no longer counted. */
void fault_disk_mend(fault_disk *_Nonnull disk);

/* One point more; whether the power is lost by then. */
bool fault_disk_reach(fault_disk *_Nonnull disk);

/* Points since it was armed. */
int64_t fault_disk_points(fault_disk *_Nonnull disk);
/* Points at which the fault has struck. */
int64_t fault_disk_strikes(fault_disk *_Nonnull disk);
/* The name of the call at which it struck first, such as "write"; "" where it did not. */
const char *_Nonnull fault_disk_place(fault_disk *_Nonnull disk);
bool fault_disk_is_down(fault_disk *_Nonnull disk);
/* Files that SQLite has open. */
int fault_disk_open_files(fault_disk *_Nonnull disk);
/* Transactions that SQLite has reported as committed in a file named `library.sqlite`. */
int64_t fault_disk_commits(fault_disk *_Nonnull disk);

/* Calls `body` after each such transaction, on the thread that made it. */
void fault_disk_on_commit(
    fault_disk *_Nonnull disk, void (*_Nullable body)(void *_Nullable), void *_Nullable context);

/* Puts on the disk what a loss of power leaves, and ends the fault. No file may be open. */
void fault_disk_reboot(fault_disk *_Nonnull disk, enum fault_survival survival, uint64_t seed);

#endif
