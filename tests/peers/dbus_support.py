# SPDX-License-Identifier: GPL-3.0-or-later
"""A system bus of one's own, for daemons that serve nothing else."""
import queue
import threading

from peer_support import PeerCase, support

try:
    from gi.repository import Gio, GLib
except ImportError:
    Gio = GLib = None

CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>{address}</listen>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
POLKIT = "org.freedesktop.PolicyKit1"
AUTHORITY = f"""<node><interface name="{POLKIT}.Authority">
  <method name="CheckAuthorization">
    <arg type="(sa{{sv}})" direction="in"/><arg type="s" direction="in"/>
    <arg type="a{{ss}}" direction="in"/><arg type="u" direction="in"/>
    <arg type="s" direction="in"/><arg type="(bba{{ss}})" direction="out"/>
  </method>
  <property name="BackendName" type="s" access="read"/>
  <property name="BackendVersion" type="s" access="read"/>
  <property name="BackendFeatures" type="u" access="read"/>
</interface></node>"""


class Bus:
    """A connection whose signals and calls are served by a thread."""

    def __init__(self, case, address):
        self.signals = queue.Queue()
        self.context = GLib.MainContext.new()
        self.loop = GLib.MainLoop.new(self.context, False)
        self.connection = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
            Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self._serve)
        self.thread.start()
        case.addCleanup(self.stop)
        self.ready.wait(support.PATIENCE)

    def _serve(self):
        self.context.push_thread_default()
        self.connection.signal_subscribe(None, None, None, None, None, Gio.DBusSignalFlags.NONE,
                                         self._signal)
        self.connection.register_object(
            "/org/freedesktop/PolicyKit1/Authority",
            Gio.DBusNodeInfo.new_for_xml(AUTHORITY).interfaces[0], self._authorize, self._property,
            None)
        self.ready.set()
        self.loop.run()
        self.context.pop_thread_default()

    def _signal(self, _connection, _sender, _path, _interface, name, parameters):
        self.signals.put((name, parameters.unpack()))

    @staticmethod
    def _authorize(_connection, _sender, _path, _interface, _method, _parameters, invocation):
        invocation.return_value(GLib.Variant("((bba{ss}))", ((True, False, {}),)))

    @staticmethod
    def _property(_connection, _sender, _path, _interface, name):
        return GLib.Variant("u", 0) if name == "BackendFeatures" else GLib.Variant("s", "test")

    def allow_all(self):
        """Be the authority that daemons ask whether their caller may do that."""
        self.call("org.freedesktop.DBus", "/", "org.freedesktop.DBus.RequestName",
                  GLib.Variant("(su)", (POLKIT, 0)))

    def call(self, service, path, method, arguments=None):
        interface, _, name = method.rpartition(".")
        return self.connection.call_sync(service, path, interface, name, arguments, None,
                                         Gio.DBusCallFlags.NONE, support.PATIENCE * 1000,
                                         None).unpack()

    def has(self, service):
        return self.call("org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner",
                         GLib.Variant("(s)", (service,)))[0]

    def signal(self, wanted):
        """What the next signal of this name carries."""
        while True:
            name, parameters = self.signals.get(timeout=support.PATIENCE)
            if name == wanted:
                return parameters

    def stop(self):
        self.loop.quit()
        self.thread.join(support.PATIENCE)
        self.connection.close_sync(None)


class BusCase(PeerCase):
    """A client that is a daemon on the system bus."""

    def setUp(self):
        super().setUp()
        if not Gio:
            self.fail("no D-Bus for Python: apt-get install python3-gi")
        address = "unix:path=" + self.path("bus")
        conf = self.write("bus.conf", CONFIGURATION.format(address=address))
        self.bus_daemon = self.daemon("dbus-daemon", "--config-file", conf, "--nofork",
                                      "--nopidfile", "--print-address", package="dbus")
        self.wait_until("the bus", lambda: address in self.output(self.bus_daemon))
        self.env["DBUS_SYSTEM_BUS_ADDRESS"] = address
        self.bus = Bus(self, address)
