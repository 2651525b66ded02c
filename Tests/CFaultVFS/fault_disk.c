/* Watched folders, their points and their faults. */
#define _GNU_SOURCE
#include "fault_disk.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

_Thread_local bool fault_is_inside;

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static struct fault_disk *disks;
static atomic_int disk_count;

void fault_lock(void) { pthread_mutex_lock(&mutex); }
void fault_unlock(void) { pthread_mutex_unlock(&mutex); }
bool fault_is_any(void) { return atomic_load_explicit(&disk_count, memory_order_relaxed) > 0; }

void *fault_reserve(size_t size) {
    void *memory = calloc(1, size > 0 ? size : 1);
    if (memory == NULL) abort();
    return memory;
}

char *fault_copied(const char *text) {
    char *copy = strdup(text);
    if (copy == NULL) abort();
    return copy;
}

struct fault_disk *fault_disk_of(const char *path) {
    if (path == NULL) return NULL;
    for (struct fault_disk *disk = disks; disk != NULL; disk = disk->next) {
        /* The folder itself as well: syncing it makes the names in it last. */
        char end = strncmp(path, disk->folder, disk->folder_length) == 0
            ? path[disk->folder_length] : 1;
        if (end == '/' || end == 0) return disk;
    }
    return NULL;
}

enum fault_kind fault_strike(struct fault_disk *disk, const char *place, bool takes_room) {
    if (disk->is_down) return FAULT_POWER;
    if (!disk->is_counting) return FAULT_NONE;
    disk->points += 1;
    if (disk->kind == FAULT_ENOSPC && !takes_room) return FAULT_NONE;
    bool strikes = disk->points == disk->point
        || (disk->is_lasting && disk->points > disk->point);
    if (!strikes || disk->kind == FAULT_NONE) return FAULT_NONE;
    disk->strikes += 1;
    if (disk->strikes == 1) disk->place = place;
    if (disk->kind == FAULT_POWER) disk->is_down = true;
    return disk->kind;
}

uint64_t fault_number(uint64_t *state) {
    *state += 0x9E3779B97F4A7C15u;
    uint64_t mixed = *state;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
}

bool fault_toss(uint64_t *state) { return fault_number(state) & 1; }

/* What tests call. */

static void forget_all(struct fault_disk *disk) {
    while (disk->images != NULL) {
        struct image *image = disk->images;
        disk->images = image->next;
        fault_free_image(image);
    }
    fault_forget_names(disk);
}

fault_disk *fault_disk_new(const char *folder) {
    struct fault_disk *disk = fault_reserve(sizeof *disk);
    disk->folder = fault_copied(folder);
    disk->folder_length = strlen(folder);
    disk->place = "";
    if (asprintf(&disk->trash, "%s.trash", folder) < 0) abort();
    mkdir(disk->trash, 0700);
    fault_lock();
    disk->next = disks;
    disks = disk;
    atomic_fetch_add(&disk_count, 1);
    fault_unlock();
    return disk;
}

void fault_disk_free(fault_disk *disk) {
    fault_lock();
    for (struct fault_disk **place = &disks; *place != NULL; place = &(*place)->next) {
        if (*place != disk) continue;
        *place = disk->next;
        break;
    }
    atomic_fetch_sub(&disk_count, 1);
    forget_all(disk);
    fault_unlock();
    free(disk->folder);
    free(disk->trash);
    free(disk);
}

static void settle(struct fault_disk *disk) {
    for (struct image *image = disk->images; image != NULL; image = image->next)
        fault_image_synced(image);
    fault_forget_names(disk);
}

void fault_disk_arm(fault_disk *disk, int64_t point, enum fault_kind kind, bool lasting) {
    fault_lock();
    if (disk->open_files == 0) forget_all(disk);
    else settle(disk);
    disk->is_counting = true;
    disk->is_lasting = lasting;
    disk->is_down = false;
    disk->kind = kind;
    disk->point = point;
    disk->points = disk->strikes = disk->commits = 0;
    disk->place = "";
    fault_unlock();
}

void fault_disk_mend(fault_disk *disk) {
    fault_lock();
    disk->is_counting = disk->is_down = false;
    fault_unlock();
}

bool fault_disk_reach(fault_disk *disk) {
    fault_lock();
    /* Only power has a meaning away from the disk; the point is counted all the same. */
    bool is_down = fault_strike(disk, "exchange", false) == FAULT_POWER;
    fault_unlock();
    return is_down;
}

void fault_disk_on_commit(fault_disk *disk, void (*body)(void *), void *context) {
    fault_lock();
    disk->on_commit = body;
    disk->context = context;
    fault_unlock();
}

void fault_disk_reboot(fault_disk *disk, enum fault_survival survival, uint64_t seed) {
    uint64_t state = seed;
    fault_lock();
    fault_is_inside = true;
    for (struct image *image = disk->images; image != NULL; image = image->next) {
        fault_restore_image(image, survival, &state);
        if (survival != SURVIVAL_KEPT) fault_forget_index(image->path);
    }
    fault_restore_others(disk, survival, &state);
    fault_is_inside = false;
    forget_all(disk);
    disk->is_counting = disk->is_down = false;
    fault_unlock();
}

int64_t fault_disk_points(fault_disk *disk) {
    fault_lock();
    int64_t points = disk->points;
    fault_unlock();
    return points;
}

int64_t fault_disk_strikes(fault_disk *disk) {
    fault_lock();
    int64_t strikes = disk->strikes;
    fault_unlock();
    return strikes;
}

const char *fault_disk_place(fault_disk *disk) {
    fault_lock();
    const char *place = disk->place;
    fault_unlock();
    return place;
}

bool fault_disk_is_down(fault_disk *disk) {
    fault_lock();
    bool is_down = disk->is_down;
    fault_unlock();
    return is_down;
}

int fault_disk_open_files(fault_disk *disk) {
    fault_lock();
    int count = disk->open_files;
    fault_unlock();
    return count;
}

int64_t fault_disk_commits(fault_disk *disk) {
    fault_lock();
    int64_t commits = disk->commits;
    fault_unlock();
    return commits;
}
