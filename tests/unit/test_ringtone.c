/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ringtones of Smart Messaging 3.0.0 and RTTTL: what is written, what is read, what is refused. */
#include "ringtone_support.h"

/* The specification's own example, and what gammu 1.42.0 encodes of the RTTTL beside it (it adds a
 * loop of 5; of "h" it makes the same as of "b"). */
struct sample {
	const char *source, *rtttl, *hex, *text;
};

static const struct sample samples[] = {
	{"Smart Messaging 3.0.0, example", NULL,
	 "024A3A51D195CDD004001B20550590610560558550548540820849900000",
	 "test:d=4,o=5,b=160:e,f,g,16e,8e,e,2e,1e,p,1g#"},
	{"gammu", "Simpsons:d=4,o=5,b=160,l=5:c.6,e6,f#6,8a6,g.6,e6,c6,8a,8f#,8f#,8f#,2g",
	 "024A3A614DA5B5C1CDBDB9CC040A20A6481149541741A618495411424D30BB0BB0BB0C1000",
	 "Simpsons:d=4,o=6,b=160,l=5:c.,e,f#,8a,g.,e,c,8a5,8f#5,8f#5,8f#5,2g5"},
	{"gammu", "Bolero:d=4,o=5,b=80,s=S,l=5:c6,8c6,16b,16c6,16d6,16c6,16b,16a,8c6,16c6,16a",
	 "024A3A5909BDB195C9BC040A26A74511411624E4144604E04609390350511611824D4000",
	 "Bolero:d=16,o=6,b=80,s=S,l=5:4c,8c,b5,c,d,c,b5,a5,8c,c,a5"},
	{"gammu", "Style:d=8,o=6,b=200,s=C,l=5:c,d,e,s=N,f#7,s=S,a#.4",
	 "024A3A554DD1E5B194040A18A6C91161361562D85D8871B68000",
	 "Style:d=8,o=6,b=200,s=C,l=5:c,d,e,s=N,f#7,s=S,a#4."},
	{"gammu", "All:d=1,o=4,b=25,l=5:c,2c#,4d,8d#,16e,32f,f#5,g.5,g#6,a6,a#7,h7,32p,b4",
	 "024A3A4D05B1B0040A2A864011012213414615816A24B80C054640680B36038021441C0000", NULL},
	{"gammu", "Fast:d=32,o=7,b=900,l=5:c,d,e", "024A3A511985CDD0040A0CB64F91A13A15A000",
	 "Fast:d=32,o=7,b=900,l=5:c,d,e"},
};

static void test_samples(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++) {
		uint8_t raw[512], octets[TONE_SIZE];
		size_t length = octets_of(samples[i].hex, raw, sizeof raw);
		char *text = tone_text(raw, length);

		if (samples[i].text)
			assert_string_equal(text, samples[i].text);
		if (samples[i].rtttl) {
			size_t count = tone_encoded(samples[i].rtttl, octets);
			assert_true(count <= length); /* never longer than theirs */
			assert_tone_text(octets, count, text);
		}
		free(text);
	}
}

