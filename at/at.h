/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The AT engine: bytes of a modem in, events out (V.250, 27.005, 27.007). Pure: no I/O, no clock,
 * no malloc, no globals. One command is outstanding at a time; time comes in as an argument.
 */
#ifndef AT_H
#define AT_H

#include <smsmodem/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define AT_LINE_MAX   4096 /**< characters of a line; a longer one is an event of its own */
#define AT_HEADER_MAX 512  /**< characters of a line that announces another one */
#define AT_OUTPUT_MAX 4352 /**< octets of a command line or of its data */

/* --- lines --- */

enum at_token {
	AT_TOKEN_NONE, /**< the bytes are used up, no token yet */
	AT_TOKEN_LINE,
	AT_TOKEN_PROMPT,
	AT_TOKEN_OVERLONG /**< a line over AT_LINE_MAX; its rest will be dropped */
};

/** Cuts a byte stream at CR and LF, whichever come, into lines that are not empty. */
struct at_lexer {
	size_t length;
	bool dropping;     /**< inside the rest of an overlong line */
	bool skip_blank;   /**< a prompt was seen: its blank is no part of the next line */
	bool given;        /**< text is a line that was given out; the next octet begins another */
	unsigned crs, lfs; /**< since the line before the one that is gathered, or was given out */
	unsigned next_crs, next_lfs; /**< likewise behind the one that was given out */
	char text[AT_LINE_MAX + 1];
};

void at_lexer_init(struct at_lexer *lexer);

/**
 * Take bytes up to the end of the first token.
 *
 * @param prompt whether a '>' that starts a line is a prompt; may change only between tokens
 * @param[out] token a line is lexer->text, NUL-terminated, lexer->length long, until the next call
 * @return octets consumed
 */
size_t at_lexer_feed(struct at_lexer *lexer, const uint8_t *octets, size_t count, bool prompt,
		     enum at_token *token);

/* --- final results (V.250 5.7.1, 27.005 3.2.5, 27.007 9.2) --- */

enum at_result {
	AT_RESULT_NONE, /**< not a final result */
	AT_RESULT_OK,
	AT_RESULT_CONNECT,
	AT_RESULT_ERROR,
	AT_RESULT_CMS,
	AT_RESULT_CME,
	AT_RESULT_CALL /**< NO CARRIER, BUSY, NO ANSWER, NO DIALTONE */
};

struct at_final {
	enum at_result result;
	int code; /**< of CMS and CME, or -1: the modem gave a text that is in no table */
};

/** Is this whole line a final result? numeric: also the digits of ATV0; call: also those of a call.
 */
struct at_final at_final_match(const char *line, bool numeric, bool call);

/* --- unsolicited results --- */

/** What the table says of a line. */
struct at_urc {
	bool known;
	int lines; /**< how many lines follow that belong to it */
};

struct at_urc at_urc_match(const char *line);

/** Whether it says that the modem has forgotten all that it was told: it starts, or goes off. */
bool at_urc_restarts(const char *line);

/** Lines that belong to a header line of a response (+CMGR, +CMGL) or URC. */
int at_lines_following(const char *line);

/** Characters of the text that a header of text mode announces, or 0: it does not tell. */
int at_text_following(const char *line);

/** A character of an extended command's name (V.250 5.4.1), but ':', which ends it in replies. */
bool at_is_name(char c);

/* --- errors --- */

/** The text of a +CMS or +CME error, or NULL: it is in no table. */
const char *at_cms_text(int code);
const char *at_cme_text(int code);

/** The code of a text as modems give it under +CMEE=2, in any case, or -1. */
int at_cms_code(const char *text);
int at_cme_code(const char *text);

/** What one can do about it, or NULL. */
const char *at_cms_advice(int code);
const char *at_cme_advice(int code);

/** SMSMODEM_E_REFUSED, _E_TEMPORARY or _E_PIN. */
int at_cms_class(int code);
int at_cme_class(int code);

/* --- the engine --- */

enum at_event_kind {
	AT_EVENT_NONE,
	AT_EVENT_LINE,    /**< a line of the response, with the one below it if it announces one */
	AT_EVENT_URC,     /**< a line nobody asked for, likewise */
	AT_EVENT_PROMPT,  /**< the modem takes the data now; if there is any it has been queued */
	AT_EVENT_FINAL,   /**< the command has ended */
	AT_EVENT_TIMEOUT, /**< it has not, and nothing can be asked before at_engine_resync */
	AT_EVENT_OVERLONG /**< the modem sent a line that is too long; it was cut */
};

