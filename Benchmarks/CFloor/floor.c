#include "floor.h"

#include <png.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void (*watcher)(const char *, void *);
static void *watcher_context;

static int traced(unsigned kind, void *context, void *statement, void *text) {
    (void)kind;
    (void)context;
    if (strncmp(text, "--", 2) == 0) return 0;
    char *expanded = sqlite3_expanded_sql(statement);
    if (expanded) watcher(expanded, watcher_context);
    sqlite3_free(expanded);
    return 0;
}

static int opened(sqlite3 *database, char **error, const void *api) {
    (void)error;
    (void)api;
    return sqlite3_trace_v2(database, SQLITE_TRACE_STMT, traced, NULL);
}

void floor_watch(void (*seen)(const char *, void *), void *context) {
    watcher = seen;
    watcher_context = context;
    sqlite3_auto_extension((void (*)(void))opened);
}

void *floor_open(const char *path) {
    sqlite3 *database = NULL;
    sqlite3_reset_auto_extension();
    if (sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
        sqlite3_close(database);
        return NULL;
    }
    sqlite3_exec(
        database, "PRAGMA secure_delete = OFF; PRAGMA cache_size = -16384; PRAGMA synchronous = FULL",
        NULL, NULL, NULL);
    return database;
}

void floor_close(void *connection) { sqlite3_close(connection); }

static void read_columns(sqlite3_stmt *statement) {
    for (int column = sqlite3_column_count(statement) - 1; column >= 0; column--) {
        switch (sqlite3_column_type(statement, column)) {
        case SQLITE_INTEGER: sqlite3_column_int64(statement, column); break;
        case SQLITE_FLOAT: sqlite3_column_double(statement, column); break;
        case SQLITE_NULL: break;
        default: sqlite3_column_text(statement, column);
        }
    }
}

int floor_query(void *connection, const char *text) {
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(connection, text, -1, &statement, NULL) != SQLITE_OK) return -1;
    int rows = 0, result;
    while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
        read_columns(statement);
        rows++;
    }
    sqlite3_finalize(statement);
    return result == SQLITE_DONE ? rows : -1;
}

static long long now(clockid_t clock) {
    struct timespec moment;
    clock_gettime(clock, &moment);
    return moment.tv_sec * 1000000000LL + moment.tv_nsec;
}

long long floor_cpu(void) { return now(CLOCK_PROCESS_CPUTIME_ID); }

long long floor_clock(void) { return now(CLOCK_MONOTONIC); }

long long floor_sync(int descriptor) {
    static const char page[4096];
    long long start = floor_clock();
    if (write(descriptor, page, sizeof page) != sizeof page) return -1;
    if (fdatasync(descriptor) != 0) return -1;
    return floor_clock() - start;
}

/* One item a minute, from 2026 on; rowids are eighths of a second since 2020. */
static const long long first_second = 1767225600, rowid_zero = 1577836800;

struct load {
    sqlite3 *database;
    sqlite3_stmt *find, *item, *listed, *index, *term, *trigram;
    int result;
};

static sqlite3_stmt *prepared(struct load *load, const char *text) {
    sqlite3_stmt *statement = NULL;
    if (load->result == SQLITE_OK)
        load->result = sqlite3_prepare_v2(load->database, text, -1, &statement, NULL);
    return statement;
}

static void run(struct load *load, sqlite3_stmt *statement) {
    if (load->result != SQLITE_OK) return;
    int result = sqlite3_step(statement);
    if (result != SQLITE_DONE && result != SQLITE_ROW) load->result = result;
    sqlite3_reset(statement);
}

static void execute(struct load *load, const char *text) {
    if (load->result == SQLITE_OK)
        load->result = sqlite3_exec(load->database, text, NULL, NULL, NULL);
}

