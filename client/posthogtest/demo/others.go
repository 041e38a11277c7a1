package demo

import (
	"archive/zip"
	"bytes"
	"time"

	"symset/client/posthogtest"
	"symset/symbols/container"
)

const (
	hermesMap   = `{"version":3,"sources":["src/scan/Scanner.tsx"],"names":[],"mappings":"AAAA","x_hermes_function_offsets":{"0":[0]},"chunk_id":"0199a3c0-81f4-7be2-9d06-2c4e7f1a0b58"}`
	proguardMap = "com.acme.shop.scan.Scanner -> l4.a:\n    1:3:void read():31:33 -> b\n"
)

// addOthers adds what is not of the web, and sets in states that look like
// others.
func (s *seeder) addOthers() error {
	var archive bytes.Buffer
	z := zip.NewWriter(&archive)
	w, err := z.Create("dwarf")
	if err == nil {
		_, err = w.Write([]byte("\x7fELF"))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return err
	}
	mobile := s.releases["2.3+42"]
	for _, c := range []struct {
		kind container.Type
		text []byte
		set  posthogtest.Set
	}{
		{container.HermesMap, []byte(hermesMap), posthogtest.Set{Ref: "0199a3c0-81f4-7be2-9d06-2c4e7f1a0b58", ReleaseID: mobile, Created: s.ago(9 * day), LastUsed: s.ago(3 * time.Hour)}},
		{container.ProguardMapping, []byte(proguardMap), posthogtest.Set{Ref: "com.acme.shop@2.2+39", Created: s.ago(21 * day), LastUsed: s.ago(6 * day)}},
		{container.AppleDsym, archive.Bytes(), posthogtest.Set{Ref: "7C1F4E52-90AB-3D6E-8F27-41B0C9D85A13", ReleaseID: mobile, Created: s.ago(9 * day), LastUsed: s.ago(20 * time.Hour)}},
		{container.ElfDebugInfo, archive.Bytes(), posthogtest.Set{Ref: "e4d909c2-90d0-fb1c-a068-ffaddf22cbd0", Created: s.ago(15 * day), LastUsed: s.ago(2 * day)}},
		// Soon purged: unused for almost thirty days, or never used.
		{container.ProguardMapping, []byte(proguardMap), posthogtest.Set{Ref: "com.acme.shop@2.1+31", Created: s.ago(80 * day), LastUsed: s.ago(29*day + 7*time.Hour)}},
		{container.HermesMap, []byte(hermesMap), posthogtest.Set{Ref: "01998f20-44b1-7c09-a5e3-9b7d61c20f4e", Created: s.ago(28 * day)}},
	} {
		file, hash, err := pack(c.kind, c.text)
		if err != nil {
			return err
		}
		c.set.ContentHash = hash
		s.AddSet(c.set, file)
	}
	// Two uploads that were never finished: one just now, one given up.
	s.AddSet(posthogtest.Set{Ref: "0199b1d4-3c55-7a10-b3e2-5f0d9c1e7a43", StoragePtr: "symbolsets/pending", Created: s.ago(40 * time.Second), LastUsed: s.ago(40 * time.Second)}, nil)
	s.AddSet(posthogtest.Set{Ref: "0199a9e8-6d02-7f31-8c54-e0b2d7391f6a", StoragePtr: "symbolsets/given-up", Created: s.ago(6 * day), ReleaseID: mobile}, nil)
	return nil
}
