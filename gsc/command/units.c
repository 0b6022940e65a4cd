/* SPDX-License-Identifier: MIT */
#include "gsc/command/units.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const int64_t second = 1000000000;
static const int64_t day_seconds = 86400;

struct unit {
	const char *name;
	int64_t size;
};

/* Longer names before those they begin with. */
static const struct unit durations[] = {
	{ "d", 86400000000000 },
	{ "h", 3600000000000 },
	{ "ms", 1000000 },
	{ "m", 60000000000 },
	{ "s", 1000000000 },
	{ "us", 1000 },
	{ "ns", 1 },
};
static const struct unit sizes[] = {
	{ "KiB", 1 << 10 },
	{ "MiB", 1 << 20 },
	{ "GiB", 1 << 30 },
	{ "", 1 },
};

struct cursor {
	const char *at;
	const char *end;
};

static bool take(struct cursor *in, const char *word)
{
	size_t len = strlen(word);

	if ((size_t)(in->end - in->at) < len || memcmp(in->at, word, len) != 0)
		return false;
	in->at += len;
	return true;
}

static int digit_of(char c, int base)
{
	int value = c >= '0' && c <= '9'   ? c - '0'
		    : c >= 'a' && c <= 'f' ? c - 'a' + 10
		    : c >= 'A' && c <= 'F' ? c - 'A' + 10
					   : base;

	return value < base ? value : -1;
}

/* Digits, parted by single underscores. At most `count_max` of them. */
static bool take_digits(struct cursor *in, int base, int count_max, model_int *value, int *count)
{
	*value = 0;
	*count = 0;
	while (in->at < in->end && *count < count_max) {
		int digit = digit_of(*in->at, base);

		if (*in->at == '_' && *count > 0 && in->end - in->at > 1 &&
			digit_of(in->at[1], base) >= 0) {
			in->at++;
			continue;
		}
		if (digit < 0)
			break;
		*value = *value * base + digit;
		++*count;
		in->at++;
	}
	return *count > 0;
}

enum { DECIMALS_MAX = 37, HEX_MAX = 31 }; /* digits that 127 bits hold */

/* As in a spec: who writes them may mean octal. */
static bool has_zeros(const struct cursor *in)
{
	return in->end - in->at > 1 && in->at[0] == '0' &&
	       (in->at[1] == '_' || digit_of(in->at[1], 10) >= 0);
}

static bool take_integer(struct cursor *in, model_int *value)
{
	int count;

	if (has_zeros(in))
		return false;
	return take(in, "0x") ? take_digits(in, 16, HEX_MAX, value, &count)
			      : take_digits(in, 10, DECIMALS_MAX, value, &count);
}

static bool take_unit(
	struct cursor *in, const struct unit *units, size_t count, const struct unit **unit)
{
	for (size_t i = 0; i < count; i++) {
		if (take(in, units[i].name)) {
			*unit = &units[i];
			return true;
		}
	}
	return false;
}

bool units_read_integer(const char *text, size_t len, model_int *value)
{
	struct cursor in = { text, text + len };
	bool is_negative = take(&in, "-");
	const struct unit *unit;

	if (!take_integer(&in, value) ||
		!take_unit(&in, sizes, sizeof(sizes) / sizeof(sizes[0]), &unit))
		return false;
	if (*value > (((model_int)1 << 126) - 1) / unit->size)
		return false;
	*value *= is_negative ? -unit->size : unit->size;
	return in.at == in.end;
}

/* The digits, parted by single underscores, without those. */
static bool copy_digits(struct cursor *in, char **to)
{
	char *from = *to;

	for (; in->at < in->end; in->at++) {
		bool is_parting = *in->at == '_' && *to > from && in->end - in->at > 1 &&
				  digit_of(in->at[1], 10) >= 0;

		if (digit_of(*in->at, 10) < 0 && !is_parting)
			break;
		if (!is_parting)
			*(*to)++ = *in->at;
	}
	return *to > from;
}

