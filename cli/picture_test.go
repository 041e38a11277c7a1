//go:build unix

package cli

import (
	"encoding/xml"
	"fmt"
	"image/color"
	"os"
	"strings"
	"testing"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
)

// pictures is where README's are.
const pictures = "../testdata/pictures/"

// stillAt is when they are taken: a Thursday morning.
var stillAt = time.Date(2026, time.November, 12, 10, 41, 0, 0, time.UTC)

// TestPictures draws README's pictures anew with -update, from the cells of the
// real program's screen. Without, it holds that they show the screens as they
// are: the words that each is there for.
func TestPictures(t *testing.T) {
	still := []string{"COLORTERM=truecolor", stopped + "=" + stillAt.Format(time.RFC3339)}
	for _, p := range []struct {
		name string
		h    int
		take func(t *testing.T) *session
		show []string
	}{
		{"sets", 28, func(t *testing.T) *session {
			s := start(t, 128, 28, append(still, "HOME="+t.TempDir()), "demo")
			s.see("── 8 frames wait for it")
			return s
		}, []string{"acme-web", "storefront-qKYFPjxF.js", "No source map was found"}},
		{"exceptions", 28, func(t *testing.T) *session {
			s := start(t, 128, 28, append(still, "HOME="+t.TempDir()), "demo")
			s.see("── 8 frames wait for it")
			s.press("2")
			s.see("SourceFile:7") // the last that is looked at
			s.see("── Latest event")
			s.press(down + down)
			s.see("▸✓ VoucherError")
			s.see("throw new VoucherError")
			return s
		}, []string{"PaymentError", "Cart.redeem"}},
		{"trace", 34, func(t *testing.T) *session {
			s := start(t, 128, 34, still, "open", "--maps", "demo", "demo/pay.json")
			s.see("4 of 6 read")
			s.see("throw new CheckoutError")
			return s
		}, []string{"Checkout.pay", "checkout.ts:20:13", "CheckoutError"}},
		{"upload", 28, func(t *testing.T) *session {
			shop := newShopAt(t, stillAt)
			shop.env = append(shop.env, still...)
			s := shop.start(128, 28)
			s.see("▸✗ …/assets/storefront-qKYFPjxF.js")
			s.press("u")
			s.see("✓ This map belongs to this file")
			return s
		}, []string{"This map belongs to this file", "ProductList.render", "nothing is lost"}},
	} {
		t.Run(p.name, func(t *testing.T) {
			s := p.take(t)
			s.rests()
			drawn := s.svg(128, p.h)
			s.press("q")
			s.ends(0)
			name := pictures + p.name + ".svg"
			if *update {
				if err := os.WriteFile(name, []byte(drawn), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			kept, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if err := xml.Unmarshal(kept, new(struct{})); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			for _, text := range p.show {
				if !strings.Contains(drawn, text) || !strings.Contains(string(kept), text) {
					t.Errorf("%q is not in %s: go test ./cli -run Pictures -update", text, name)
				}
			}
		})
	}
}

// rests waits until the screen has stopped changing, as far as can be told.
func (s *session) rests() {
	for before, same := "", 0; same < 20; time.Sleep(10 * time.Millisecond) {
		if now := s.screen(); now == before {
			same++
		} else {
			before, same = now, 0
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
				drawn := uv.Style{Fg: cell.Style.Fg, Bg: cell.Style.Bg, Attrs: cell.Style.Attrs & (uv.AttrBold | uv.AttrItalic | uv.AttrFaint)}
				if text != "" && !drawn.Equal(&style) {
					break
				}
				style = drawn
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
