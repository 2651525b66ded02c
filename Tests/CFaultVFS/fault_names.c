/* Files and names of other code, and what a loss of power makes of them. */
#define _GNU_SOURCE
#include "fault_disk.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void fault_add_draft(struct fault_disk *disk, const char *path) {
    for (struct draft *draft = disk->drafts; draft != NULL; draft = draft->next)
        if (strcmp(draft->path, path) == 0) return;
    struct draft *draft = fault_reserve(sizeof *draft);
    draft->path = fault_copied(path);
    draft->next = disk->drafts;
    disk->drafts = draft;
}

void fault_draft_synced(struct fault_disk *disk, const char *path) {
    for (struct draft **place = &disk->drafts; *place != NULL; place = &(*place)->next) {
        struct draft *draft = *place;
        if (strcmp(draft->path, path) != 0) continue;
        *place = draft->next;
        free(draft->path);
        free(draft);
        return;
    }
}

static void move_draft(struct fault_disk *disk, const char *from, const char *to) {
    for (struct draft *draft = disk->drafts; draft != NULL; draft = draft->next) {
        if (strcmp(draft->path, from) != 0) continue;
        free(draft->path);
        draft->path = fault_copied(to);
        return;
    }
}

void fault_add_naming(struct fault_disk *disk, int kind, const char *path, const char *former) {
    struct naming *naming = fault_reserve(sizeof *naming);
    naming->kind = kind;
    naming->path = fault_copied(path);
    naming->former = former == NULL ? NULL : fault_copied(former);
    naming->next = disk->namings;
    disk->namings = naming;
    if (kind == NAME_MOVED) move_draft(disk, former, path);
}

static void free_naming(struct naming *naming) {
    free(naming->path);
    free(naming->former);
    free(naming);
}

void fault_names_synced(struct fault_disk *disk, const char *folder) {
    size_t length = strlen(folder);
    struct naming **place = &disk->namings;
    while (*place != NULL) {
        struct naming *naming = *place;
        const char *name = strrchr(naming->path, '/');
        if ((size_t)(name - naming->path) == length
            && strncmp(naming->path, folder, length) == 0) {
            *place = naming->next;
            free_naming(naming);
        } else {
            place = &naming->next;
        }
    }
}

void fault_name_synced(struct fault_disk *disk, const char *path) {
    char *folder = fault_copied(path);
    char *name = strrchr(folder, '/');
    if (name != NULL) *name = 0;
    fault_names_synced(disk, folder);
    free(folder);
}

char *fault_trash_place(struct fault_disk *disk) {
    char *place = NULL;
    disk->trash_count += 1;
    if (asprintf(&place, "%s/%d", disk->trash, disk->trash_count) < 0) abort();
    return place;
}

static void undo(struct fault_disk *disk, const struct naming *naming) {
    switch (naming->kind) {
    case NAME_MADE: {
        char *place = fault_trash_place(disk);
        rename(naming->path, place);
        free(place);
        break;
    }
    case NAME_MOVED: rename(naming->path, naming->former); break;
    case NAME_REMOVED: link(naming->former, naming->path); break;
    }
}

void fault_restore_others(
    struct fault_disk *disk, enum fault_survival survival, uint64_t *state
) {
    for (struct draft *draft = disk->drafts; draft != NULL; draft = draft->next) {
        struct stat status;
        if (survival == SURVIVAL_KEPT || stat(draft->path, &status) != 0) continue;
        uint64_t sectors = (uint64_t)status.st_size / FAULT_SECTOR + 1;
        uint64_t left = survival == SURVIVAL_LOST ? 0 : fault_number(state) % sectors;
        if (truncate(draft->path, (off_t)(left * FAULT_SECTOR)) != 0) abort();
    }
    /* A journal of names keeps the first ones, so the newest go first. */
    for (struct naming *naming = disk->namings; naming != NULL; naming = naming->next) {
        if (survival == SURVIVAL_KEPT) return;
        if (survival != SURVIVAL_LOST && fault_toss(state)) return;
        undo(disk, naming);
    }
}

void fault_forget_names(struct fault_disk *disk) {
    while (disk->drafts != NULL) fault_draft_synced(disk, disk->drafts->path);
    while (disk->namings != NULL) {
        struct naming *naming = disk->namings;
        disk->namings = naming->next;
        free_naming(naming);
    }
}
