package cli

import (
	"bytes"
	"fmt"

	"github.com/spf13/cobra"

	"symset/theme"
	"symset/tui"
)

// newKeys is a topic of symset help: the app's keys.
func newKeys(s *streams) *cobra.Command {
	cmd := &cobra.Command{Use: "keys", Short: "The keys of the app, page by page"}
	cmd.SetHelpFunc(func(*cobra.Command, []string) {
		_ = s.write(keyTable()) // help has no exit code of its own
	})
	return cmd
}

// keyTable lists the app's keys, those that work everywhere first.
func keyTable() []byte {
	var everywhere, pages bytes.Buffer
	page := ""
	for _, k := range tui.Keys() {
		row := fmt.Sprintf("  %s%s  %s\n", k.Keys, theme.Spaces(16-theme.Width(k.Keys)), k.Does)
		if k.Page == "" {
			everywhere.WriteString(row)
			continue
		}
		if k.Page != page {
			page = k.Page
			fmt.Fprintf(&pages, "\n%s\n", page)
		}
		pages.WriteString(row)
	}
	return append(append([]byte("On every page\n"), everywhere.Bytes()...), pages.Bytes()...)
}
