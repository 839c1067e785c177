/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GNU readline, loaded when somebody is going to type: no other command pays for it. */
#ifndef CONSOLE_READLINE_H
#define CONSOLE_READLINE_H

#ifdef HAVE_READLINE

#include <stdio.h>
/* above is for the next, which lacks it */
#include <readline/history.h>
#include <readline/readline.h>
#include <stdbool.h>

/* What is used of it; the types are those of its headers. */
#define READLINE_SYMBOLS(X)                   \
	X(add_history)                        \
	X(rl_attempted_completion_function)   \
	X(rl_attempted_completion_over)       \
	X(rl_bind_key_in_map)                 \
	X(rl_bind_keyseq_in_map)              \
	X(rl_callback_handler_install)        \
	X(rl_callback_handler_remove)         \
	X(rl_callback_read_char)              \
	X(rl_catch_signals)                   \
	X(rl_catch_sigwinch)                  \
	X(rl_change_environment)              \
	X(rl_clear_visible_line)              \
	X(rl_crlf)                            \
	X(rl_completer_word_break_characters) \
	X(rl_completion_append_character)     \
	X(rl_completion_display_matches_hook) \
	X(rl_delete)                          \
	X(rl_deprep_term_function)            \
	X(rl_forced_update_display)           \
	X(rl_function_of_keyseq)              \
	X(rl_get_keymap_by_name)              \
	X(rl_get_screen_size)                 \
	X(rl_getc_function)                   \
	X(rl_initialize)                      \
	X(rl_insert)                          \
	X(rl_instream)                        \
	X(rl_kill_full_line)                  \
	X(rl_line_buffer)                     \
	X(rl_newline)                         \
	X(rl_outstream)                       \
	X(rl_point)                           \
	X(rl_prep_term_function)              \
	X(rl_readline_name)                   \
	X(rl_replace_line)                    \
	X(rl_resize_terminal)                 \
	X(rl_set_prompt)                      \
	X(rl_sort_completion_matches)         \
	X(rl_tty_set_default_bindings)        \
	X(rl_tty_set_echoing)                 \
	X(rl_variable_value)                  \
	X(stifle_history)                     \
	X(using_history)

#define READLINE_MEMBER(name) __typeof__(name) *(name);

/** Its functions and variables by their own names. */
struct readline {
	READLINE_SYMBOLS(READLINE_MEMBER)
};

/** @return false: the library is not there, or too old */
bool readline_load(struct readline *readline);

#endif
#endif
