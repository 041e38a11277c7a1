package tui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"symset/symbols"
	"symset/symbols/sourcemap"
	"symset/theme"
)

// fake is a resolver that answers by the captured function's name, after a
// while of the fake clock.
type fake struct {
	latency time.Duration     // of Resolve
	opening time.Duration     // of Source
	resolve map[string]answer // by Frame.Function
	sources map[string]string // by Resolved.Source
	calls   *callLog          // what Resolve was asked for, if not nil
}

// callLog keeps what was asked for.
type callLog struct {
	mu   sync.Mutex
	list [][]int
}

func (l *callLog) add(frames []int) {
	if l == nil {
		return
	}
	l.mu.Lock()
	l.list = append(l.list, slices.Clone(frames))
	l.mu.Unlock()
}

func (l *callLog) all() [][]int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.list)
}

// answer is what becomes of a frame.
type answer struct {
	state    symbols.State
	function string
	source   string
	line     int
	column   int
	lib      bool
	failure  *symbols.Failure
	minified string // cut at 2100
}

func (f fake) Groups(ev *symbols.Event) [][]int {
	byFile := map[string]int{}
	var groups [][]int
	for i := range ev.Frames() {
		file := ev.Frame(i).File
		g, ok := byFile[file]
		if !ok {
			g = len(groups)
			byFile[file] = g
			groups = append(groups, nil)
		}
		groups[g] = append(groups[g], i)
	}
	return groups
}

func (f fake) Resolve(ctx context.Context, ev *symbols.Event, frames []int) []symbols.Resolved {
	f.calls.add(frames)
	select {
	case <-ctx.Done():
	case <-time.After(f.latency):
	}
	var out []symbols.Resolved
	for _, n := range frames {
		fr := ev.Frame(n)
		a := f.resolve[fr.Function]
		r := symbols.Resolved{Frame: *fr, State: a.state, Function: a.function, Source: a.source, Line: a.line, Column: a.column, InApp: !a.lib, Failure: a.failure}
		if a.state == symbols.Plain {
			r.Function, r.Source, r.Line, r.Column, r.Context = fr.Function, fr.File, fr.Line, fr.Column, fr.Context
		}
		if lines := strings.Split(f.sources[a.source], "\n"); a.state == symbols.Mapped && a.line <= len(lines) {
			r.Context = &symbols.Context{Before: lines[max(0, a.line-3) : a.line-1], Line: lines[a.line-1], After: lines[a.line:min(len(lines), a.line+2)]}
		}
		if a.minified != "" {
			r.Pair = &symbols.Pair{File: "dist/assets/cart-55d0e1.js", MapFile: "dist/assets/cart-55d0e1.js.map", Map: &sourcemap.Map{}, Evidence: []string{"chunk id", "same name and path"}}
			r.Place = sourcemap.Mapping{Generated: sourcemap.Position{Column: fr.Column - 1}, Original: sourcemap.Position{Line: a.line - 1, Column: a.column - 1}, Name: -1}
		}
		out = append(out, r)
	}
	return out
}

func (f fake) Source(ctx context.Context, rv *symbols.Resolved) ([]string, bool) {
	if f.opening > 0 {
		select {
		case <-ctx.Done():
		case <-time.After(f.opening):
		}
	}
	s, ok := f.sources[rv.Source]
	return strings.Split(s, "\n"), ok
}

func (f fake) Minified(_ context.Context, rv *symbols.Resolved) (symbols.Excerpt, bool) {
	a := f.resolve[rv.Frame.Function]
	if a.minified == "" {
		return symbols.Excerpt{}, false
	}
	return symbols.Excerpt{File: "dist/assets/cart-55d0e1.js", Line: 1, Column: rv.Frame.Column, First: 1,
		Lines: []string{a.minified}, Offset: 2100, CutLeft: true, CutRight: true}, true
}

// now is when the tests take place.
var now = time.Date(2026, 11, 12, 10, 43, 0, 0, time.UTC)

const formatTS = `import type { Item } from "./types";

/*
 * Prices are stored in cents.
 */

import { locale } from "../i18n";
import type { Discount } from "./discount";

const money = (n: number, currency: string, digits: number) =>
  new Intl.NumberFormat("en", { style: "currency", currency })

/** The price as the shopper reads it. */
export function formatPrice(item: Item): string {
  const { currency } = item;
  const digits = currency === "JPY" ? 0 : 2;
  // product is missing for gift cards
  return money(item.product.price, currency, digits);
}

export function total(items: Item[]): number {
  return items.reduce((n, i) => n + i.qty, 0);
}
`

const rowTSX = "import { formatPrice } from \"./format\";\n\nexport function CartRow({ item, onRemove }: Props) {\n" +
	"\tconst price = useMemo(() => formatPrice(item), [item]);\n\treturn (\n" +
	"\t\t<tr><td>{item.name}</td><td>{\"日本語\"}{price}{item.description ?? \"a long line that goes on, far past the edge of a terminal\"}</td></tr>\n\t);\n}\n"

