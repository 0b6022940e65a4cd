/* SPDX-License-Identifier: MIT */
/*
 * own: what a value in state has that one in a message has not. check and emit ask.
 */
#ifndef GSC_MODEL_OWN_H
#define GSC_MODEL_OWN_H

#include "gsc/model/model.h"

/* Does it own memory: a string, bytes, a list, a map, or what holds one? Its C type in state then
 * is another one than in a message. */
bool model_owns(const struct model_type *type);

/* Must it be told its end: does it own memory, or have a timer or what a user's function drops? */
bool model_drops(const struct model_type *type);

/* Is it secret, or something in it at any depth? */
bool model_is_secret(const struct model_field *field);

/* The list or map that it is, or is where there is one (an optional); NULL: neither. */
const struct model_type *model_container(const struct model_type *type);

/* A list or a map. */
bool model_is_container(const struct model_type *type);

/* Does it hold, at any depth, a map or an extern? What does is for messages or for state. */
bool model_has_one_form(const struct model_type *type);

/* Is the struct for state alone, and its only C type that of state? What its C types are depends on
 * its own file alone, but for those of one form: other files may use any other as they like. */
bool model_is_held_only(const struct model_record *record);

#endif
