/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Character sets by their MIBenum (IANA; WAP-230-WSP table 42 has some of them). */
#include "wsp.h"
#include "wsp_table.h"
#include <string.h>

/* The preferred MIME name of a set comes first, its other names behind it. */
// clang-format off
static const struct pdu_wsp_row charset_rows[] = {
	{3, "us-ascii"}, {3, "ascii"}, {3, "ANSI_X3.4-1968"}, {3, "ANSI_X3.4-1986"},
	{3, "ISO_646.irv:1991"}, {3, "ISO646-US"}, {3, "iso-ir-6"}, {3, "us"}, {3, "IBM367"},
	{3, "cp367"}, {3, "csASCII"},
	{4, "iso-8859-1"}, {4, "ISO_8859-1"}, {4, "ISO_8859-1:1987"}, {4, "ISO8859-1"},
	{4, "iso88591"}, {4, "iso-ir-100"}, {4, "latin1"}, {4, "latin-1"}, {4, "l1"},
	{4, "IBM819"}, {4, "CP819"}, {4, "csISOLatin1"},
	{5, "iso-8859-2"}, {5, "ISO_8859-2"}, {5, "ISO8859-2"}, {5, "iso-ir-101"},
	{5, "latin2"}, {5, "l2"},
	{6, "iso-8859-3"}, {6, "ISO_8859-3"}, {6, "ISO8859-3"}, {6, "iso-ir-109"},
	{6, "latin3"}, {6, "l3"},
	{7, "iso-8859-4"}, {7, "ISO_8859-4"}, {7, "ISO8859-4"}, {7, "iso-ir-110"},
	{7, "latin4"}, {7, "l4"},
	{8, "iso-8859-5"}, {8, "ISO_8859-5"}, {8, "ISO8859-5"}, {8, "iso-ir-144"},
	{8, "cyrillic"},
	{9, "iso-8859-6"}, {9, "ISO_8859-6"}, {9, "ISO8859-6"}, {9, "iso-ir-127"},
	{9, "arabic"}, {9, "ASMO-708"}, {9, "ECMA-114"},
	{10, "iso-8859-7"}, {10, "ISO_8859-7"}, {10, "ISO8859-7"}, {10, "iso-ir-126"},
	{10, "greek"}, {10, "greek8"}, {10, "ELOT_928"}, {10, "ECMA-118"},
	{11, "iso-8859-8"}, {11, "ISO_8859-8"}, {11, "ISO8859-8"}, {11, "iso-ir-138"},
	{11, "hebrew"},
	{12, "iso-8859-9"}, {12, "ISO_8859-9"}, {12, "ISO8859-9"}, {12, "iso-ir-148"},
	{12, "latin5"}, {12, "l5"},
	{13, "iso-8859-10"}, {13, "ISO_8859-10"}, {13, "ISO8859-10"}, {13, "iso-ir-157"},
	{13, "latin6"}, {13, "l6"},
	{14, "iso_6937-2-add"}, {14, "iso-ir-142"},
	{15, "jis_x0201"}, {15, "X0201"},
	{16, "jis_encoding"},
	{17, "shift_jis"}, {17, "shift-jis"}, {17, "sjis"}, {17, "MS_Kanji"}, {17, "csShiftJIS"},
	{18, "euc-jp"}, {18, "Extended_UNIX_Code_Packed_Format_for_Japanese"}, {18, "eucjp"},
	{36, "ks_c_5601-1987"}, {36, "KS_C_5601"}, {36, "KS_C_5601-1989"}, {36, "KSC_5601"},
	{36, "korean"}, {36, "iso-ir-149"},
	{37, "iso-2022-kr"},
	{38, "euc-kr"}, {38, "euckr"},
	{39, "iso-2022-jp"},
	{40, "iso-2022-jp-2"},
	{57, "gb_2312-80"}, {57, "iso-ir-58"}, {57, "chinese"},
	{81, "iso-8859-6-e"}, {82, "iso-8859-6-i"}, {84, "iso-8859-8-e"}, {85, "iso-8859-8-i"},
	{103, "unicode-1-1-utf-7"},
	{104, "iso-2022-cn"}, {105, "iso-2022-cn-ext"},
	{106, "utf-8"}, {106, "utf8"}, {106, "csUTF8"},
	{109, "iso-8859-13"},
	{110, "iso-8859-14"}, {110, "ISO_8859-14"}, {110, "latin8"}, {110, "l8"},
	{111, "iso-8859-15"}, {111, "ISO_8859-15"}, {111, "latin-9"}, {111, "latin9"},
	{112, "iso-8859-16"}, {112, "ISO_8859-16"}, {112, "latin10"}, {112, "l10"},
	{113, "gbk"}, {113, "cp936"}, {113, "ms936"}, {113, "windows-936"},
	{114, "gb18030"},
	{1000, "iso-10646-ucs-2"}, {1000, "ucs-2"}, {1000, "ucs2"}, {1000, "csUnicode"},
	{1001, "iso-10646-ucs-4"}, {1001, "ucs-4"}, {1001, "csUCS4"},
	{1012, "utf-7"},
	{1013, "utf-16be"}, {1014, "utf-16le"}, {1015, "utf-16"}, {1015, "utf16"},
	{1017, "utf-32"}, {1018, "utf-32be"}, {1019, "utf-32le"},
	{2004, "hp-roman8"}, {2004, "roman8"}, {2004, "r8"},
	{2009, "ibm850"}, {2009, "cp850"}, {2009, "850"},
	{2010, "ibm852"}, {2010, "cp852"}, {2010, "852"},
	{2011, "ibm437"}, {2011, "cp437"}, {2011, "437"},
	{2013, "ibm862"}, {2013, "cp862"}, {2013, "862"},
	{2024, "windows-31j"}, {2024, "cp932"}, {2024, "csWindows31J"},
	{2025, "gb2312"}, {2025, "euc-cn"}, {2025, "csGB2312"},
	{2026, "big5"}, {2026, "big-5"}, {2026, "csBig5"},
	{2027, "macintosh"}, {2027, "mac"},
	{2046, "ibm855"}, {2046, "cp855"}, {2046, "855"},
	{2047, "ibm857"}, {2047, "cp857"}, {2047, "857"},
	{2084, "koi8-r"}, {2084, "csKOI8R"},
	{2085, "hz-gb-2312"},
	{2086, "ibm866"}, {2086, "cp866"}, {2086, "866"},
	{2087, "ibm775"}, {2087, "cp775"},
	{2088, "koi8-u"},
	{2101, "big5-hkscs"},
	{2109, "windows-874"}, {2109, "cp874"},
	{2250, "windows-1250"}, {2250, "cp1250"},
	{2251, "windows-1251"}, {2251, "cp1251"},
	{2252, "windows-1252"}, {2252, "cp1252"},
	{2253, "windows-1253"}, {2253, "cp1253"},
	{2254, "windows-1254"}, {2254, "cp1254"},
	{2255, "windows-1255"}, {2255, "cp1255"},
	{2256, "windows-1256"}, {2256, "cp1256"},
	{2257, "windows-1257"}, {2257, "cp1257"},
	{2258, "windows-1258"}, {2258, "cp1258"},
	{2259, "tis-620"}, {2259, "iso-8859-11"},
};
// clang-format on

static const struct pdu_wsp_rows charsets = {charset_rows,
					     sizeof charset_rows / sizeof charset_rows[0]};

const char *smsmodem_charset_name(uint32_t charset)
{
	return pdu_wsp_name(&charsets, charset);
}

uint32_t smsmodem_charset_find(const char *name)
{
	int32_t charset = pdu_wsp_number(&charsets, name, strlen(name));

	return charset < 0 ? 0 : (uint32_t)charset;
}
