package public

import (
	"net/netip"
	"testing"
)

func TestAddr(t *testing.T) {
	for _, addr := range []string{"1.1.1.1", "93.184.215.14", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101", "172.32.0.1", "100.128.0.1"} {
		if !Addr(netip.MustParseAddr(addr)) {
			t.Errorf("%s is taken for private", addr)
		}
	}
	for _, addr := range []string{
		"0.0.0.0", "0.1.2.3", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.9.9.9", "169.254.169.254", "172.16.0.1", "192.0.0.8", "192.0.2.1",
		"192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
		"::", "::1", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1",
		"2002:7f00:1::1", "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
	} {
		if Addr(netip.MustParseAddr(addr)) {
			t.Errorf("%s is taken for public", addr)
		}
	}
}

func TestHost(t *testing.T) {
	for host, want := range map[string]bool{
		"shop.example": true, "SHOP.example.": true, "1.1.1.1": true, "2606:4700::1111": true, "a.internal.example": true,
		"localhost": false, "a.localhost.": false, "intranet": false, "db.internal": false, "mac.local": false, "": false,
		"100.64.0.1": false, "fd00::1": false, "127.1": false, "2130706433": false, "0x7f.0x1": false,
	} {
		if Host(host) != want {
			t.Errorf("%q: public %t", host, !want)
		}
	}
}