/* What is written, to the bit. */
static void test_bits(void **state)
{
	uint8_t octets[TONE_SIZE];
	size_t count = tone_encoded("a:d=4,o=5,b=120:c,e,g", octets);
	/* 2 commands; title "a"; 1 pattern A, no loop, 5 instructions; tempo 125 (nearest), scale
	 * 2, three quarters */
	struct pdu_bits bits = pdu_bits_of(octets, count);
	static const unsigned fields[][2] = {
		{8, 2}, {7, 0x25}, {1, 0}, {7, 0x1D}, {3, 1}, {4, 1}, {8, 'a'},
		{8, 1}, {3, 0},    {2, 0}, {4, 0},    {8, 5}, {3, 4}, {5, 14},
		{3, 2}, {2, 1},    {3, 1}, {4, 1},    {3, 2}, {2, 0}, {3, 1},
		{4, 5}, {3, 2},    {2, 0}, {3, 1},    {4, 8}, {3, 2}, {2, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(fields); i++)
		assert_int_equal(pdu_bits_get(&bits, fields[i][0]), fields[i][1]);
	while (pdu_bits_left(&bits) > 0)
		assert_int_equal(pdu_bits_get(&bits, 1), 0);
	assert_false(bits.failed);
}

/* RTTTL as people write it; each line says the same as its text. */
struct spelling {
	const char *why, *rtttl, *text;
};

static const struct spelling spellings[] = {
	{"nothing said", "a::c", "a:d=4,o=6,b=63:c"},
	{"no name", ":d=4,o=5,b=100:c", ":d=4,o=5,b=100:c"},
	{"blanks", " Haunt House : d = 4 , o = 5,\r\n b=112 :\t2 a 4, 2e ,2d #,2b4\n",
	 "Haunt House:d=2,o=5,b=112:a4,e,d#,b4"},
	{"upper case", "A:D=8,O=5,B=125:C,4P,D#6.", "A:d=8,o=5,b=125:c,4p,d#6."},
	{"dot before the octave", "a:d=8,o=5,b=125:c#.6,c", "a:d=8,o=5,b=125:c#6.,c"},
	{"dot after the octave", "a:d=8,o=5,b=125:c#6.,c", "a:d=8,o=5,b=125:c#6.,c"},
	{"dot before the note", "a:d=4,o=5,b=125:8.c#6,c", "a:d=4,o=5,b=125:8c#6.,c"},
	{"empty places", "a:,d=4,,o=5,b=125,:,c,,d,", "a:d=4,o=5,b=125:c,d"},
	{"values left out", "a:d=,o,b=125:c", "a:d=4,o=6,b=125:c"},
	{"names not known", "a:d=8,x=12,cr=abc,o=5,b=125:c", "a:d=8,o=5,b=125:c"},
	{"no equals sign (RTX)", "Alert:B715:32C,32P,32D", "Alert:d=32,o=6,b=715:c,p,d"},
	{"style in between (RTX)", "a:d=4,o=5,b=125:p,SS,c,s=C,d,SN,e",
	 "a:d=4,o=5,b=125:p,s=S,c,s=C,d,s=N,e"},
	{"octave in between (RTX)", "a:d=4,o=5,b=125:c,o=6,c,c,o=7,c", "a:d=4,o=6,b=125:c5,c,c,c7"},
	{"tempo in between", "a:d=4,o=5,b=125:c,b=140,d,b200,b,b5",
	 "a:d=4,o=5,b=125:c,b=140,d,b=200,b,b"},
	{"duration in between", "a:d=4,o=5,b=125:c,d=8,d,d", "a:d=8,o=5,b=125:4c,d,d"},
	{"German names", "a:d=4,o=5,b=125:h,b,e#,b#", "a:d=4,o=5,b=125:b,b,f,c6"},
	{"double dot", "a:d=4,o=5,b=125:c..,c;", "a:d=4,o=5,b=125:c;,c;"},
	{"two thirds", "a:d=4,o=5,b=125:c6&,8p&", "a:d=4,o=6,b=125:c&,8p&"},
	{"volume", "a:d=4,o=5,b=125,v=0:p,c,v=15,c,v=7,c", "a:d=4,o=5,b=125:v=0,p,c,v=15,c,v=7,c"},
	{"loop for ever", "a:d=4,o=5,b=125,l=15:c", "a:d=4,o=5,b=125,l=15:c"},
	{"loop", "a:l1,d=4,o=5,b=125:c", "a:d=4,o=5,b=125,l=1:c"},
	{"name of ISO-8859-1", "Gr\u00FC\u00DFe:d=4,o=5,b=125:c",
	 "Gr\u00FC\u00DFe:d=4,o=5,b=125:c"},
	{"name of Unicode", "\u0416\U0001F600:d=4,o=5,b=125:c", "\u0416\U0001F600:d=4,o=5,b=125:c"},
	{"longest name", "123456789012345:d=4,o=5,b=125:c", "123456789012345:d=4,o=5,b=125:c"},
	{"only pauses", "a:d=4,o=5,b=125:p,8p", "a:d=4,o=5,b=125:p,8p"},
};

static void test_spellings(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(spellings); i++) {
		uint8_t octets[TONE_SIZE];
		size_t count = tone_encoded(spellings[i].rtttl, octets);

		assert_tone_text(octets, count, spellings[i].text);
	}
}

/* Of a tempo that is none of the 32, the nearest. */
static void test_tempos(void **state)
{
	static const struct {
		unsigned said, taken;
	} rows[] = {{1, 25},  {25, 25},   {26, 25},   {27, 28},   {63, 63},    {66, 63},
		    {67, 70}, {108, 112}, {120, 125}, {899, 900}, {1000, 900}, {999999999, 900}};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char rtttl[64], wanted[64];
		uint8_t octets[TONE_SIZE];

		(void)snprintf(rtttl, sizeof rtttl, "a:d=4,o=5,b=%u:c", rows[i].said);
		(void)snprintf(wanted, sizeof wanted, "a:d=4,o=5,b=%u:c", rows[i].taken);
		assert_tone_text(octets, tone_encoded(rtttl, octets), wanted);
	}
}

