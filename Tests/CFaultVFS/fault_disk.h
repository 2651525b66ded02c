/* What the VFS, the file calls and the disk share. */
#ifndef FAULT_DISK_H
#define FAULT_DISK_H

#include "fault_vfs.h"
#include <stddef.h>

enum { FAULT_SECTOR = 512 };

/* A change of a file that no sync has confirmed. */
struct change {
    struct change *next;
    enum { CHANGE_WRITE, CHANGE_TRUNCATE, CHANGE_REMOVE, CHANGE_REPLACE } kind;
    int64_t offset; /* or the length to cut to */
    size_t size;
    unsigned char bytes[];
};

/* A file of SQLite's: what is on the disk for certain, and what may be. */
struct image {
    struct image *next;
    char *path;
    bool exists;
    unsigned char *bytes;
    size_t size;
    struct change *first, **last;
};

/* A file of other code's that was written and not synced. */
struct draft {
    struct draft *next;
    char *path;
};

/* A name that was made or taken away in a folder that was not synced since. */
struct naming {
    struct naming *next;
    enum { NAME_MADE, NAME_MOVED, NAME_REMOVED } kind;
    char *path;
    char *former; /* where it was, or the copy that is kept of it; may be NULL */
};

struct fault_disk {
    struct fault_disk *next;
    char *folder;
    size_t folder_length;
    char *trash;
    int trash_count;
    bool is_counting, is_lasting, is_down;
    enum fault_kind kind;
    int64_t point, points, strikes, commits;
    const char *place;
    int open_files;
    struct image *images;
    struct draft *drafts;
    struct naming *namings; /* newest first */
    void (*on_commit)(void *);
    void *context;
};

/* Zeroed. A test process that has no memory cannot go on. */
void *fault_reserve(size_t size);
char *fault_copied(const char *text);
/* The next number of a seed's. */
uint64_t fault_number(uint64_t *state);
bool fault_toss(uint64_t *state);

void fault_lock(void);
void fault_unlock(void);

/* The disk that watches `path`, or NULL. */
struct fault_disk *fault_disk_of(const char *path);
/* Whether any disk is watched, without the lock. */
bool fault_is_any(void);

/* Counts a call. Returns what strikes it; a full disk only what needs room. */
enum fault_kind fault_strike(struct fault_disk *disk, const char *place, bool takes_room);

/* The file as it is, if it has no changes that are not synced. */
struct image *fault_image(struct fault_disk *disk, const char *path);
void fault_add_change(
    struct image *image, int kind, int64_t offset, const void *bytes, size_t size);
/* Everything in the file is on the disk. */
void fault_image_synced(struct image *image);

/* Puts on the disk what a loss of power leaves of it. */
void fault_restore_image(
    const struct image *image, enum fault_survival survival, uint64_t *state);
/* Memory between processes does not survive a loss of power. */
void fault_forget_index(const char *path);
void fault_free_image(struct image *image);

void fault_add_draft(struct fault_disk *disk, const char *path);
void fault_draft_synced(struct fault_disk *disk, const char *path);
void fault_add_naming(struct fault_disk *disk, int kind, const char *path, const char *former);
/* All names in the folder are on the disk. */
void fault_names_synced(struct fault_disk *disk, const char *folder);
/* The same for the folder that holds the file. */
void fault_name_synced(struct fault_disk *disk, const char *path);
/* A place for a file that may have to come back; the caller frees it. */
char *fault_trash_place(struct fault_disk *disk);

/* Puts files and names back that a loss of power takes away. */
void fault_restore_others(
    struct fault_disk *disk, enum fault_survival survival, uint64_t *state);
void fault_forget_names(struct fault_disk *disk);

/* Set while the shim itself uses the file calls, by thread. */
extern _Thread_local bool fault_is_inside;

#endif
