package release

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReadPlist(t *testing.T) {
	const head = `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd"><plist version="1.0">`
	for name, c := range map[string]struct {
		text string
		want Plist
		err  string
	}{
		"whole": {text: head + `<dict>
			<key>CFBundleIdentifier</key><string>com.example.shop</string>
			<key>CFBundleVersion</key> <string>42</string>
			<key>CFBundleShortVersionString</key><string>1.4.2</string></dict></plist>`, want: Plist{"com.example.shop", "1.4.2", "42"}},
		"nested": {text: head + `<dict><key>More</key><dict><key>CFBundleVersion</key><string>9</string></dict>
			<key>CFBundleVersion</key><integer>1</integer><string>no</string></dict></plist>`},
		"variables": {text: head + `<dict><key>CFBundleVersion</key><string>$(CURRENT_PROJECT_VERSION)</string>
			<key>CFBundleShortVersionString</key><string>${V}</string></dict></plist>`},
		"control":    {text: head + "<dict><key>CFBundleVersion</key><string>1\n2</string></dict></plist>"},
		"binary":     {text: "bplist00\x00", err: "binary property list"},
		"no plist":   {text: "{}", err: "EOF"},
		"cut":        {text: head + "<dict><key>CFB", err: "EOF"},
		"other text": {text: "<a></b>", err: "closed by"},
		"large":      {text: strings.Repeat(" ", maxPlist+1), err: "larger"},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "Info.plist")
			if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			got, err := ReadPlist(file)
			if got != c.want || (err != nil) != (c.err != "") || err != nil && !strings.Contains(err.Error(), c.err) {
				t.Errorf("%+v, %v", got, err)
			}
			var bad *BadPlist
			if c.err != "" && (!errors.As(err, &bad) || bad.Hint() == "") {
				t.Errorf("%v says not what to do", err)
			}
		})
	}
}
