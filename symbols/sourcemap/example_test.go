package sourcemap_test

import (
	"fmt"
	"log"

	"symset/symbols/sourcemap"
)

func Example() {
	m, err := sourcemap.Open("testdata/bundle.min.js.map")
	if err != nil {
		log.Fatal(err)
	}
	defer m.Close()

	// Line 1, column 55 of the minified file, as an engine prints it.
	found, err := m.Lookup(sourcemap.Position{Line: 0, Column: 54})
	if err != nil {
		log.Fatal(err)
	}
	at := found[0]
	fmt.Printf("%s:%d:%d\n", m.Source(at.Source), at.Original.Line+1, at.Original.Column+1)
	if lines, ok := m.Lines(at.Source, at.Original.Line-1, at.Original.Line+2); ok {
		for _, line := range lines {
			fmt.Println(line)
		}
	}
	// Output:
	// src/cart.ts:9:13
	//     if (!(item.price >= 0)) {
	//       throw new RangeError(`bad price for 🛒 ${item.name}: ${item.price}`)
	//     }
}

func ExampleMap_Problems() {
	m, err := sourcemap.Parse([]byte(`{"version": "3", "sources": ["a.ts"], "mappings": "AAAA,CADA"}`))
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range m.Problems() {
		fmt.Println(p)
	}
	// Output:
	// "version" is "3", not the number 3
	// segment "CADA" leads to a line, column or index below 0 or over 2147483647; nothing behind it can be read (generated line 1, segment 2)
}
