# SPDX-License-Identifier: GPL-3.0-or-later
"""
WAP pushes a second of whole programs: ours, a process each that prints its PDUs, and kannel's
gateway, one for all, from a PAP request to what comes to an HTTP message centre. Its library is in
no package, so that it cannot be linked beside libgammu: see codec_push.c for ours without a process.
"""
import contextlib
import http.client
import os
import selectors
import shutil
import socket
import threading
import time
import urllib.parse

import machine
import table
from peers import write

TO = "+491701234567"
HREF = "http://news.example.com/2026/11/23"
TEXT = "Snow on all passes: see the map"
PUSHES = 500
ROUNDS = 3
WHAT = "SI pushes, ours a process each: a second"

CONFIGURATION = """\
group = core
admin-port = {admin}
admin-password = none
admin-allow-ip = 127.0.0.1
smsbox-port = {smsbox}
wapbox-port = {wapbox}
wdp-interface-name = "127.0.0.1"
box-allow-ip = 127.0.0.1
dlr-storage = internal
log-level = 4

group = smsc
smsc = http
system-type = kannel
smsc-username = none
smsc-password = none
port = {smsc}
connect-allow-ip = 127.0.0.1
send-url = "http://127.0.0.1:{centre}/send"

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = {sendsms}
sendsms-interface = 127.0.0.1

group = wapbox
bearerbox-host = 127.0.0.1
log-level = 4

group = ppg
ppg-url = /wappush
ppg-port = {ppg}
concurrent-pushes = 100
users = 1
service-name = ppg

group = wap-push-user
wap-push-user = user
ppg-username = user
ppg-password = none
allow-ip = 127.0.0.1
"""

PAP = """\
--part\r
Content-Type: application/xml\r
\r
<?xml version="1.0"?>
<!DOCTYPE pap PUBLIC "-//WAPFORUM//DTD PAP 1.0//EN" "http://www.wapforum.org/DTD/pap_1.0.dtd">
<pap><push-message push-id="{id}@example.com">
<address address-value="WAPPUSH={to}/TYPE=PLMN@example.com"></address>
<quality-of-service delivery-method="unconfirmed" network-required="true" network="GSM"
 bearer-required="true" bearer="SMS"></quality-of-service></push-message></pap>\r
--part\r
Content-Type: text/vnd.wap.si\r
\r
<?xml version="1.0"?>
<!DOCTYPE si PUBLIC "-//WAPFORUM//DTD SI 1.0//EN" "http://www.wapforum.org/DTD/si.dtd">
<si><indication href="{href}">{text}</indication></si>\r
--part--\r
"""


class Centre:
    """
    An HTTP message centre that takes everything, and does so little that it is not what is
    measured.
    """

    ANSWER = b"HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\n0:"

    def __init__(self, stack):
        self.came, self.texts = threading.Condition(), []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        stack.callback(self.server.close)
        self.connections = stack.enter_context(selectors.DefaultSelector())
        self.connections.register(self.server, selectors.EVENT_READ, self._accept)
        waker, self.end = socket.socketpair()
        self.connections.register(waker, selectors.EVENT_READ, None)
        thread = threading.Thread(target=self._serve)
        thread.start()
        stack.callback(waker.close)
        stack.callback(thread.join)
        stack.callback(self.end.close)

    def _serve(self):
        while True:
            for key, _ in self.connections.select():
                if key.data is None:
                    return
                key.data(key.fileobj)

    def _accept(self, server):
        connection, _ = server.accept()
        self.connections.register(connection, selectors.EVENT_READ, self._answer)

    def _answer(self, connection):
        """Requests come whole, one at a time: kannel waits for the answer, and has no body."""
        with contextlib.suppress(ConnectionError):
            request = connection.recv(65536)
            if request:
                connection.sendall(self.ANSWER)
                query = urllib.parse.urlsplit(request.split()[1].decode()).query
                with self.came:
                    self.texts += urllib.parse.parse_qs(query)["text"]
                    self.came.notify_all()
                return
        self.connections.unregister(connection)
        connection.close()

    def wait(self, count):
        with self.came:
            if not self.came.wait_for(lambda: len(self.texts) >= count, machine.PATIENCE_S):
                raise machine.Failed(f"{len(self.texts)} of {count} pushes came")
            return self.texts


def _free_ports(names):
    sockets = {name: socket.create_server(("127.0.0.1", 0)) for name in names}
    ports = {name: each.getsockname()[1] for name, each in sockets.items()}
    for each in sockets.values():
        each.close()
    return ports


def _wait_for_port(port):
    """Until somebody listens."""
    pause, until = threading.Event(), time.monotonic() + machine.PATIENCE_S
    while time.monotonic() < until:
        with contextlib.suppress(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port)).close()
            return
        pause.wait(0.02)
    raise machine.Failed(f"nothing listens on port {port}")


class Kannel:
    def __init__(self, stack, directory):
        self.centre = Centre(stack)
        ports = _free_ports(("admin", "smsbox", "wapbox", "smsc", "sendsms", "ppg"))
        config = write(os.path.join(directory, "kannel.conf"), CONFIGURATION.format(
            centre=self.centre.port, **ports))
        for box, port in (("bearerbox", "wapbox"), ("wapbox", "ppg")):
            stack.enter_context(machine.daemon(_path(box), ["-v", "4", config],
                                               machine.environment(directory)))
            _wait_for_port(ports[port])
        self.ppg = http.client.HTTPConnection("127.0.0.1", ports["ppg"],
                                              timeout=machine.PATIENCE_S)
        stack.callback(self.ppg.close)

    def push(self, number):
        body = PAP.format(id=number, to=TO, href=HREF, text=TEXT).encode("ascii")
        self.ppg.request("POST", "/wappush?username=user&password=none", body, {
            "Content-Type": 'multipart/related; boundary=part; type="application/xml"'})
        answer = self.ppg.getresponse()
        answer.read()
        if answer.status != 202:
            raise machine.Failed(f"kannel's PPG answers {answer.status}")

    def rate(self):
        """Pushes a second, from the first request to the last that came to the centre."""
        already = len(self.centre.texts)
        begin = time.perf_counter()
        for number in range(already, already + PUSHES):
            self.push(number)
        texts = self.centre.wait(already + PUSHES)
        if not all(TEXT in text for text in texts):
            raise machine.Failed("what came is not what was pushed")
        return PUSHES / (time.perf_counter() - begin)


def _path(box):
    return shutil.which(box, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")


def _kannels(directory):
    """Its rates, or why there are none."""
    if not _path("bearerbox") or not _path("wapbox"):
        return "not installed (kannel)"
    try:
        with contextlib.ExitStack() as stack:
            kannel = Kannel(stack, directory)
            return [kannel.rate() for _ in range(ROUNDS)]
    except (machine.Failed, OSError, http.client.HTTPException) as failure:
        return str(failure)


def bench_push(program, directory):
    command = machine.Command(program, ["encode", "push", "si", TO, "--href", HREF, "--text", TEXT],
                              machine.environment(directory))
    (wall_ms, _), _ = machine.taking_turns(lambda: machine.times(command), {}, ROUNDS)
    rates = _kannels(directory)
    ours = 1000 / wall_ms
    if isinstance(rates, str):
        table.row(WHAT, ours, f"kannel: {rates}")
    else:
        table.row(WHAT, ours, "kannel, a gateway of HTTP", table.middle(rates))
