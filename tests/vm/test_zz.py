import vm_support
class A(vm_support.Case):
    def test_1(self):
        with vm_support.bluetoothd(): self.fail("on purpose")
    def test_2(self):
        self.assertFalse(vm_support.managed(0, "ssp")); self.assertTrue(vm_support.is_up("hci0"))
        vm_support.down("hci0")
    def test_3(self):
        self.assertTrue(vm_support.is_up("hci0"))
    def test_4(self):
        for i in range(4):
            with vm_support.bluetoothd(): pass
