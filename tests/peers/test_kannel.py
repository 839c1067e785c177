# SPDX-License-Identifier: GPL-3.0-or-later
"""kannel: bearerbox drives the phone, smsbox takes and gives messages by HTTP."""
import http.server
import threading
import urllib.parse
import urllib.request

from peer_support import FRIEND, LONG, PeerCase, main

CONFIGURATION = """
group = core
admin-port = {admin}
admin-password = none
admin-allow-ip = 127.0.0.1
smsbox-port = {box}
box-allow-ip = 127.0.0.1
dlr-storage = internal
log-level = 0

group = smsc
smsc = at
smsc-id = phone
modemtype = generic
device = {device}
speed = 115200
my-number = 491700000000
sms-center = +491710760000

group = modems
id = generic
name = generic

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = {send}
sendsms-interface = 127.0.0.1
global-sender = 491700000000

group = sendsms-user
username = user
password = none
concatenation = true
max-messages = 5

group = sms-service
keyword = default
get-url = "http://127.0.0.1:{web}/message?from=%p&text=%b&charset=%C"
max-messages = 0
"""


class Web:
    """Where kannel brings what comes in: the queries of each path."""

    def __init__(self, case):
        web = self
        self.queries, self.came = [], threading.Condition()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                with web.came:
                    web.queries.append(urllib.parse.urlsplit(self.path))
                    web.came.notify_all()
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=self.server.serve_forever)
        thread.start()
        case.addCleanup(thread.join)
        case.addCleanup(self.server.server_close)
        case.addCleanup(self.server.shutdown)

    def query(self, path, seconds=60):
        with self.came:
            self.came.wait_for(lambda: any(q.path == path for q in self.queries), seconds)
            return [urllib.parse.parse_qs(q.query) for q in self.queries if q.path == path]


class Kannel(PeerCase):
    package = "kannel"

    def setUp(self):
        super().setUp()
        self.phone, self.web = self.sim(), Web(self)
        self.port = {name: self.reserved_port() for name in ("admin", "box", "send")}
        self.port["web"] = self.web.server.server_address[1]
        conf = self.write("kannel.conf",
                          CONFIGURATION.format(device=self.path("phone"), **self.port))
        self.bearerbox = self.daemon("bearerbox", "-v", "0", conf, env=self.preload("modemlines"))
        for said in ("smsboxc_run", "AT SMSC successfully opened"):
            self.wait_until(said, lambda: said in self.output(self.bearerbox))
        self.smsbox = self.daemon("smsbox", "-v", "0", conf)
        self.wait_until("smsbox", lambda: "Connected to bearerbox" in self.output(self.smsbox))

    def send(self, text):
        report = f"http://127.0.0.1:{self.port['web']}/report?type=%d"
        query = urllib.parse.urlencode({
            "username": "user", "password": "none", "to": FRIEND, "text": text, "coding": "0",
            "charset": "UTF-8", "dlr-mask": "31", "dlr-url": report})
        url = f"http://127.0.0.1:{self.port['send']}/cgi-bin/sendsms?{query}"
        with urllib.request.urlopen(url, timeout=30) as answer:
            self.assertEqual(answer.status, 202)

    def test_send_and_report(self):
        self.send("Grüße an den Empfänger")
        self.sent(self.phone, "Grüße an den Empfänger")
        # 8: given to the service centre, 1: delivered
        self.wait_until("the report", lambda: {"type": ["1"]} in self.web.query("/report", 1))
        self.assertIn({"type": ["8"]}, self.web.query("/report"))

    def test_send_long(self):
        self.send(LONG)
        self.sent(self.phone, LONG, parts=3)

    def test_receive(self):
        self.phone.tell(f"deliver {FRIEND} Grüße an kannel")
        self.assertEqual(self.web.query("/message"), [
            {"from": [FRIEND], "text": ["Grüße an kannel"], "charset": ["UTF-8"]}])


if __name__ == "__main__":
    main()