/* The number that strtod is given, which takes more: blanks, hexadecimal, dots without digits. */
static bool copy_real(struct cursor *in, char **to)
{
	if (has_zeros(in) || !copy_digits(in, to))
		return false;
	if (take(in, ".")) {
		*(*to)++ = '.';
		if (!copy_digits(in, to))
			return false;
	}
	if (take(in, "e") || take(in, "E")) {
		*(*to)++ = 'e';
		if (take(in, "-"))
			*(*to)++ = '-';
		else
			(void)take(in, "+");
		if (!copy_digits(in, to))
			return false;
	}
	return in->at == in->end;
}

bool units_read_real(const char *text, size_t len, double *value)
{
	struct cursor in = { text, text + len };
	bool is_negative = take(&in, "-");
	char copy[400];
	char *to = copy;

	if (len >= sizeof(copy))
		return false;
	if (take(&in, "inf")) {
		*value = (double)INFINITY;
	} else if (!is_negative && take(&in, "nan")) {
		*value = (double)NAN;
	} else {
		if (!copy_real(&in, &to))
			return false;
		*to = '\0';
		*value = strtod(copy, NULL);
		if (isinf(*value))
			return false;
	}
	*value = is_negative ? -*value : *value;
	return in.at == in.end;
}

static bool is_int64(model_int value)
{
	return value >= INT64_MIN && value <= INT64_MAX;
}

/* What stands behind a dot, in ns of a unit; more digits than ns are dropped. */
static bool take_fraction(struct cursor *in, int64_t unit, model_int *ns)
{
	model_int scale = 1;
	model_int digits;
	int count;

	*ns = 0;
	if (!take(in, "."))
		return true;
	if (!take_digits(in, 10, 15, &digits, &count))
		return false;
	while (count-- > 0)
		scale *= 10;
	*ns = digits * unit / scale;
	return true;
}

/* One number with its unit, of which there may be several in a row. */
static bool take_span(struct cursor *in, model_int *ns)
{
	struct cursor fraction;
	const struct unit *unit;
	model_int part;
	int count;

	if (!take_digits(in, 10, 20, ns, &count))
		return false;
	fraction = *in;
	if (!take_fraction(in, 1, &part) ||
		!take_unit(in, durations, sizeof(durations) / sizeof(durations[0]), &unit) ||
		!take_fraction(&fraction, unit->size, &part))
		return false;
	*ns = *ns * unit->size + part;
	return true;
}

bool units_read_duration(const char *text, size_t len, int64_t *ns)
{
	struct cursor in = { text, text + len };
	bool is_negative = take(&in, "-");
	model_int sum = 0;
	model_int span;

	if (in.end - in.at == 1 && *in.at == '0') {
		*ns = 0;
		return true;
	}
	if (has_zeros(&in))
		return false;
	do {
		if (!take_span(&in, &span))
			return false;
		sum += span;
	} while (in.at < in.end && is_int64(sum));
	sum = is_negative ? -sum : sum;
	*ns = (int64_t)sum;
	return is_int64(sum);
}

bool units_lacks_unit(const char *text, size_t len)
{
	struct cursor in = { text, text + len };
	model_int number;
	int count;

	take(&in, "-");
	if (has_zeros(&in) || !take_digits(&in, 10, DECIMALS_MAX, &number, &count))
		return false;
	if (take(&in, ".") && !take_digits(&in, 10, DECIMALS_MAX, &number, &count))
		return false;
	return in.at == in.end;
}

/* Days from 1970-01-01 to a day of the Gregorian calendar; years that begin in March end in the
 * day that is not always there. */
static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
	int64_t shifted = month <= 2 ? year - 1 : year;
	int64_t era = (shifted >= 0 ? shifted : shifted - 399) / 400;
	int64_t of_era = shifted - era * 400;
	int64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void date_of(int64_t days, int64_t *year, int64_t *month, int64_t *day)
{
	int64_t shifted = days + 719468;
	int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
	int64_t of_era = shifted - era * 146097;
	int64_t years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * years + years / 4 - years / 100);
	int64_t part = (5 * of_year + 2) / 153;

	*day = of_year - (153 * part + 2) / 5 + 1;
	*month = part < 10 ? part + 3 : part - 9;
	*year = years + era * 400 + (*month <= 2);
}

