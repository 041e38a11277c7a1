package cli

import (
	"os"

	"github.com/spf13/cobra"

	"symset/client"
	"symset/theme"
)

// A signedOut is what symset logout tells as JSON.
type signedOut struct {
	Credentials string `json:"credentials_file"`
	Forgotten   bool   `json:"forgotten"` // there was a key
}

func newLogout(s *streams) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "logout",
		Short: "Forget the key that symset login keeps",
		Long: `Remove the key, its host and its project from the file that symset login and
posthog-cli keep them in. Anything else in the file stays. The key itself stays
valid until it is deleted in PostHog, under Settings, Personal API keys.

Exit code 0: no key is kept. 1: an error.`,
		Example: `  symset logout`,
		Args:    exactly(0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			path, err := client.CredentialsPath(os.Getenv)
			if err != nil {
				return err
			}
			had, err := client.ForgetCredentials(path)
			if err != nil {
				return err
			}
			if asJSON {
				return s.writeJSON(signedOut{path, had})
			}
			text := "there was no key in " + path
			if had {
				text = "the key is no longer in " + path + "; PostHog accepts it until it is deleted there"
			}
			return s.write([]byte(theme.Text(text) + "\n"))
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}
