// Package public tells what lies on the public internet: nothing else is fetched
// by PostHog.
package public

import (
	"net/netip"
	"strings"
)

// Host reports whether the host of a URL may be public, by what is written alone:
// not an address that is not, and no name that is known inside a network only.
func Host(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if addr, err := netip.ParseAddr(host); err == nil {
		return Addr(addr)
	}
	last := host[strings.LastIndexByte(host, '.')+1:]
	switch {
	case host == last: // a name without a dot, or a number that resolvers take for an address
	case last == "localhost" || last == "local" || last == "internal" || last == "localdomain":
	case strings.Trim(last, "0123456789") == "" || strings.HasPrefix(last, "0x"):
	default:
		return true
	}
	return false
}

// notPublic lists the special blocks inside the unicast space (IANA's special-purpose
// registries) that netip has no word for.
var notPublic = [...]netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"),
	netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("192.88.99.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"),
	netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("2001::/23"),     // protocol assignments, Teredo among them
	netip.MustParsePrefix("2001:db8::/32"), // documentation
	netip.MustParsePrefix("2002::/16"),     // 6to4: an IPv4 address inside
	netip.MustParsePrefix("3fff::/20"),     // documentation
}

// Addr reports whether an address is one of the public internet's.
func Addr(addr netip.Addr) bool {
	addr = addr.Unmap().WithZone("")
	if nat64 := netip.MustParsePrefix("64:ff9b::/96"); nat64.Contains(addr) {
		b := addr.As16()
		addr = netip.AddrFrom4([4]byte(b[12:])) // how networks without IPv4 reach it
	}
	if !addr.IsGlobalUnicast() || addr.IsPrivate() {
		return false
	}
	if addr.Is6() && addr.As16()[0]>>5 != 1 { // outside of 2000::/3, where public ones are
		return false
	}
	for _, p := range notPublic {
		if p.Contains(addr) {
			return false
		}
	}
	return true
}