/** One event; the strings are the engine's and valid until its next call. */
struct at_event {
	enum at_event_kind kind;
	const char *line; /**< LINE, URC, FINAL, OVERLONG */
	const char *data; /**< the line that belongs to it, or NULL */
	unsigned ends;    /**< LINE: line ends before it: over 1 of a text, blank lines */
	bool text;        /**< LINE: it is of the text of the record before, whatever it says */
	struct at_final final;
};

/** A command; line and data are copied. */
struct at_command {
	const char *line;        /**< without CR */
	const char *data;        /**< given at the prompt and ended with Ctrl-Z, or NULL */
	int64_t timeout_ms;      /**< until the final result, or with data until the prompt */
	int64_t data_timeout_ms; /**< from the data's last octet to the final result */
	bool marker; /**< drop everything before the first line of the response: it is stale */
};

enum at_state {
	AT_STATE_IDLE,
	AT_STATE_RUNNING,  /**< a final result, or a prompt, is awaited */
	AT_STATE_DATA,     /**< the prompt came; the data is on its way or gone */
	AT_STATE_ABORTING, /**< ESC was sent */
	AT_STATE_LOST      /**< desynchronised: what comes next may answer something older */
};

struct at_engine {
	enum at_state state;
	bool numeric; /**< ATV0 is possible: no verbose result has been seen */
	bool marker;  /**< as in the command, until the response's first line */
	bool has_data, data_gone;
	bool may_prompt;  /**< a '>' that starts a line is a prompt */
	bool following;   /**< the next line belongs to header */
	bool header_ours; /**< header is of the response */
	int text_left;    /**< characters, and CRs and LFs, still to come of a text */
	int64_t deadline_ms;
	int64_t data_timeout_ms;
	struct at_lexer lexer;
	char command[AT_OUTPUT_MAX];
	char data[AT_OUTPUT_MAX];
	size_t data_length;
	char header[AT_HEADER_MAX + 1];
	char glued[AT_HEADER_MAX + 1]; /* a header behind the data of the one before, or "" */
	char output[AT_OUTPUT_MAX];
	size_t output_length, output_done;
};

void at_engine_init(struct at_engine *engine);

/**
 * Start a command.
 * @return SMSMODEM_OK; SMSMODEM_E_BUG: one is running or the engine is lost; SMSMODEM_E_SPACE: too
 * long
 */
int at_engine_submit(struct at_engine *engine, const struct at_command *command, int64_t now_ms);

/** Leave the lost state: ESC ends a prompt that is still open. Ends as a command with a marker
 * does. */
int at_engine_resync(struct at_engine *engine, const char *line, bool marker, int64_t now_ms,
		     int64_t timeout_ms);

/** End a command that still waits for its prompt, by ESC. @return false: the data has gone out */
bool at_engine_abort(struct at_engine *engine, int64_t now_ms, int64_t timeout_ms);

/** Give up on what is running. */
void at_engine_lose(struct at_engine *engine);

/** Octets to be written; call at_engine_written with how many were. */
const char *at_engine_output(const struct at_engine *engine, size_t *count);
void at_engine_written(struct at_engine *engine, size_t count, int64_t now_ms);

/** Whether the data's last octet, Ctrl-Z, has been written. */
bool at_engine_handed_over(const struct at_engine *engine);

/** Take octets up to the first event. @return octets consumed */
size_t at_engine_feed(struct at_engine *engine, const uint8_t *octets, size_t count,
		      struct at_event *event);

/** Give what is running time anew: its answer is long, and comes. */
void at_engine_extend(struct at_engine *engine, int64_t now_ms, int64_t timeout_ms);

/** Take time from what is running: its answer comes soon, or not at all. */
void at_engine_curtail(struct at_engine *engine, int64_t now_ms, int64_t timeout_ms);

/** When at_engine_tick is due, or -1. Read what has come before ticking: it wins. */
int64_t at_engine_deadline(const struct at_engine *engine);
bool at_engine_tick(struct at_engine *engine, int64_t now_ms, struct at_event *event);

