#ifndef FOLIO_FLOOR_H
#define FOLIO_FLOOR_H

/* What Folio is compared with: the same work by the C interface of SQLite, of libpng and of
   the system. */

/* Calls `seen` with the text of every statement that any connection opened from now on runs, its
   parameters filled in. Statements of triggers are left out. */
void floor_watch(void (*seen)(const char *statement, void *context), void *context);

/* A connection with the settings of Folio's, or null. Watches nothing from then on. */
void *floor_open(const char *path);
void floor_close(void *connection);

/* Prepares a statement, reads all columns of all rows, and finalizes it. Returns the number of
   rows, or -1. */
int floor_query(void *connection, const char *statement);

/* Inserts `count` items of a listing and their text into a library that no other process uses,
   `batch` in each transaction. `texts` has a file name for each. Returns 0, or a result code. */
int floor_load(const char *path, const char *const *texts, int count, int batch);

/* Nanoseconds of one write of 4 KiB at the end of a file and fdatasync, or -1. */
long long floor_sync(int descriptor);

/* Decodes a PNG file that is not interlaced and drops the rows. Returns 0, or -1. */
int floor_png(const char *path);

/* Nanoseconds of CPU that this process has used. */
long long floor_cpu(void);

/* Nanoseconds of a clock that never goes back. */
long long floor_clock(void);

#endif