// cart is a resolver for cartEvent.
func cart() fake {
	mini := `{let e=new Map,n=t=>t.id;return e.set(n(t),t),e},i=(t,e)=>{let{currency:n}=t,r="JPY"===n?0:2;return o(t.product.price,n,r)},a=t=>t.reduce((t,e)=>t+e.qty,0);export{i as f,a as t};`
	noMap := &symbols.Failure{Code: symbols.NoMap, Message: "no map goes with index-3f9a1c.js", Do: "build with source maps on, or name the folder that has them with --maps"}
	return fake{
		latency: 100 * time.Millisecond,
		resolve: map[string]answer{
			"o":               {state: symbols.Mapped, function: "formatPrice", source: "webpack://shop/./src/cart/format.ts", line: 18, column: 29, minified: mini},
			"r":               {state: symbols.Mapped, function: "CartRow.useMemo", source: "webpack://shop/./src/cart/CartRow.tsx", line: 4, column: 31, minified: mini},
			"l":               {state: symbols.Mapped, function: "CartRow", source: "webpack://shop/./src/cart/CartRow.tsx", line: 6, column: 58, failure: &symbols.Failure{Code: symbols.Stale, Message: "3 of 41 mappings begin inside a word", Do: "build again if the line looks wrong"}},
			"renderWithHooks": {state: symbols.Mapped, function: "renderWithHooks", source: "webpack://shop/./node_modules/react-dom/cjs/react-dom.development.js", line: 1504, column: 18, lib: true, minified: mini},
			"Array.map":       {state: symbols.Builtin, lib: true},
			"t":               {failure: noMap},
			"o.render":        {failure: noMap, minified: mini},
			"price_for":       {state: symbols.Plain},
		},
		sources: map[string]string{"webpack://shop/./src/cart/format.ts": formatTS, "webpack://shop/./src/cart/CartRow.tsx": rowTSX},
	}
}

// cartEvent is a captured exception with a cause, in two languages.
func cartEvent() symbols.Event {
	yes := true
	frame := func(name, file string, column int) symbols.Frame {
		return symbols.Frame{Platform: symbols.Web, Function: name, File: "https://app.acme.com/assets/" + file, Line: 1, Column: column, InApp: true}
	}
	python := symbols.Frame{Platform: "python", Function: "price_for", File: "shop/pricing.py", Line: 212, InApp: true,
		Context: &symbols.Context{Before: []string{"def price_for(item):", "    # sku is optional"}, Line: "    return table[item['sku']]", After: []string{"", "def main() -> None:"}}}
	return symbols.Event{
		ID: "0199a6d1-77aa-7c11-b0c3-7f1e22ab90cd", Time: now.Add(-2 * time.Minute),
		Facts: []symbols.Fact{{Name: "Browser", Value: "Chrome 141"}, {Name: "URL", Value: "https://app.acme.com/cart?id=7"}, {Name: "Release", Value: "web 4.18.2"}, {Name: "User", Value: "0189c2ff-aa12-e1"}},
		Exceptions: []symbols.Exception{
			{Type: "TypeError", Value: "Cannot read properties of undefined (reading 'price')", Handled: &yes, CrashLast: true, Frames: []symbols.Frame{
				python, frame("", "index-3f9a1c.js", 99), frame("o.render", "index-3f9a1c.js", 2188), frame("t", "index-3f9a1c.js?v=2", 48312),
				frame("renderWithHooks", "cart-55d0e1.js", 2111), {Platform: symbols.Web, Function: "Array.map", Builtin: true},
				frame("l", "cart-55d0e1.js", 2140), frame("r", "cart-55d0e1.js", 2150), frame("o", "cart-55d0e1.js", 2214),
			}},
			{Type: "Error", Value: "cart row 7 could not be drawn\nand a second line", Relation: symbols.Cause, Frames: []symbols.Frame{frame("t", "index-3f9a1c.js?v=2", 48312)}},
		},
	}
}

// testApp makes an app of a trace at the tests' time.
func testApp(r Resolver, events ...symbols.Event) *app {
	e := &env{ctx: context.Background(), theme: theme.New(0, true), now: func() time.Time { return now }, lens: &lens{stored: r}, editor: "vim", sourceRoot: "/nowhere"}
	return newApp(e, Options{}, &tab{pages: []page{newTrace(e, walkOver(events))}})
}

// manyFrames is an event of n frames of one file.
func manyFrames(n int) symbols.Event {
	x := symbols.Exception{Type: "RangeError", Value: "Maximum call stack size exceeded"}
	for i := range n {
		x.Frames = append(x.Frames, symbols.Frame{Platform: symbols.Web, Function: "o", File: fmt.Sprintf("https://a.example/%d.js", i%7), Line: 1, Column: 2214, InApp: true})
	}
	return symbols.Event{Exceptions: []symbols.Exception{x}}
}