/* --- fields of a line --- */

/** Steps through comma-separated fields. A failure sticks, and every later read fails too. */
struct at_cursor {
	const char *next; /**< NULL: past the last field */
	bool failed;
};

/** Begin behind "PREFIX:" and blanks. @return false (and failed): the line has another prefix */
bool at_cursor_begin(struct at_cursor *cursor, const char *line, const char *prefix);

/** Read a decimal field, quoted or not. An empty field, or none, gives absent. @return false: not a
 * number */
bool at_cursor_number(struct at_cursor *cursor, int *value, int absent);

/** Copy a field without its quotes; an unbalanced quote ends with the line. @return false: it does
 * not fit */
bool at_cursor_string(struct at_cursor *cursor, char *text, size_t size);

/** Pass over fields. */
void at_cursor_skip(struct at_cursor *cursor, int fields);

/** Number of fields left. */
int at_cursor_left(const struct at_cursor *cursor);

/* --- commands --- */

/** "AT+CMGS=n" or "AT+CMGW=n". @return characters, or SMSMODEM_E_SPACE */
int at_command_cmgs(char *line, size_t size, int length_octets);
int at_command_cmgw(char *line, size_t size, int length_octets);

/** AT+CPIN="...". @return SMSMODEM_E_DATA: not 4..8 digits */
int at_command_cpin(char *line, size_t size, const char *pin);

/** Whether a command line is one that a prompt follows (27.005 3.5.1, 3.5.3, 4.4). */
bool at_command_prompts(const char *line);

/** Milliseconds until a command line must be answered; the few slow ones are in a table. */
int64_t at_command_timeout_ms(const char *line);

/* --- replies --- */

enum at_pin {
	AT_PIN_READY,
	AT_PIN_PIN,
	AT_PIN_PUK,
	AT_PIN_OTHER /**< PIN2, a phone or network lock, ... */
};

/** Registration, <stat> of +CREG (27.007 7.2). */
enum at_registration {
	AT_REGISTRATION_NONE = 0,
	AT_REGISTRATION_HOME = 1,
	AT_REGISTRATION_SEARCHING = 2,
	AT_REGISTRATION_DENIED = 3,
	AT_REGISTRATION_UNKNOWN = 4,
	AT_REGISTRATION_ROAMING = 5
};

/* Each returns SMSMODEM_OK, or SMSMODEM_E_DATA when the line is not that reply. */
int at_reply_cmgs(const char *line, int *reference);
int at_reply_cmgw(const char *line, int *index);
int at_reply_cpin(const char *line, enum at_pin *pin);
int at_reply_cpinr(const char *line, int *attempts); /**< of the SIM PIN's line */
int at_reply_creg(const char *line, int *stat);      /**< +CREG, +CGREG, ... of the read form */
int at_reply_cops(const char *line, char *name, size_t size);
int at_reply_csq(const char *line, int *dbm);  /**< 0: unknown */
int at_reply_cesq(const char *line, int *dbm); /**< of the network that it is in; 0: unknown */
int at_reply_cbc(const char *line, int *percent);
int at_reply_csca(const char *line, char *number, size_t size);
int at_reply_cnum(const char *line, char *number, size_t size);

/** One storage of +CPMS? or +CPMS=: call with i = 0, 1, 2. @return SMSMODEM_E_DATA: no further */
int at_reply_cpms(const char *line, int i, char *name, size_t size, int *used, int *total);

/** A free text such as +CGMM's, with its own prefix and quotes removed if it has them. */
int at_reply_text(const char *line, const char *prefix, char *text, size_t size);

/* --- replies of messages: reply_message.c (27.005) --- */

/**
 * +CMTI, +CDSI or +CBMI: <mem>,<index>. The memory is upper-case letters and '_' only.
 * @return SMSMODEM_E_DATA: it names no place, as SIM7600's "+CMTI: ,-1"; then it can be anywhere
 */
int at_reply_place(const char *line, char *memory, size_t size, int *index);

/** Header of a stored message in PDU mode; -1: it is not told. */
struct at_record {
	int index;  /**< +CMGL; -1 of +CMGR */
	int stat;   /**< 0..3 (27.005 3.1); above, up to 255, the phone's own */
	int length; /**< octets of the TPDU */
};