static void load_item(struct load *load, int number, const char *text) {
    char id[32], media[32];
    long long second = first_second + number * 60LL;
    sqlite3_snprintf(sizeof id, id, "%08d", number);
    sqlite3_snprintf(sizeof media, media, "media-%d", number);
    sqlite3_bind_text(load->find, 1, media, -1, SQLITE_STATIC);
    run(load, load->find);
    sqlite3_bind_int64(load->item, 1, (second - rowid_zero) * 8);
    sqlite3_bind_text(load->item, 2, id, -1, SQLITE_STATIC);
    sqlite3_bind_text(load->item, 3, media, -1, SQLITE_STATIC);
    sqlite3_bind_text(load->item, 4, text, -1, SQLITE_STATIC);
    sqlite3_bind_int64(load->item, 5, second * 1000);
    run(load, load->item);
    sqlite3_bind_int64(load->listed, 1, (second - rowid_zero) * 8);
    sqlite3_bind_int64(load->listed, 2, second * 1000);
    run(load, load->listed);
}

static void load_terms(struct load *load, const char *text) {
    while (*text) {
        size_t length = strcspn(text, " -.");
        if (length > 0) {
            sqlite3_bind_text(load->term, 1, text, (int)length, SQLITE_STATIC);
            run(load, load->term);
            if (sqlite3_changes(load->database) > 0) {
                sqlite3_bind_int64(
                    load->trigram, 1, sqlite3_last_insert_rowid(load->database));
                sqlite3_bind_text(load->trigram, 2, text, (int)length, SQLITE_STATIC);
                run(load, load->trigram);
            }
        }
        text += length + (text[length] != 0);
    }
}

static void load_batch(struct load *load, const char *const *texts, int from, int to) {
    execute(load, "BEGIN IMMEDIATE");
    for (int number = from; number < to; number++) load_item(load, number, texts[number]);
    sqlite3_bind_int64(load->index, 1, (first_second + from * 60LL - rowid_zero) * 8);
    sqlite3_bind_int64(load->index, 2, (first_second + to * 60LL - rowid_zero) * 8 - 1);
    run(load, load->index);
    for (int number = from; number < to; number++) load_terms(load, texts[number]);
    execute(load, "COMMIT");
}

int floor_load(const char *path, const char *const *texts, int count, int batch) {
    struct load load = {.database = floor_open(path), .result = SQLITE_OK};
    if (!load.database) return SQLITE_CANTOPEN;
    load.find = prepared(&load, "SELECT rowid FROM mediaItem WHERE mediaId = ?");
    load.item = prepared(&load,
        "INSERT INTO mediaItem (rowid, id, mediaId, kind, state, presence, fileName, createdAt, "
        "addedAt, remoteJSON) VALUES (?, ?, ?, 'image', 'ready', 'remote', ?, ?5, ?5, '{}')");
    load.listed = prepared(&load, "INSERT INTO listedItem (item, createdAt) VALUES (?, ?)");
    load.index = prepared(&load,
        "INSERT INTO mediaText (rowid, prompt, tags, notes, fileName, facets) "
        "SELECT rowid, prompt, tags, notes, fileName, facets FROM mediaTextSource "
        "WHERE rowid BETWEEN ? AND ? ORDER BY rowid");
    load.term = prepared(&load, "INSERT OR IGNORE INTO term (term) VALUES (?)");
    load.trigram = prepared(&load, "INSERT INTO termTrigram (rowid, term) VALUES (?, ?)");
    for (int from = 0; from < count && load.result == SQLITE_OK; from += batch)
        load_batch(&load, texts, from, from + batch < count ? from + batch : count);
    sqlite3_finalize(load.find);
    sqlite3_finalize(load.item);
    sqlite3_finalize(load.listed);
    sqlite3_finalize(load.index);
    sqlite3_finalize(load.term);
    sqlite3_finalize(load.trigram);
    sqlite3_close(load.database);
    return load.result;
}

int floor_png(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) return -1;
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    png_bytep volatile row = NULL;
    int result = -1;
    if (info && !setjmp(png_jmpbuf(png))) {
        png_init_io(png, file);
        png_read_info(png, info);
        row = malloc(png_get_rowbytes(png, info));
        for (png_uint_32 y = png_get_image_height(png, info); y > 0; y--) {
            png_read_row(png, row, NULL);
        }
        result = 0;
    }
    free(row);
    png_destroy_read_struct(&png, &info, NULL);
    fclose(file);
    return result;
}
