//go:build unix

package cli

import (
	"encoding/xml"
	"fmt"
	"image/color"
	"os"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
)

// picture is the README's, made of the cells of the real program's screen.
const picture = "../testdata/demo.svg"

// TestPicture draws the picture anew with -update. Without, it holds that the
// picture shows the demo as it is: where its code and frames come from.
func TestPicture(t *testing.T) {
	s := start(t, 128, 34, []string{"COLORTERM=truecolor"}, "open", "--maps", "demo", "demo/pay.json")
	s.see("4 of 6 read")
	s.see("throw new CheckoutError")
	drawn := s.svg(128, 34)
	s.press("q")
	s.ends(0)
	if *update {
		if err := os.WriteFile(picture, []byte(drawn), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(picture)
	if err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal(kept, new(struct{})); err != nil {
		t.Errorf("%s: %v", picture, err)
	}
	for _, text := range []string{"Checkout.pay", "checkout.ts:20:13", "CheckoutError"} {
		if !strings.Contains(drawn, text) || !strings.Contains(string(kept), text) {
			t.Errorf("%q is not in the picture: -update draws it anew", text)
		}
	}
}

// svg draws the screen: a rectangle for each stretch of background, a text for
// each stretch of one style, every cell at its own place.
func (s *session) svg(w, h int) string {
	const cw, ch = 8.4, 18
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%d" viewBox="0 0 %.0f %[2]d">`+"\n", cw*float64(w)+24, ch*h+24, cw*float64(w)+24)
	b.WriteString(`<rect width="100%" height="100%" rx="8" fill="#16161a"/>` + "\n" +
		`<g font-family="ui-monospace,'JetBrains Mono',Menlo,Consolas,monospace" font-size="14" font-variant-ligatures="none" fill="#e6e6e6" xml:space="preserve">` + "\n")
	for y := range h {
		for x := 0; x < w; {
			style, text, from := uv.Style{}, "", x
			for ; x < w; x++ {
				cell := s.emu.CellAt(x, y)
				if cell == nil {
					break
				}
				if text != "" && !cell.Style.Equal(&style) {
					break
				}
				style = cell.Style
				text += cell.Content
				if cell.Width > 1 {
					x += cell.Width - 1
				}
			}
			if x == from {
				x++
			}
			span(&b, 12+cw*float64(from), 12+ch*float64(y), cw*float64(x-from), ch, style, text)
		}
	}
	b.WriteString("</g></svg>\n")
	return b.String()
}

func span(b *strings.Builder, x, y, w, h float64, style uv.Style, text string) {
	if style.Bg != nil {
		fmt.Fprintf(b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s"/>`+"\n", x, y, w, h, hex(style.Bg))
	}
	if strings.TrimSpace(text) == "" {
		return
	}
	fmt.Fprintf(b, `<text x="%.1f" y="%.1f" textLength="%.1f"`, x, y+h*0.75, w)
	if style.Fg != nil {
		fmt.Fprintf(b, ` fill="%s"`, hex(style.Fg))
	}
	if style.Attrs&uv.AttrBold != 0 {
		b.WriteString(` font-weight="bold"`)
	}
	if style.Attrs&uv.AttrItalic != 0 {
		b.WriteString(` font-style="italic"`)
	}
	if style.Attrs&uv.AttrFaint != 0 {
		b.WriteString(` opacity="0.6"`)
	}
	b.WriteString(">")
	xml.EscapeText(b, []byte(text))
	b.WriteString("</text>\n")
}

func hex(c color.Color) string {
	r, g, bl, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, bl>>8)
}