/**
 * +CMGR: or +CMGL:, in the forms of the field (alpha missing, stat missing, ...).
 * @return SMSMODEM_E_DATA for those of text mode, too
 */
int at_reply_record(const char *line, struct at_record *record);

/** Whether the line below a header is an empty place: "00", 00 FF FF..., nothing. */
bool at_record_is_empty(const char *pdu);

/** +CMT:, +CDS: or +CBM: in PDU mode. @param[out] length octets of the TPDU; -1: not told */
int at_reply_direct(const char *line, int *length);

/** Values that a parameter may have: bit n for n, 0..31. */
#define AT_VALUES_MAX 32

/**
 * +CNMI: (..),(..),... or +CSMS: (..), +CMGF: (..): lists of a test form; of what is missing 0.
 * @return SMSMODEM_E_DATA: there is no value at all
 */
int at_reply_test(const char *line, const char *prefix, uint32_t *values, size_t count);

/** The present +CNMI, five numbers. */
int at_reply_cnmi(const char *line, int values[5]);

#define AT_MEMORY_SIZE 8 /**< of a memory's name, with its NUL */

/** Whether it is a memory's name, which goes into commands: upper-case letters and '_' only. */
bool at_is_memory(const char *name, size_t length);

/**
 * +CPMS: ("SM","ME"),...: the names of list i, 0..2, each once.
 * @return how many; 0: it is empty; SMSMODEM_E_DATA: there is no such list
 */
int at_reply_cpms_test(const char *line, int i, char names[][AT_MEMORY_SIZE], size_t max);

/* --- messages of text mode: reply_text.c (27.005 3.4) --- */

/** What a header of text mode is about. */
enum at_text_kind {
	AT_TEXT_MESSAGE, /**< one that was received, or was or is to be sent, by <stat> */
	AT_TEXT_REPORT,
	AT_TEXT_COMMAND,
	AT_TEXT_PAGE /**< of cell broadcast */
};

#define AT_TEXT_SIZE 192 /**< of a string in it: 20 digits and a plus, or a name, as UCS2 */

/**
 * Header of a message in text mode, with and without what +CSDH=1 adds. Strings are in the
 * character set of +CSCS, and empty if they are missing; numbers are -1 then.
 */
struct at_text_header {
	enum at_text_kind kind;
	int index; /**< +CMGL */
	int stat;  /**< 0..3 */
	char address[AT_TEXT_SIZE], time[AT_TEXT_SIZE];
	char discharged[AT_TEXT_SIZE], smsc[AT_TEXT_SIZE];
	int toa, fo, pid, dcs, smsc_toa;
	int mr, status; /**< reports; of a command mr is <ct> */
	int length;     /**< characters of a text, else octets; TP-UDL */
};

/** Whether a +CMGR: or +CMGL: is a header of text mode: its <stat> is a string. */
bool at_is_text_header(const char *line);

/** +CMGR: or +CMGL: of text mode. */
int at_reply_text_header(const char *line, struct at_text_header *header);

/* --- replies of the phone: reply_phone.c (27.007) --- */

/** +CUSD: <m>[,<str>[,<dcs>]]; text is as the modem gave it, dcs -1 if it is missing or none. */
int at_reply_cusd(const char *line, int *m, char *text, size_t size, int *dcs);

/** +CLIP: or +CCWA: of a call; number, of printable ASCII, empty: withheld or not available. */
int at_reply_clip(const char *line, char *number, size_t size);

/** +CPBR: or +CPBF:; number and text as the modem gave them; type -1: not told. */
struct at_entry {
	int index, type;
	char number[64], text[512];
};
int at_reply_cpbr(const char *line, struct at_entry *entry);

/** +CPBR: (1-250),40,16 of the test form; of the lengths -1: not told. */
int at_reply_cpbr_test(const char *line, int *first, int *last, int *number_length,
		       int *text_length);

/** +CCLK: "yy/MM/dd,hh:mm:ss[+zz]": quarters of an hour, INT_MIN if they are missing. */
struct at_clock {
	int year, /**< in full, 1970..2069 */
		month, day, hour, minute, second, quarters;
};
int at_reply_cclk(const char *line, struct at_clock *time);

/** The time in it, as +CMGR of text mode has it, too; year is the whole one, 1990..2089. */
int at_text_time(const char *text, struct at_clock *time);

#endif
