/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A datagram to be sent over CDMA, as the tests of it begin. */
#ifndef CDMA_PUSH_SUPPORT_H
#define CDMA_PUSH_SUPPORT_H

#include "cdma.h"
#include "pdu_support.h"

static inline struct smsmodem_cdma_submit submit_of(const void *data, size_t length)
{
	struct smsmodem_cdma_submit submit = SMSMODEM_CDMA_SUBMIT_INIT;

	submit.to = "555";
	submit.data = data;
	submit.data_len = length;
	submit.wap = true;
	submit.port_src = 9200;
	submit.port_dst = 2948;
	submit.message_id = 7;
	return submit;
}

#endif