/* <beats-per-minute>, five bits: each of the 32 there and back. */
static void test_tempo_codes(void **state)
{
	static const unsigned tempos[] = {
		25,  28,  31,  35,  40,  45,  50,  56,  63,  70,  80,  90,  100, 112, 125, 140,
		160, 180, 200, 225, 250, 285, 320, 355, 400, 450, 500, 565, 635, 715, 800, 900,
	};

	(void)state;
	for (unsigned code = 0; code < COUNT(tempos); code++) {
		char rtttl[64];
		uint8_t octets[TONE_SIZE];
		struct pdu_bit_writer writer = tone_begin(octets, 1);

		tone_pattern(&writer, 0, 0, 2);
		pdu_bits_put(&writer, 8, PDU_RINGTONE_TEMPO << 5 | code);
		tone_note(&writer, 1);
		(void)snprintf(rtttl, sizeof rtttl, ":d=4,o=5,b=%u:c", tempos[code]);
		assert_tone_text(octets, pdu_bits_written(&writer), rtttl);
		assert_tone_text(octets, tone_encoded(rtttl, octets), rtttl);
	}
}

/* --- refusals --- */

struct refusal {
	const char *rtttl;
	long offset;
	const char *word;
};

static const struct refusal refusals[] = {
	{"", 0, "no colon"},
	{"abc", 3, "no colon"},
	{"a:d=4", 5, "ends where"},
	{"a:d=4,", 6, "one colon"},
	{"a:d=4:", 6, "no notes"},
	{"a:d=4: , ,", 10, "no notes"},
	{"a:d=5:c", 4, "5 is no duration"},
	{"a:d=64:c", 4, "64 is no duration"},
	{"a:d=x:c", 4, "'x'"},
	{"a:o=3:c", 4, "no octave 3"},
	{"a:o=8:c", 4, "no octave 8"},
	{"a:b=0:c", 4, "tempo of 0"},
	{"a:l=16:c", 4, "16 is no loop"},
	{"a:v=16:c", 4, "16 is no volume"},
	{"a:s=X:c", 4, "a style"},
	{"a:d=4 5:c", 6, "'5'"},
	{"a::x", 3, "'x'"},
	{"a::c,", -1, NULL},
	{"a::c d", 5, "'d'"},
	{"a::c8", 4, "no octave 8"},
	{"a::c66", 4, "no octave 66"},
	{"a::3c", 3, "3 is no duration"},
	{"a::4", 4, "ends where a note"},
	{"a::c:d", 4, "':'"},
	{"a::p#", 4, "'#'"},
	{"a::c##", 5, "'#'"},
	{"a::b#7", 3, "above b7"},
	{"a::\xC3\xA4", 3, "octet C3"},
	{"\xE4::c", 0, "UTF-8"},
	{"a\nb::c", 1, "UTF-8"},
	{"1234567890123456::c", 15, "too long"},
};

static void test_refusals(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(refusals); i++) {
		const struct refusal *row = &refusals[i];
		char *exact = exact_copy(row->rtttl, strlen(row->rtttl));
		struct smsmodem_error error;
		uint8_t octets[64];
		int result = smsmodem_ringtone_encode(exact, strlen(row->rtttl), octets,
						      sizeof octets, &error);

		free(exact);
		if (!row->word) {
			assert_true(result > 0);
			continue;
		}
		print_message("%s: %s\n", row->rtttl, error.text);
		assert_int_equal(result, SMSMODEM_E_DATA);
		assert_int_equal(error.code, SMSMODEM_E_DATA);
		assert_int_equal(error.offset, row->offset);
		assert_non_null(strstr(error.text, row->word));
	}
	assert_int_equal(smsmodem_ringtone_encode("a:\0:c", 5, (uint8_t[9]){0}, 9, NULL),
			 SMSMODEM_E_DATA);
	assert_int_equal(smsmodem_ringtone_encode("a::\0", 4, (uint8_t[9]){0}, 9, NULL),
			 SMSMODEM_E_DATA);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_samples),     cmocka_unit_test(test_bits),
		cmocka_unit_test(test_spellings),   cmocka_unit_test(test_tempos),
		cmocka_unit_test(test_tempo_codes), cmocka_unit_test(test_refusals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
