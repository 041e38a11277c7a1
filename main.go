// Command symset reads minified stack traces: see the README, or symset help.
package main

import (
	"os"

	"symset/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
