/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which tables a text takes: the rules by row. */
#include "encode_support.h"
int main(void){return 0;}