/* Just `count` digits, in low..high. */
static bool take_number(struct cursor *in, int count, int64_t low, int64_t high, int64_t *value)
{
	*value = 0;
	for (; count > 0; count--) {
		if (in->at == in->end || digit_of(*in->at, 10) < 0)
			return false;
		*value = *value * 10 + digit_of(*in->at++, 10);
	}
	return *value >= low && *value <= high;
}

/* Z, or +02:00: seconds to take off. */
static bool take_offset(struct cursor *in, int64_t *offset)
{
	int64_t hours;
	int64_t minutes;
	bool is_west;

	*offset = 0;
	if (take(in, "Z") || take(in, "z"))
		return true;
	is_west = take(in, "-");
	if (!is_west && !take(in, "+"))
		return false;
	if (!take_number(in, 2, 0, 23, &hours) || !take(in, ":") ||
		!take_number(in, 2, 0, 59, &minutes))
		return false;
	*offset = (hours * 60 + minutes) * (is_west ? -60 : 60);
	return true;
}

static bool is_leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static bool take_date(struct cursor *in, int64_t *days)
{
	static const int8_t lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int64_t year;
	int64_t month;
	int64_t day;

	if (!take_number(in, 4, 0, 9999, &year) || !take(in, "-") ||
		!take_number(in, 2, 1, 12, &month) || !take(in, "-") ||
		!take_number(in, 2, 1, lengths[month - 1] + (month == 2 && is_leap(year)), &day))
		return false;
	*days = days_of(year, month, day);
	return true;
}

bool units_read_time(const char *text, size_t len, int64_t *ns)
{
	struct cursor in = { text, text + len };
	model_int value;
	model_int part;
	int64_t days;
	int64_t hours;
	int64_t minutes;
	int64_t seconds;
	int64_t offset;

	if (units_read_integer(text, len, &value)) {
		*ns = (int64_t)value;
		return is_int64(value);
	}
	if (!take_date(&in, &days) || !(take(&in, "T") || take(&in, "t") || take(&in, " ")) ||
		!take_number(&in, 2, 0, 23, &hours) || !take(&in, ":") ||
		!take_number(&in, 2, 0, 59, &minutes) || !take(&in, ":") ||
		!take_number(&in, 2, 0, 60, &seconds) || !take_fraction(&in, second, &part) ||
		!take_offset(&in, &offset) || in.at != in.end)
		return false;
	seconds += days * day_seconds + hours * 3600 + minutes * 60 - offset;
	value = (model_int)seconds * second + part;
	*ns = (int64_t)value;
	return is_int64(value);
}

void units_put_real(struct text *out, double value, bool single)
{
	char digits[40];

	if (isnan(value) || isinf(value)) {
		text_put(out, isnan(value) ? "nan" : value < 0 ? "-inf" : "inf");
		return;
	}
	/* From 6 on, as servers do: 100 is not 1e+02. */
	for (int precision = 6; precision <= 17; precision++) {
		snprintf(digits, sizeof(digits), "%.*g", precision, value);
		if (single ? strtof(digits, NULL) == (float)value : strtod(digits, NULL) == value)
			break;
	}
	text_put(out, digits);
}

void units_put_time(struct text *out, int64_t ns)
{
	int64_t part = ns % second < 0 ? ns % second + second : ns % second;
	int64_t seconds = ns / second - (ns % second < 0);
	int64_t of_day = seconds % day_seconds < 0 ? seconds % day_seconds + day_seconds
						   : seconds % day_seconds;
	int64_t year;
	int64_t month;
	int64_t day;
	int digits = 9;

	date_of((seconds - of_day) / day_seconds, &year, &month, &day);
	text_printf(out, "%04lld-%02lld-%02lldT%02lld:%02lld:%02lld", (long long)year,
		(long long)month, (long long)day, (long long)(of_day / 3600),
		(long long)(of_day / 60 % 60), (long long)(of_day % 60));
	while (part != 0 && part % 10 == 0) {
		part /= 10;
		digits--;
	}
	if (part != 0)
		text_printf(out, ".%0*lld", digits, (long long)part);
	text_put(out, "Z");
}
