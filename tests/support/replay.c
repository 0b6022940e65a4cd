/* SPDX-License-Identifier: MIT */
/* Replays a fuzzer's corpus: the files of tests/fuzz/NAME.corpus/ (NAME: the program's own), each
 * handed to LLVMFuzzerTestOneInput; one TAP line for all. Files named on the command line instead
 * are replayed alone. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *path)
{
	FILE *file = fopen(path, "rb");
	static uint8_t bytes[1 << 20];
	size_t size;
	uint8_t *exact;

	if (!file)
		return 0;
	size = fread(bytes, 1, sizeof(bytes), file);
	fclose(file);
	exact = malloc(size ? size : 1); /* so that a sanitizer sees the first byte past the end */
	if (!exact)
		return 0;
	memcpy(exact, bytes, size);
	LLVMFuzzerTestOneInput(exact, size);
	free(exact);
	return 1;
}

int main(int argc, char **argv)
{
	const char *name = strrchr(argv[0], '/') ? strrchr(argv[0], '/') + 1 : argv[0];
	char path[4096];
	struct dirent *entry;
	int count = 0;
	DIR *dir;

	for (int i = 1; i < argc; i++)
		count += replay(argv[i]);
	snprintf(path, sizeof(path), "tests/fuzz/%s.corpus", name);
	dir = argc > 1 ? NULL : opendir(path);
	while (dir && (entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "tests/fuzz/%s.corpus/%s", name, entry->d_name);
		count += replay(path);
	}
	if (dir)
		closedir(dir);
	printf("%s 1 - %s: %d inputs replayed\n1..1\n", count ? "ok" : "not ok", name, count);
	return count ? 0 : 1;
}
