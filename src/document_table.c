/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The documents of libwbxml2 0.11, whose public identifiers it finds them by, and what each is
 * pushed as. Of several versions the newest is first: it is taken where a document does not say.
 */
#include "document.h"

#define WAPFORUM "http://www.wapforum.org/DTD/"
#define OMA      "http://www.openmobilealliance.org/tech/DTD/"
#define SYNCML   "http://www.syncml.org/docs/"

/* clang-format off */
const struct document_language document_languages[] = {
	{"si", NULL, "-//WAPFORUM//DTD SI 1.0//EN", WAPFORUM "si.dtd",
	 "application/vnd.wap.sic", NULL, "service indication"},
	{"sl", NULL, "-//WAPFORUM//DTD SL 1.0//EN", WAPFORUM "sl.dtd",
	 "application/vnd.wap.slc", NULL, "service loading"},
	{"co", NULL, "-//WAPFORUM//DTD CO 1.0//EN", WAPFORUM "co_1.0.dtd",
	 "application/vnd.wap.coc", NULL, "cache operation"},
	{"emn", NULL, "-//WAPFORUM//DTD EMN 1.0//EN", WAPFORUM "emn.dtd",
	 "application/vnd.wap.emn+wbxml", "emn.ua", "e-mail notification"},
	{"wap-provisioningdoc", NULL, "-//WAPFORUM//DTD PROV 1.0//EN", WAPFORUM "prov.dtd",
	 "application/vnd.wap.connectivity-wbxml", NULL, "client provisioning"},
	{"o-ex:rights", NULL, "-//OMA//DTD DRMREL 1.0//EN",
	 "http://www.openmobilealliance.org/DTD/drmrel10.dtd",
	 "application/vnd.oma.drm.rights+wbxml", "drm.ua", "DRM rights"},
	{"SyncML", "SYNCML:SYNCML1.2", "-//SYNCML//DTD SyncML 1.2//EN",
	 OMA "OMA-TS-SyncML_RepPro_DTD-V1_2.dtd",
	 "application/vnd.syncml+wbxml", "push.syncml", "SyncML, OMA DM"},
	{"SyncML", "SYNCML:SYNCML1.1", "-//SYNCML//DTD SyncML 1.1//EN",
	 SYNCML "syncml_represent_v11_20020213.dtd",
	 "application/vnd.syncml+wbxml", "push.syncml", NULL},
	{"SyncML", "SYNCML:SYNCML1.0", "-//SYNCML//DTD SyncML 1.0//EN",
	 SYNCML "syncml_represent_v10_20001207.dtd",
	 "application/vnd.syncml+wbxml", "push.syncml", NULL},
	{"DevInf", NULL, "-//SYNCML//DTD DevInf 1.2//EN",
	 OMA "OMA-SyncML-Device_Information-DTD-1.2.dtd",
	 "application/vnd.syncml-devinf+wbxml", "push.syncml", "SyncML device information"},
	{"DevInf", NULL, "-//SYNCML//DTD DevInf 1.1//EN", SYNCML "devinf_v11_20020215.dtd",
	 "application/vnd.syncml-devinf+wbxml", "push.syncml", NULL},
	{"DevInf", NULL, "-//SYNCML//DTD DevInf 1.0//EN", SYNCML "syncml_devinf_v10_20001207.dtd",
	 "application/vnd.syncml-devinf+wbxml", "push.syncml", NULL},
	{"MetInf", NULL, "-//SYNCML//DTD MetInf 1.2//EN",
	 OMA "OMA-TS-SyncML_MetaInfo_DTD-V1_2.dtd",
	 "application/vnd.syncml+wbxml", "push.syncml", "SyncML meta information"},
	{"MetInf", NULL, "-//SYNCML//DTD MetInf 1.1//EN", SYNCML "syncml_metinf_v11_20020215.dtd",
	 "application/vnd.syncml+wbxml", "push.syncml", NULL},
	{"MetInf", NULL, "-//SYNCML//DTD MetInf 1.0//EN", SYNCML "syncml_metinf_v10_20001207.dtd",
	 "application/vnd.syncml+wbxml", "push.syncml", NULL},
	{"MgmtTree", NULL, "-//OMA//DTD-DM-DDF 1.2//EN", OMA "dm_ddf-v1_2.dtd",
	 "application/vnd.syncml.dmddf+wbxml", "syncml.dm", "OMA DM device description"},
	{"CHARACTERISTIC-LIST", NULL, NULL, "characteristic-list.dtd",
	 "application/x-wap-prov.browser-settings", NULL, "OTA settings"},
	{"wml", NULL, "-//WAPFORUM//DTD WML 1.3//EN", WAPFORUM "wml13.dtd",
	 "application/vnd.wap.wmlc", NULL, "WML deck"},
	{"wml", NULL, "-//WAPFORUM//DTD WML 1.2//EN", WAPFORUM "wml12.dtd",
	 "application/vnd.wap.wmlc", NULL, NULL},
	{"wml", NULL, "-//WAPFORUM//DTD WML 1.1//EN", WAPFORUM "wml_1_1.dtd",
	 "application/vnd.wap.wmlc", NULL, NULL},
	{"wml", NULL, "-//WAPFORUM//DTD WML 1.0//EN", WAPFORUM "wml.xml",
	 "application/vnd.wap.wmlc", NULL, NULL},
	{"wta-wml", NULL, "-//WAPFORUM//DTD WTA-WML 1.2//EN", WAPFORUM "wta-wml12.dtd",
	 "application/vnd.wap.wta-wmlc", "wta.ua", "WTA deck"},
	{"wtai", NULL, "-//WAPFORUM//DTD WTA 1.0//EN", "wtai.dtd",
	 "application/vnd.wap.wta-eventc", "wta.ua", "WTA event"},
	{"channel", NULL, "-//WAPFORUM//DTD CHANNEL 1.2//EN", WAPFORUM "channel12.dtd",
	 "application/vnd.wap.channelc", "wta.ua", "WTA channel"},
	{"channel", NULL, "-//WAPFORUM//DTD CHANNEL 1.1//EN", "",
	 "application/vnd.wap.channelc", "wta.ua", NULL},
	{"WV-CSP-Message", NULL, "-//OMA//DTD WV-CSP 1.2//EN",
	 "http://www.openmobilealliance.org/DTD/WV-CSP.DTD",
	 "application/vnd.wv.csp+wbxml", "wv.ua", "Wireless Village"},
	{"WV-CSP-Message", NULL, "-//OMA//DTD WV-CSP 1.1//EN",
	 "http://www.openmobilealliance.org/DTD/WV-CSP.XML",
	 "application/vnd.wv.csp+wbxml", "wv.ua", NULL},
	{"ConML", NULL, "-//CONML//DTD ConML//EN", "http://www.nokia.com/",
	 "application/vnd.nokia.conml+wbxml", NULL, "Nokia ConML"},
	/* known by these identifiers only: no element has such a name */
	{"ActiveSync", NULL, "-//MICROSOFT//DTD ActiveSync//EN", "http://www.microsoft.com/",
	 "application/vnd.ms-sync.wbxml", NULL, NULL},
	{"AirSync", NULL, "-//AIRSYNC//DTD AirSync//EN", "http://www.microsoft.com/",
	 "application/vnd.ms-sync.wbxml", NULL, NULL},
};
/* clang-format on */

const size_t document_language_count = COUNT(document_languages);
