# SPDX-License-Identifier: GPL-3.0-or-later
"""The person at the other side: bluetoothd's default agent, and what it says of its objects."""
import contextlib
import threading

from gi.repository import Gio, GLib

AGENT = "org.bluez.Agent1"
PATH = "/test/agent"
MANAGER = "org.bluez.AgentManager1"
XML = f"""<node><interface name="{AGENT}">
  <method name="Release"/><method name="Cancel"/>
  <method name="RequestConfirmation"><arg type="o"/><arg type="u"/></method>
  <method name="RequestAuthorization"><arg type="o"/></method>
  <method name="AuthorizeService"><arg type="o"/><arg type="s"/></method>
</interface></node>"""


class Person:
    """Asked as the default agent (capability None: not asked) and answering yes, no, or not at all
    (None); what was asked is in .asked as (method, arguments)."""

    def __init__(self, case, capability, yes=True):
        self.yes, self.asked = yes, []
        self.context = GLib.MainContext.new()
        self.loop = GLib.MainLoop.new(self.context, False)
        self.ready = threading.Event()
        self.bus = Gio.DBusConnection.new_for_address_sync(
            "unix:path=/run/dbus/system_bus_socket", Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
            Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self.thread = threading.Thread(target=self._serve)
        self.thread.start()
        self.ready.wait()
        case.addCleanup(self.leave)
        if capability:
            self.call("/org/bluez", MANAGER, "RegisterAgent", "(os)", PATH, capability)
            self.call("/org/bluez", MANAGER, "RequestDefaultAgent", "(o)", PATH)

    def call(self, path, interface, method, types=None, *arguments):
        reply = self.bus.call_sync("org.bluez", path, interface, method,
                                   GLib.Variant(types, arguments) if types else None, None,
                                   Gio.DBusCallFlags.NONE, 10000, None)
        return reply.unpack()

    def objects(self):
        """{path: {interface: {property: value}}} of bluetoothd."""
        return self.call("/", "org.freedesktop.DBus.ObjectManager", "GetManagedObjects")[0]

    def set(self, path, interface, name, text):
        self.call(path, "org.freedesktop.DBus.Properties", "Set", "(ssv)", interface, name,
                  GLib.Variant("s", text))

    def _serve(self):
        self.context.push_thread_default()
        self.bus.register_object(PATH, Gio.DBusNodeInfo.new_for_xml(XML).interfaces[0],
                                 self._asked, None, None)
        self.ready.set()
        self.loop.run()
        self.context.pop_thread_default()

    def _asked(self, _bus, _sender, _path, _interface, method, arguments, invocation):
        self.asked.append((method, *arguments.unpack()))
        if self.yes or method in ("Cancel", "Release"):
            invocation.return_value(None)
        elif self.yes is not None:
            invocation.return_dbus_error("org.bluez.Error.Rejected", "no")

    def leave(self):
        if self.thread.is_alive():
            with contextlib.suppress(GLib.Error):  # the bus has ended before
                self.bus.close_sync(None)
            self.loop.quit()
            self.thread.join(10)
