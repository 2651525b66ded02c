/* SQLite's files: what is on the disk, and what a loss of power makes of the rest. */
#define _GNU_SOURCE
#include "fault_disk.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void forget_changes(struct image *image) {
    while (image->first != NULL) {
        struct change *change = image->first;
        image->first = change->next;
        free(change);
    }
    image->last = &image->first;
}

static void load(struct image *image) {
    free(image->bytes);
    image->bytes = NULL;
    image->size = 0;
    int file = open(image->path, O_RDONLY | O_CLOEXEC);
    image->exists = file >= 0;
    if (file < 0) return;
    struct stat status;
    if (fstat(file, &status) == 0 && status.st_size > 0) {
        image->bytes = fault_reserve((size_t)status.st_size);
        while (image->size < (size_t)status.st_size) {
            ssize_t count = read(
                file, image->bytes + image->size, (size_t)status.st_size - image->size);
            if (count <= 0) break;
            image->size += (size_t)count;
        }
    }
    close(file);
}

struct image *fault_image(struct fault_disk *disk, const char *path) {
    for (struct image *image = disk->images; image != NULL; image = image->next)
        if (strcmp(image->path, path) == 0) return image;
    struct image *image = fault_reserve(sizeof *image);
    image->path = fault_copied(path);
    image->last = &image->first;
    /* Read before SQLite opens it: closing a descriptor gives up the locks of the others. */
    load(image);
    image->next = disk->images;
    disk->images = image;
    return image;
}

void fault_add_change(
    struct image *image, int kind, int64_t offset, const void *bytes, size_t size
) {
    struct change *change = fault_reserve(sizeof *change + size);
    change->kind = kind;
    change->offset = offset;
    change->size = size;
    if (size > 0) memcpy(change->bytes, bytes, size);
    *image->last = change;
    image->last = &change->next;
}

void fault_free_image(struct image *image) {
    forget_changes(image);
    free(image->bytes);
    free(image->path);
    free(image);
}

/* A file's content while changes are applied to it. */
struct content {
    bool exists;
    unsigned char *bytes;
    size_t size, capacity;
};

static void resize(struct content *content, size_t size) {
    if (size > content->capacity) {
        size_t capacity = size * 2;
        unsigned char *bytes = fault_reserve(capacity);
        if (content->size > 0) memcpy(bytes, content->bytes, content->size);
        free(content->bytes);
        content->bytes = bytes;
        content->capacity = capacity;
    }
    if (size > content->size) memset(content->bytes + content->size, 0, size - content->size);
    content->size = size;
}

static void write_part(
    struct content *content, const struct change *change, size_t start, size_t end
) {
    size_t offset = (size_t)change->offset;
    if (offset + end > content->size) resize(content, offset + end);
    memcpy(content->bytes + offset + start, change->bytes + start, end - start);
}

static void apply(struct content *content, const struct change *change) {
    switch (change->kind) {
    case CHANGE_WRITE: write_part(content, change, 0, change->size); break;
    case CHANGE_TRUNCATE:
        if ((size_t)change->offset < content->size) resize(content, (size_t)change->offset);
        break;
    case CHANGE_REMOVE: content->exists = false; return;
    case CHANGE_REPLACE: resize(content, 0); break;
    }
    content->exists = true;
}

static struct content durable(const struct image *image) {
    struct content content = {.exists = image->exists};
    if (image->size > 0) {
        resize(&content, image->size);
        memcpy(content.bytes, image->bytes, image->size);
    }
    return content;
}

void fault_image_synced(struct image *image) {
    struct content content = durable(image);
    for (struct change *change = image->first; change != NULL; change = change->next)
        apply(&content, change);
    free(image->bytes);
    image->exists = content.exists;
    image->bytes = content.bytes;
    image->size = content.size;
    forget_changes(image);
}

/* What power takes away. */

/* Where the sector after `position` begins, counted from the start of the change. */
static size_t sector_end(const struct change *change, size_t position) {
    size_t place = (size_t)change->offset + position;
    size_t end = (place / FAULT_SECTOR + 1) * FAULT_SECTOR - (size_t)change->offset;
    return end < change->size ? end : change->size;
}

static void tear(struct content *content, const struct image *image, uint64_t *state) {
    size_t count = 0;
    for (struct change *change = image->first; change != NULL; change = change->next) count += 1;
    size_t whole = (size_t)(fault_number(state) % (count + 1));
    struct change *change = image->first;
    for (; whole > 0; whole -= 1, change = change->next) apply(content, change);
    if (change == NULL || change->kind != CHANGE_WRITE) return;
    size_t end = 0;
    while (end < change->size && fault_toss(state)) end = sector_end(change, end);
    if (end > 0) {
        write_part(content, change, 0, end);
        content->exists = true;
    }
}

static void scatter(struct content *content, const struct image *image, uint64_t *state) {
    for (struct change *change = image->first; change != NULL; change = change->next) {
        if (change->kind == CHANGE_REPLACE && !fault_toss(state)) return; /* the former file is back */
        if (change->kind == CHANGE_REPLACE) {
            apply(content, change);
        } else if (change->kind != CHANGE_WRITE) {
            if (fault_toss(state)) apply(content, change);
        } else {
            for (size_t start = 0; start < change->size;) {
                size_t end = sector_end(change, start);
                if (fault_toss(state)) {
                    write_part(content, change, start, end);
                    content->exists = true;
                }
                start = end;
            }
        }
    }
}

static void put(const char *path, const struct content *content) {
    if (!content->exists) {
        unlink(path);
        return;
    }
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return; /* the folder itself is gone */
    size_t done = 0;
    while (done < content->size) {
        ssize_t count = write(file, content->bytes + done, content->size - done);
        if (count <= 0) abort();
        done += (size_t)count;
    }
    close(file);
}

void fault_restore_image(
    const struct image *image, enum fault_survival survival, uint64_t *state
) {
    if (image->first == NULL && image->exists) return;
    struct content content = durable(image);
    switch (survival) {
    case SURVIVAL_LOST: break;
    case SURVIVAL_TORN: tear(&content, image, state); break;
    case SURVIVAL_REORDERED: scatter(&content, image, state); break;
    case SURVIVAL_KEPT: free(content.bytes); return;
    }
    put(image->path, &content);
    free(content.bytes);
}

void fault_forget_index(const char *path) {
    char *index = NULL;
    if (asprintf(&index, "%s-shm", path) < 0) abort();
    unlink(index);
    free(index);
}
